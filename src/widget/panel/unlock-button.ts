import type { AudioOutputState } from "../../runtime/audio-output.ts";
import { icon } from "./icons.ts";
import { make, setText } from "./make.ts";
import type { PanelTexts } from "./panel-texts.ts";

/**
 * The one button that starts the sound where the browser wants a gesture, or gives it back after the system took it.
 * What there is to hear waits for it.
 */
export class UnlockButton {
	readonly element: HTMLButtonElement;
	readonly #label = make("span");
	readonly #texts: PanelTexts;

	constructor(texts: PanelTexts, press: () => void) {
		this.#texts = texts;
		this.element = make(
			"button",
			{ type: "button", class: "unlock", part: "button unlock", hidden: true },
			icon("sound"),
			this.#label,
		);
		this.element.addEventListener("click", () => press());
	}

	/** @param isWanted false while the viewer has turned the sound off, or nobody is there to be heard */
	show(state: AudioOutputState, isWanted: boolean): void {
		this.element.hidden = !isWanted || state === "running" || state === "closed";
		setText(this.#label, state === "suspended" ? this.#texts.tapToHear : this.#texts.soundInterrupted);
	}
}
