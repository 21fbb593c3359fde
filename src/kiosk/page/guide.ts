import type { KioskTexts } from "../texts/kiosk-texts.ts";

/** Milliseconds within which a second tap on what was just told chooses it: nobody has to be quick. */
const CHOOSE_WITHIN_MS = 4000;

/** A sentence that ends as sentences do. */
const ENDED = /\p{P}$/u;

export interface GuideHandlers {
	/** Says `text` at once, in place of what is being said. */
	readonly speak: (text: string) => void;
	readonly texts: () => KioskTexts;
}

/**
 * Voice guidance for whoever does not see the screen: what the finger or the focus is on is spoken, a second tap on it
 * chooses. Keypads work as keyboards do: Tab and arrows move, Enter chooses.
 */
export class Guide {
	readonly #root: HTMLElement;
	readonly #handlers: GuideHandlers;
	#isOn = false;
	#told: Element | undefined;
	#toldAt = 0;

	constructor(root: HTMLElement, handlers: GuideHandlers, signal: AbortSignal) {
		this.#root = root;
		this.#handlers = handlers;
		root.addEventListener("focusin", ({ target }) => this.#focused(target), { signal });
		root.addEventListener("pointermove", (event) => this.#slid(event), { signal });
		root.addEventListener("click", (event) => this.#clicked(event), { capture: true, signal });
		root.addEventListener("keydown", (event) => this.#key(event), { signal });
	}

	get isOn(): boolean {
		return this.#isOn;
	}

	set isOn(isOn: boolean) {
		if (isOn === this.#isOn) return;
		this.#isOn = isOn;
		this.#told = undefined;
		this.#root.toggleAttribute("data-guide", isOn);
		const texts = this.#handlers.texts();
		this.#handlers.speak(isOn ? texts.guideOn : texts.guideOff);
	}

	#focused(target: EventTarget | null): void {
		if (this.#isOn && target instanceof HTMLElement && target.matches(":focus-visible")) this.#tell(target);
	}

	#slid({ clientX, clientY, pointerType }: PointerEvent): void {
		if (!this.#isOn || pointerType !== "touch") return;
		const under = document.elementFromPoint(clientX, clientY)?.closest("button, input, [tabindex]");
		if (under instanceof HTMLElement && under !== this.#told) this.#tell(under);
	}

	/** A first tap tells, a second one chooses. Keys have told already, and choose at once. */
	#clicked(event: MouseEvent): void {
		if (!this.#isOn || event.detail === 0 || !(event.target instanceof Element)) return;
		const control = event.target.closest("button, input");
		if (!(control instanceof HTMLElement)) return;
		if (control === this.#told && event.timeStamp - this.#toldAt < CHOOSE_WITHIN_MS) return;
		event.preventDefault();
		event.stopPropagation();
		this.#tell(control, event.timeStamp);
	}

	/** Keypads of kiosks have arrows and no Tab. */
	#key(event: KeyboardEvent): void {
		const step =
			event.key === "ArrowDown" || event.key === "ArrowRight"
				? 1
				: event.key === "ArrowUp" || event.key === "ArrowLeft"
					? -1
					: 0;
		if (step === 0 || event.target instanceof HTMLInputElement) return;
		const all = [...this.#root.querySelectorAll<HTMLElement>("button, input, [tabindex]")].filter(
			(control) => control.checkVisibility() && !control.hasAttribute("disabled"),
		);
		const at = all.indexOf(document.activeElement as HTMLElement);
		const next = all[(at + step + all.length) % all.length];
		if (next === undefined) return;
		event.preventDefault();
		next.focus();
	}

	#tell(control: HTMLElement, at = performance.now()): void {
		this.#told = control;
		this.#toldAt = at;
		const name = (control.getAttribute("aria-label") ?? control.textContent ?? "").trim();
		const { on, off } = this.#handlers.texts();
		const pressed = control.getAttribute("aria-pressed");
		const told = pressed === null ? name : `${name}, ${pressed === "true" ? on : off}`;
		if (name !== "") this.#handlers.speak(ENDED.test(told) ? told : `${told}.`);
	}
}
