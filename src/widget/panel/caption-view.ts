import type { Caption } from "../../runtime/player-events.ts";
import { languageOf } from "./language-of.ts";
import { make, setAttributes, setText } from "./make.ts";

/** Lines that a caption may take; of a longer clause, those around the word being heard are shown. */
const LINES = 3;

/**
 * Shows what is being heard, the word being heard marked. Its size is `--facewire-caption-font-size` times the viewer's
 * own. Not for screen readers: those have the transcript, and the voice.
 */
export class CaptionView {
	readonly element: HTMLElement;
	readonly #text = make("span", { class: "caption-text", dir: "auto", part: "caption-text" });
	readonly #said = make("span", { class: "said" });
	readonly #now = make("span", { class: "now", part: "caption-word" });
	readonly #coming = make("span", { class: "coming" });
	/** Language of the voice where the script does not tell it. */
	readonly #lang: string;
	#caption: Caption | undefined;
	#isOn = true;
	/** The clause shown, and its code points: split once, not at every word. */
	#clause = "";
	#points: readonly string[] = [];

	constructor(lang: string) {
		this.#lang = lang;
		this.#text.append(this.#said, this.#now, this.#coming);
		this.element = make(
			"p",
			{ class: "caption", part: "captions", "aria-hidden": "true", hidden: true },
			this.#text,
		);
	}

	/** Whether the viewer wants captions. */
	turn(isOn: boolean): void {
		this.#isOn = isOn;
		this.show(this.#caption);
	}

	/** Sizes them, times the page's own size. */
	scale(factor: number): void {
		this.element.style.setProperty("--caption-scale", String(factor));
		this.#keepWordInView();
	}

	show(caption: Caption | undefined): void {
		this.#caption = caption;
		const isShown = this.#isOn && caption !== undefined && caption.text.trim() !== "";
		this.element.hidden = !isShown;
		if (!isShown) return;
		if (caption.text !== this.#clause) this.#begin(caption.text);
		// Positions count code points; strings index UTF-16 units.
		setText(this.#said, this.#points.slice(0, caption.heard).join(""));
		setText(this.#now, this.#points.slice(caption.heard, caption.current).join(""));
		setText(this.#coming, this.#points.slice(caption.current).join(""));
		this.#keepWordInView();
	}

	#begin(text: string): void {
		this.#clause = text;
		this.#points = [...text];
		setAttributes(this.#text, { lang: languageOf(text, this.#lang) });
	}

	/** The line of the word goes to the middle. */
	#keepWordInView(): void {
		const line = this.#now.offsetHeight;
		if (line === 0) return;
		const middle = (Math.floor(this.#text.clientHeight / line) - 1) / 2;
		this.#text.scrollTop = this.#now.offsetTop - Math.min(middle, (LINES - 1) / 2) * line;
	}
}
