import type { Caption } from "../runtime/player-events.ts";

/** Shows a caption in `root`: what has been heard, the word being heard, and what comes. */
export class CaptionView {
	readonly #root: HTMLElement;
	readonly #said = span("said");
	readonly #now = span("now");
	readonly #coming = span("coming");

	constructor(root: HTMLElement) {
		this.#root = root;
		root.replaceChildren(this.#said, this.#now, this.#coming);
	}

	show(caption: Caption | undefined): void {
		this.#root.hidden = caption === undefined || caption.text.trim() === "";
		if (caption === undefined) return;
		const { text } = caption;
		const heard = unitsOf(text, caption.heard);
		const current = unitsOf(text, caption.current);
		setText(this.#said, text.slice(0, heard));
		setText(this.#now, text.slice(heard, current));
		setText(this.#coming, text.slice(current));
	}
}

/** UTF-16 units, which strings index, of the first `points` code points, which captions count. */
function unitsOf(text: string, points: number): number {
	let units = 0;
	for (let left = points; left > 0 && units < text.length; left--)
		units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
	return units;
}

function span(className: string): HTMLSpanElement {
	const made = document.createElement("span");
	made.className = className;
	return made;
}

function setText(target: HTMLElement, text: string): void {
	if (target.textContent !== text) target.textContent = text;
}
