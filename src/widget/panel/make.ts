type Child = Node | string | undefined;

/** Attributes of an element: `true` is an empty attribute; `false` and `undefined` are none. Listeners are not attributes. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes and children. Strings become text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
	name: K,
	attributes: Attributes = {},
	...children: Child[]
): HTMLElementTagNameMap[K] {
	const made = document.createElement(name);
	setAttributes(made, attributes);
	made.append(...children.filter((child) => child !== undefined));
	return made;
}

/** Sets, replaces or takes away attributes. */
export function setAttributes(target: Element, attributes: Attributes): void {
	for (const [name, value] of Object.entries(attributes)) {
		if (value === undefined || value === false) target.removeAttribute(name);
		else target.setAttribute(name, value === true ? "" : String(value));
	}
}

/** Sets the text of an element, if it is another: what a screen reader or a selection holds on to stays. */
export function setText(target: Element, text: string): void {
	if (target.textContent !== text) target.textContent = text;
}

let ids = 0;

/** An id that no other element of any panel has, for `aria-labelledby` and its like. */
export function uniqueId(): string {
	return `facewire-${++ids}`;
}
