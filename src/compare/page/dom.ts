/** What an element is made with: properties of the element, `class`, `data-…`, `aria-…`, and listeners as `onclick`. */
type Properties = Readonly<Record<string, unknown>>;

/** Makes an element. Text is text: nothing is read as HTML. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	properties: Properties = {},
	...children: readonly (Node | string | null | undefined)[]
): HTMLElementTagNameMap[Tag] {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(properties)) {
		if (value === undefined || value === false) continue;
		if (name === "class") element.className = String(value);
		else if (/^(aria|data)-|^(for|list|role|scope)$/.test(name)) element.setAttribute(name, String(value));
		else Reflect.set(element, name, value);
	}
	element.append(...children.filter((child) => child !== null && child !== undefined));
	return element;
}

/** The element of an id. @throws {TypeError} if the page has none of that kind */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
	const found = document.getElementById(id);
	if (!(found instanceof kind)) throw new TypeError(`#${id} is missing.`);
	return found;
}
