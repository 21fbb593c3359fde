/** The element of the page with this id, which must be of the given class: the page's markup is part of the program. */
export function element<T extends Element>(id: string, type: new () => T): T {
	const found = document.getElementById(id);
	if (!(found instanceof type)) throw new TypeError(`The page has no <${type.name}> with the id "${id}".`);
	return found;
}

/** A new element with a class and text; text is never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	className = "",
	text = "",
): HTMLElementTagNameMap[K] {
	const made = document.createElement(tag);
	if (className !== "") made.className = className;
	if (text !== "") made.textContent = text;
	return made;
}

export function button(text: string, onClick: () => void, className = ""): HTMLButtonElement {
	const made = make("button", className, text);
	made.type = "button";
	made.addEventListener("click", onClick);
	return made;
}
