import { icon } from "./icons.ts";
import { languageOf } from "./language-of.ts";
import { make } from "./make.ts";
import type { PanelTexts } from "./panel-texts.ts";

/** Who said a line: the viewer, the avatar, or the panel itself. */
export type LineSpeaker = "viewer" | "avatar" | "note";

/** Lines kept; older ones go. */
const LONGEST_TRANSCRIPT = 200;

/** CSS pixels above the last line when it is at the top. */
const MARGIN = 14;

/** CSS pixels from there within which the reader is taken to follow the conversation. */
const NEAR_END = 48;

/**
 * What was said, newest last. Follows the conversation while its end is in view; a reader who has scrolled up is left
 * alone, and offered the way down. A log that announces nothing by itself: see {@link Announcer}.
 */
export class TranscriptView {
	readonly element: HTMLElement;
	readonly #log: HTMLElement;
	readonly #list = make("ol", { class: "lines" });
	readonly #greeting: HTMLElement;
	readonly #down: HTMLButtonElement;
	readonly #texts: PanelTexts;
	readonly #lang: string;
	readonly #resized = new ResizeObserver(() => this.#follow());
	#isFollowing = true;

	constructor(texts: PanelTexts, lang: string) {
		this.#texts = texts;
		this.#lang = lang;
		this.#greeting = make("p", { class: "greeting", dir: "auto" }, texts.greeting);
		this.#down = make(
			"button",
			{ type: "button", class: "down", part: "button", hidden: true },
			icon("down"),
			texts.newMessages,
		);
		this.#log = make(
			"div",
			{
				class: "log",
				part: "transcript",
				role: "log",
				"aria-live": "off",
				"aria-label": texts.transcript,
				tabindex: 0,
			},
			this.#greeting,
			this.#list,
		);
		this.element = make("div", { class: "transcript" }, this.#log, this.#down);
		this.#log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
		this.#down.addEventListener("click", () => this.#goDown());
		// Replies grow, images load, the panel is resized: each may push the end out of view.
		this.#resized.observe(this.#list);
		this.#resized.observe(this.#log);
	}

	/** Adds a line, at the end or behind the line of `after`; what is put into the element that it returns is its content. */
	add(speaker: LineSpeaker, text = "", after?: HTMLElement): HTMLElement {
		const name = this.#texts[speaker === "viewer" ? "you" : speaker];
		const body = make("div", { class: "body", dir: "auto" }, text);
		if (text !== "") this.#name(body, text);
		const says = make("span", { class: "hidden" }, `${name}: `);
		const line = make("li", { class: `line ${speaker}`, part: `line line-${speaker}` }, says, body);
		this.#greeting.hidden = true;
		if (after?.isConnected) after.parentElement?.after(line);
		else this.#list.append(line);
		while (this.#list.children.length > LONGEST_TRANSCRIPT) this.#list.firstElementChild?.remove();
		if (speaker === "viewer") this.#isFollowing = true;
		this.#follow();
		return body;
	}

	/** Keeps `element` behind the last line, `undefined` nothing. */
	set tail(element: HTMLElement | undefined) {
		this.#log.replaceChildren(this.#greeting, this.#list, ...(element === undefined ? [] : [element]));
		this.#follow();
	}

	/** Takes away what was said. */
	clear(): void {
		this.#list.replaceChildren();
		this.#greeting.hidden = false;
		this.#isFollowing = true;
	}

	/** Tells the language of what has been put into a line. */
	#name(body: HTMLElement, text: string): void {
		body.lang = languageOf(text, this.#lang);
	}

	dispose(): void {
		this.#resized.disconnect();
	}

	#scrolled(): void {
		this.#isFollowing = this.#log.scrollTop >= this.#goal() - NEAR_END;
		if (this.#isFollowing) this.#down.hidden = true;
	}

	#follow(): void {
		if (!this.#isFollowing) this.#down.hidden = false;
		else if (this.#log.scrollTop < this.#goal()) this.#log.scrollTop = this.#goal();
	}

	/** The end of the conversation, but not past the beginning of its last line: a long answer is read from there. */
	#goal(): number {
		const { scrollHeight, clientHeight } = this.#log;
		const last = this.#list.lastElementChild;
		const beginning = last instanceof HTMLElement ? last.offsetTop - MARGIN : 0;
		return Math.max(0, Math.min(scrollHeight - clientHeight, beginning));
	}

	#goDown(): void {
		this.#isFollowing = true;
		this.#down.hidden = true;
		this.#log.scrollTop = this.#goal();
		this.#log.focus({ preventScroll: true });
	}
}
