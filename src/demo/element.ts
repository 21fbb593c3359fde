/** The element of the page with this id, which must be of the given class: the page's markup is part of the program. */
export function element<T extends Element>(id: string, type: new () => T): T {
	const found = document.getElementById(id);
	if (!(found instanceof type)) throw new TypeError(`The page has no <${type.name}> with the id "${id}".`);
	return found;
}
