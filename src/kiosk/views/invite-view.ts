import { prefersReducedMotion } from "../../runtime/canvas-watch.ts";
import { make } from "../../widget/panel/make.ts";
import type { KioskLanguage } from "../model/settings.ts";
import { KIOSK_TEXTS, LANGUAGE_TAGS } from "../texts/kiosk-texts.ts";
import { words } from "./press.ts";

/**
 * Milliseconds between two beats of the ring, and of a beat. What moves all the time has the whole screen put together
 * sixty times a second, all night.
 */
const PAUSE_MS = 12_000;
const BEAT_MS = 1200;
/** Down and up in as many steps as the eye needs for that. */
const BEAT: Keyframe[] = [
	{ transform: "none", opacity: 1, easing: "steps(4)" },
	{ transform: "scale(0.72)", opacity: 0.55, easing: "steps(4)" },
	{ transform: "none", opacity: 1 },
];

/** What draws people in: a greeting in each language, and where to touch. The whole picture is the button. */
export class InviteView {
	readonly element: HTMLElement;
	readonly #greetings = make("div", { class: "greetings" });
	readonly #ring = make("span", { class: "ring", "aria-hidden": "true" });

	constructor() {
		this.element = make(
			"section",
			{ class: "invite" },
			this.#greetings,
			make("p", { class: "invite-action" }, this.#ring, words("span", "inviteAction")),
			words("p", "inviteNote", "invite-note"),
		);
		setInterval(() => this.#beat(), PAUSE_MS);
	}

	/** The first language is the one that the rest of the page speaks. */
	set languages(languages: readonly KioskLanguage[]) {
		this.#greetings.replaceChildren(
			...languages.map((language, index) =>
				make(index === 0 ? "h1" : "p", { lang: LANGUAGE_TAGS[language] }, KIOSK_TEXTS[language].invite),
			),
		);
	}

	#beat(): void {
		if (this.#ring.checkVisibility() && !prefersReducedMotion().matches) this.#ring.animate(BEAT, BEAT_MS);
	}
}
