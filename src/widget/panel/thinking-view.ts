import { make, setText } from "./make.ts";

/** Three dots behind the last line: an answer is being looked for. */
export class ThinkingView {
	readonly element: HTMLElement;
	readonly #text = make("span");

	constructor() {
		const dots = make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i"));
		this.element = make(
			"p",
			{ class: "thinking", part: "thinking", hidden: true, dir: "auto" },
			dots,
			this.#text,
		);
	}

	/** @param text what fills the time, in words; `undefined` when there is nothing to wait for */
	show(text: string | undefined): void {
		this.element.hidden = text === undefined;
		setText(this.#text, text ?? "");
	}
}
