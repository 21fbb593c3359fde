import { element } from "./element.ts";

/** How the text is handed to the driver. */
export type ComposerMode = "TEXT" | "CHAT" | "STREAM_TEXT";

/** What the composer asks for. */
export interface ComposerHandlers {
	send(mode: ComposerMode, text: string): void;
	stop(): void;
	setVolume(volume: number): void;
	/** The viewer has begun to write, or has nothing written any more. */
	typing(isTyping: boolean): void;
}

const SAMPLES: readonly (readonly [ComposerMode, string])[] = [
	["TEXT", "Hello! My lips follow what you hear, even when the network does not."],
	["TEXT", "你好，很高兴见到你。今天想聊点什么？"],
	["CHAT", "Who are you?"],
	["TEXT", "[wave] Peter Piper picked a peck of pickled peppers. [smile] Marvellous!"],
];

const SEND_LABEL: Readonly<Record<ComposerMode, string>> = {
	TEXT: "Speak",
	CHAT: "Ask",
	STREAM_TEXT: "Stream",
};

/** The form: text, mode, Speak, Stop, volume, and sentences to try. */
export class Composer {
	readonly #handlers: ComposerHandlers;
	readonly #text = element("text", HTMLTextAreaElement);
	readonly #send = element("send", HTMLButtonElement);
	readonly #stop = element("stop", HTMLButtonElement);
	readonly #form = element("composer", HTMLFormElement);

	constructor(handlers: ComposerHandlers) {
		this.#handlers = handlers;
		this.#form.addEventListener("submit", (event) => {
			event.preventDefault();
			this.#submit();
		});
		this.#form.addEventListener("change", () => this.#showMode());
		this.#text.addEventListener("keydown", (event) => this.#enterSends(event));
		this.#stop.addEventListener("click", () => handlers.stop());
		document.addEventListener("keydown", (event) => {
			if (event.key === "Escape" && !this.#stop.disabled) handlers.stop();
		});
		this.#text.addEventListener("input", () => this.#handlers.typing(this.#text.value !== ""));
		const volume = element("volume", HTMLInputElement);
		volume.addEventListener("input", () => handlers.setVolume(volume.valueAsNumber));
		this.#offerSamples(element("samples", HTMLElement));
	}

	/** Whether there is something to stop. */
	set busy(busy: boolean) {
		this.#stop.disabled = !busy;
	}

	#mode(): ComposerMode {
		return new FormData(this.#form).get("mode") as ComposerMode;
	}

	#showMode(): void {
		this.#send.textContent = SEND_LABEL[this.#mode()];
	}

	#submit(): void {
		this.#handlers.send(this.#mode(), this.#text.value);
		this.#text.value = "";
		this.#handlers.typing(false);
		this.#text.focus();
	}

	/** Enter sends, Shift+Enter breaks the line; Enter that ends an input method's composition does neither. */
	#enterSends(event: KeyboardEvent): void {
		if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
		event.preventDefault();
		this.#form.requestSubmit();
	}

	#offerSamples(root: HTMLElement): void {
		for (const [mode, text] of SAMPLES) {
			const button = document.createElement("button");
			button.type = "button";
			button.textContent = [...text].length > 34 ? `${[...text].slice(0, 32).join("")}…` : text;
			button.title = text;
			button.addEventListener("click", () => this.#handlers.send(mode, text));
			root.append(button);
		}
	}
}
