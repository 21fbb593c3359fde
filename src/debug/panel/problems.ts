import { element, make } from "./dom.ts";

/** As many as are read. */
const MOST = 20;

/** Something went wrong that is no finding of the session: a file that is none, a model that does not load. */
export function showProblem(message: string): void {
	const root = element("problems", HTMLUListElement);
	if ([...root.children].some((item) => item.textContent === message)) return;
	const item = make("li", "", message);
	item.setAttribute("role", "alert");
	root.append(item);
	if (root.childElementCount > MOST) root.firstElementChild?.remove();
}

export function clearProblems(): void {
	element("problems", HTMLUListElement).replaceChildren();
}
