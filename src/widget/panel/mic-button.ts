import type { MicMode } from "./microphone.ts";
import type { PanelTexts } from "./panel-texts.ts";
import { ToolButton } from "./tool-button.ts";

/** A shorter press leaves the microphone on until the next one: not everybody can hold a button. Milliseconds. */
const TAP_MS = 350;

/** The microphone's button: held to talk, or turned on and off. */
export class MicButton {
	readonly #button: ToolButton;
	readonly #mode: MicMode;
	readonly #texts: PanelTexts;
	readonly #start: () => void;
	readonly #stop: () => void;
	#isOn = false;
	#pressedAt: number | undefined;

	constructor(mode: MicMode, texts: PanelTexts, start: () => void, stop: () => void) {
		this.#mode = mode;
		this.#texts = texts;
		this.#start = start;
		this.#stop = stop;
		this.#button = new ToolButton("mic", "", () => undefined, "mic");
		const { element } = this.#button;
		element.addEventListener("pointerdown", (event) => this.#press(event));
		for (const type of ["pointerup", "pointercancel"] as const)
			element.addEventListener(type, (event) => this.#release(event));
		element.addEventListener("keydown", (event) => this.#keyDown(event));
		element.addEventListener("keyup", (event) => this.#keyUp(event));
		// A click without a pointer and without a key: assistive technology, or a script.
		element.addEventListener("click", (event) => event.detail === 0 && this.#toggle());
		// A long press would open a menu instead.
		element.addEventListener("contextmenu", (event) => event.preventDefault());
		this.isOn = false;
	}

	get element(): HTMLButtonElement {
		return this.#button.element;
	}

	/** Whether the microphone is on, as it says itself. */
	set isOn(isOn: boolean) {
		this.#isOn = isOn;
		const { holdToTalk, startListening, stopListening } = this.#texts;
		this.element.setAttribute("aria-pressed", String(isOn));
		this.#button.label = isOn ? stopListening : this.#mode === "push" ? holdToTalk : startListening;
	}

	set isHidden(isHidden: boolean) {
		this.#button.isHidden = isHidden;
	}

	#press(event: PointerEvent): void {
		if (event.button !== 0) return;
		this.element.setPointerCapture(event.pointerId);
		this.#begin(event);
	}

	#keyDown(event: KeyboardEvent): void {
		if (!isPress(event)) return;
		// Here and at the end of the press: no click is to follow.
		event.preventDefault();
		if (!event.repeat) this.#begin(event);
	}

	#keyUp(event: KeyboardEvent): void {
		if (!isPress(event)) return;
		event.preventDefault();
		this.#release(event);
	}

	#begin({ timeStamp }: Event): void {
		if (this.#isOn) this.#stop();
		else {
			this.#pressedAt = timeStamp;
			this.#start();
		}
	}

	#release({ timeStamp, type }: Event): void {
		const pressedAt = this.#pressedAt;
		this.#pressedAt = undefined;
		if (this.#mode === "open" || pressedAt === undefined) return;
		if (type === "pointercancel" || timeStamp - pressedAt > TAP_MS) this.#stop();
	}

	#toggle(): void {
		if (this.#isOn) this.#stop();
		else this.#start();
	}
}

const isPress = ({ key }: KeyboardEvent): boolean => key === " " || key === "Enter";
