import { make } from "./panel/make.ts";
import { shellIcon } from "./shell-icon.ts";
import type { ShellTexts } from "./shell-texts.ts";

/** What the viewer does with the shell. */
export interface ShellHandlers {
	/** Wants the avatar: a gesture. */
	start(): void;
	/** Opens or minimises a floating avatar. */
	open(isOpen: boolean): void;
	/** Wants what failed to be tried again. */
	retry(): void;
}

/**
 * What stands in the element before the avatar does, and around it: frame, poster, buttons, progress and what went
 * wrong. Knows no runtime. Main thread.
 */
export class ShellView {
	readonly frame: HTMLElement;
	readonly stage: HTMLElement;
	/** Where the chat panel goes; hidden while there is none. */
	readonly panel = make("div", { class: "panel", part: "panel", hidden: true });
	/** Over the picture: captions, the sound's button. */
	readonly overlay = make("div", { class: "overlay" });
	readonly #picture = make("img", { class: "poster-image", part: "poster", alt: "", decoding: "async" });
	readonly #face = make("img", { class: "bubble-image", alt: "", decoding: "async" });
	readonly #poster = make("div", { class: "poster" }, make("slot", { name: "poster" }, this.#picture));
	readonly #startText = make("span");
	readonly #start: HTMLButtonElement;
	readonly #bar = make("div", { class: "bar" });
	readonly #progress = make(
		"div",
		{ class: "progress", part: "progress-bar", role: "progressbar" },
		this.#bar,
	);
	readonly #problemText = make("span", { dir: "auto" });
	readonly #retry = make("button", { type: "button", class: "retry", part: "button retry" });
	readonly #problem: HTMLElement;
	readonly #minimise: HTMLButtonElement;
	readonly #bubble: HTMLButtonElement;
	#canvas: HTMLCanvasElement | undefined;
	#alt = "";

	constructor(root: ShadowRoot, handlers: ShellHandlers) {
		this.#start = make(
			"button",
			{ type: "button", class: "start", part: "button start" },
			make("slot", { name: "start" }, shellIcon("play"), this.#startText),
		);
		this.#problem = make(
			"div",
			{ class: "shell-problem", part: "error", role: "alert", hidden: true },
			this.#problemText,
			this.#retry,
		);
		this.#minimise = make(
			"button",
			{ type: "button", class: "minimise", part: "button minimise" },
			shellIcon("minimise"),
		);
		this.#bubble = make(
			"button",
			{ type: "button", class: "bubble", part: "launcher" },
			make("slot", { name: "launcher" }, this.#face, shellIcon("chat")),
		);
		this.stage = make(
			"div",
			{ class: "stage", part: "stage" },
			this.#poster,
			this.overlay,
			this.#start,
			this.#problem,
			this.#minimise,
			this.#progress,
		);
		this.frame = make("div", { class: "frame", part: "frame" }, this.stage, this.panel);
		root.append(this.frame, this.#bubble);
		this.#start.addEventListener("click", () => handlers.start());
		this.#retry.addEventListener("click", () => handlers.retry());
		this.#minimise.addEventListener("click", () => handlers.open(false));
		this.#bubble.addEventListener("click", () => handlers.open(true));
		for (const image of [this.#picture, this.#face])
			image.addEventListener("error", () => image.toggleAttribute("hidden", true));
		this.progress(undefined);
	}

	write(texts: ShellTexts, alt: string): void {
		this.#alt = alt || texts.avatarAlt;
		this.#startText.textContent = texts.start;
		this.#retry.textContent = texts.retry;
		this.#minimise.setAttribute("aria-label", texts.minimise);
		this.#bubble.setAttribute("aria-label", texts.open);
		this.#progress.setAttribute("aria-label", texts.loading);
		this.#canvas?.setAttribute("aria-label", this.#alt);
	}

	/** @param url absolute; empty for none */
	set poster(url: string) {
		for (const image of [this.#picture, this.#face]) {
			image.toggleAttribute("hidden", url === "");
			if (url !== "" && image.src !== url) image.src = url;
		}
	}

	set isPosterShown(isShown: boolean) {
		this.#poster.toggleAttribute("data-gone", !isShown);
	}

	set isStartShown(isShown: boolean) {
		this.#start.hidden = !isShown;
	}

	get isStartShown(): boolean {
		return !this.#start.hidden;
	}

	/** @param share 0 … 1; NaN if the length is unknown; `undefined` hides the bar */
	progress(share: number | undefined): void {
		this.#progress.hidden = share === undefined;
		const isKnown = share !== undefined && !Number.isNaN(share);
		this.#progress.toggleAttribute("data-unknown", !isKnown);
		this.#bar.style.inlineSize = isKnown ? `${100 * share}%` : "";
		if (isKnown) this.#progress.setAttribute("aria-valuenow", String(Math.round(100 * share)));
		else this.#progress.removeAttribute("aria-valuenow");
	}

	/** @param message one plain sentence; empty if all is well */
	complain(message: string, canRetry: boolean): void {
		if (this.#problemText.textContent !== message) this.#problemText.textContent = message;
		this.#problem.hidden = message === "";
		this.#retry.hidden = !canRetry;
	}

	/** A canvas for a new avatar, in the place of the one before: a canvas is given to a stage once and for ever. */
	newCanvas(): HTMLCanvasElement {
		this.removeCanvas();
		this.#canvas = make("canvas", { part: "canvas", role: "img", "aria-label": this.#alt });
		this.stage.prepend(this.#canvas);
		return this.#canvas;
	}

	removeCanvas(): void {
		this.#canvas?.remove();
		this.#canvas = undefined;
	}

	focusLauncher(): void {
		this.#bubble.focus();
	}

	focusStage(): void {
		(this.isStartShown ? this.#start : this.#minimise).focus();
	}
}
