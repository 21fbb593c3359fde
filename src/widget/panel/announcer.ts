import type { Reply } from "../../protocol/driver-message.ts";
import { languageOf } from "./language-of.ts";
import { make } from "./make.ts";
import { Sentences } from "./sentences.ts";

/** Announcements kept: a screen reader has read the others, and nobody else sees them. */
const KEPT = 8;

/** Markdown's marks, and the addresses of links and images. */
const MARKS = /!?\[([^\]]*)\]\([^)]*\)|[*_`#>|~]|<[^>]*>/g;

/**
 * The one live region of the panel, unseen. It speaks the avatar's sentences, whole, while the sound is off: with sound
 * a screen reader would talk over the avatar. What the viewer has to know it always speaks.
 */
export class Announcer {
	readonly element = make("div", { class: "hidden", "aria-live": "polite", "aria-atomic": "false" });
	readonly #lang: string;
	readonly #isSoundOff: () => boolean;
	readonly #sentences = new Sentences();
	#utterance: number | undefined;

	constructor(lang: string, isSoundOff: () => boolean) {
		this.#lang = lang;
		this.#isSoundOff = isSoundOff;
	}

	/** What the avatar answers, piece by piece. */
	reply(utterance: number, { display }: Reply): void {
		if (utterance !== this.#utterance) this.#sentences.end();
		this.#utterance = utterance;
		this.#speak(this.#sentences.add(display.replace(MARKS, "$1")));
	}

	/** The answer is complete. */
	end(utterance: number): void {
		if (utterance === this.#utterance) this.#speak(this.#sentences.end());
	}

	/** What the viewer has to know, sound or not. */
	tell(text: string): void {
		this.element.append(make("p", { lang: languageOf(text, this.#lang) }, text));
		while (this.element.children.length > KEPT) this.element.firstElementChild?.remove();
	}

	#speak(sentences: readonly string[]): void {
		if (this.#isSoundOff()) for (const sentence of sentences) this.tell(sentence);
	}
}
