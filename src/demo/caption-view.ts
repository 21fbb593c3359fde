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
		// Positions count code points; strings index UTF-16 units.
		const characters = [...caption.text];
		setText(this.#said, characters.slice(0, caption.heard).join(""));
		setText(this.#now, characters.slice(caption.heard, caption.current).join(""));
		setText(this.#coming, characters.slice(caption.current).join(""));
	}
}

function span(className: string): HTMLSpanElement {
	const made = document.createElement("span");
	made.className = className;
	return made;
}

function setText(target: HTMLElement, text: string): void {
	if (target.textContent !== text) target.textContent = text;
}
