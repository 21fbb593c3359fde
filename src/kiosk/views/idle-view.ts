import { make, setText } from "../../widget/panel/make.ts";
import { fillText } from "../../widget/panel/panel-texts.ts";
import type { KioskTexts } from "../texts/kiosk-texts.ts";
import { button } from "./press.ts";

export interface IdleHandlers {
	moreTime(): void;
	finish(): void;
}

/** Asks whether anybody is there, with the seconds that are left: seen here, heard from the host. */
export class IdleView {
	readonly element: HTMLElement;
	readonly #number = make("span", { class: "idle-number", "aria-hidden": "true" });
	readonly #note = make("p", { class: "idle-note" });
	readonly #more: HTMLButtonElement;
	#isOpen = false;

	constructor({ moreTime, finish }: IdleHandlers) {
		this.#more = button("moreTime", "primary", moreTime);
		this.element = make(
			"section",
			{ class: "idle", role: "alertdialog", "aria-labelledby": "idle-title", hidden: true },
			make(
				"div",
				{ class: "idle-card" },
				make("div", { class: "idle-ring" }, this.#number),
				make("h2", { id: "idle-title", "data-text": "stillThere" }),
				this.#note,
				make("div", { class: "idle-actions" }, this.#more, button("finish", "quiet", finish)),
			),
		);
	}

	/** @param left seconds; `undefined` while nobody is asked. @param whole seconds that there were */
	show(left: number | undefined, whole: number, texts: KioskTexts): void {
		const isOpen = left !== undefined;
		this.element.hidden = !isOpen;
		if (left !== undefined) {
			setText(this.#number, String(left));
			setText(this.#note, fillText(texts.stillThereNote, { seconds: left }));
			this.element.style.setProperty("--left", String(left / whole));
		}
		// Whoever uses keys has the answer under the finger.
		if (isOpen && !this.#isOpen) this.#more.focus();
		this.#isOpen = isOpen;
	}
}
