import { SimpleKeyboard as Keyboard } from "simple-keyboard";
import "simple-keyboard/build/css/index.css";
import type { KioskLanguage } from "../model/settings.ts";

const ROWS = {
	default: [
		"q w e r t y u i o p {bksp}",
		"a s d f g h j k l ' {enter}",
		"{shift} z x c v b n m , . ?",
		"{numbers} {space} {hide}",
	],
	shift: [
		"Q W E R T Y U I O P {bksp}",
		'A S D F G H J K L " {enter}',
		"{shift} Z X C V B N M ; : !",
		"{numbers} {space} {hide}",
	],
	numbers: [
		"1 2 3 4 5 6 7 8 9 0 {bksp}",
		"- / : ; ( ) $ & @ % {enter}",
		"# = * + ~ . , ? ! '",
		"{letters} {space} {hide}",
	],
};

const SIGNS: Readonly<Record<string, string>> = {
	"{bksp}": "⌫",
	"{shift}": "⇧",
	"{numbers}": "123",
	"{letters}": "abc",
	"{hide}": "▾",
};

export interface TouchKeyboardHandlers {
	typed(text: string): void;
	send(): void;
	hide(): void;
}

/** The keyboard on the glass. Loaded when a visitor first wants to write. */
export class TouchKeyboard {
	readonly #keyboard: Keyboard;
	readonly #handlers: TouchKeyboardHandlers;

	/** @param mount an element with a class of its own, which the keyboard finds it by */
	constructor(mount: HTMLDivElement, handlers: TouchKeyboardHandlers, most: number) {
		this.#handlers = handlers;
		this.#keyboard = new Keyboard(mount, {
			layout: ROWS,
			display: { ...SIGNS, "{enter}": "↵", "{space}": " " },
			maxLength: most,
			mergeDisplay: true,
			// Clicks, not presses: a key that takes the keyboard away must not leave its click to what comes to lie there.
			useMouseEvents: true,
			preventMouseDownDefault: true,
			disableCaretPositioning: true,
			onChange: (text) => handlers.typed(text),
			onKeyPress: (key) => this.#press(key),
		});
	}

	/** What is written, as somebody else has changed it. */
	set text(text: string) {
		this.#keyboard.setInput(text);
	}

	/** Chinese is written by its sounds; the table of characters is loaded then. */
	async setLanguage(language: KioskLanguage): Promise<void> {
		if (language !== "zh") {
			this.#keyboard.setOptions({ layoutCandidates: {} });
			return;
		}
		const { default: layout } = await import("simple-keyboard-layouts/build/layouts/chinese");
		// Its types leave the table out.
		const { layoutCandidates = {} } = layout as { readonly layoutCandidates?: Record<string, string> };
		this.#keyboard.setOptions({ layoutCandidates, layoutCandidatesPageSize: 7 });
	}

	#press(key: string): void {
		if (key === "{enter}") this.#handlers.send();
		else if (key === "{hide}") this.#handlers.hide();
		else if (key === "{shift}")
			this.#show(this.#keyboard.options.layoutName === "shift" ? "default" : "shift");
		else if (key === "{numbers}") this.#show("numbers");
		else if (key === "{letters}" || this.#keyboard.options.layoutName === "shift") this.#show("default");
	}

	#show(layoutName: keyof typeof ROWS): void {
		this.#keyboard.setOptions({ layoutName });
	}
}
