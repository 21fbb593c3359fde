import { make } from "../../widget/panel/make.ts";
import type { KioskLanguage } from "../model/settings.ts";
import { KIOSK_TEXTS, LANGUAGE_TAGS } from "../texts/kiosk-texts.ts";
import { words } from "./press.ts";

/** What draws people in: a greeting in each language, and where to touch. The whole picture is the button. */
export class InviteView {
	readonly element: HTMLElement;
	readonly #greetings = make("div", { class: "greetings" });

	constructor() {
		this.element = make(
			"section",
			{ class: "invite" },
			this.#greetings,
			make(
				"p",
				{ class: "invite-action" },
				make("span", { class: "ring", "aria-hidden": "true" }),
				words("span", "inviteAction"),
			),
			words("p", "inviteNote", "invite-note"),
		);
	}

	/** The first language is the one that the rest of the page speaks. */
	set languages(languages: readonly KioskLanguage[]) {
		this.#greetings.replaceChildren(
			...languages.map((language, index) =>
				make(index === 0 ? "h1" : "p", { lang: LANGUAGE_TAGS[language] }, KIOSK_TEXTS[language].invite),
			),
		);
	}
}
