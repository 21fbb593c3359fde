import { make, setText } from "../../widget/panel/make.ts";
import type { KioskLanguage } from "../model/settings.ts";
import { KIOSK_TEXTS, LANGUAGE_TAGS } from "../texts/kiosk-texts.ts";

/** Where one is, how the line stands, whether the microphone is on, and the languages: always in view. */
export class TopBar {
	readonly element: HTMLElement;
	readonly #place = make("p", { class: "place" });
	readonly #line = make("p", { class: "line-state", role: "status", hidden: true });
	/** That a camera looks, though it keeps nothing, is to be seen. */
	readonly #camera = make("p", { class: "camera-state", "data-text": "cameraOn", hidden: true });
	readonly #microphone = make("p", { class: "mic-state", role: "status" });
	readonly #languages = make("div", { class: "languages", role: "group", "aria-label": "Language · 语言" });
	readonly #choose: (language: KioskLanguage) => void;

	constructor(choose: (language: KioskLanguage) => void) {
		this.#choose = choose;
		this.element = make(
			"header",
			{ class: "top" },
			this.#place,
			make("div", { class: "states" }, this.#line, this.#camera, this.#microphone),
			this.#languages,
		);
	}

	set place(place: string) {
		setText(this.#place, place);
	}

	/** What is wrong with the connection; empty if nothing is. */
	set line(text: string) {
		setText(this.#line, text);
		this.#line.hidden = text === "";
	}

	set isCameraOn(isOn: boolean) {
		this.#camera.hidden = !isOn;
	}

	setMicrophone(isOn: boolean, text: string): void {
		this.#microphone.classList.toggle("on", isOn);
		setText(this.#microphone, text);
	}

	setLanguages(languages: readonly KioskLanguage[], current: KioskLanguage): void {
		this.#languages.hidden = languages.length < 2;
		this.#languages.replaceChildren(
			...languages.map((language) => {
				const choice = make(
					"button",
					{ type: "button", lang: LANGUAGE_TAGS[language], "aria-pressed": String(language === current) },
					KIOSK_TEXTS[language].language,
				);
				choice.addEventListener("click", () => this.#choose(language));
				return choice;
			}),
		);
	}
}
