import { make, setAttributes } from "../../widget/panel/make.ts";
import { panelTexts } from "../../widget/panel/panel-texts.ts";
import { browserRecognition, type Recognition } from "../../widget/panel/speech-recognition.ts";
import { VoiceInput } from "../../widget/panel/voice-input.ts";
import type { KioskLanguage } from "../model/settings.ts";
import { TEXT_GATE_DEFAULTS } from "../model/text-gate.ts";
import { type KioskTexts, LANGUAGE_TAGS } from "../texts/kiosk-texts.ts";
import { AnswerView } from "./answer-view.ts";
import { kioskIcon } from "./kiosk-icons.ts";
import { button, words } from "./press.ts";
import type { TouchKeyboard } from "./touch-keyboard.ts";

export interface TalkHandlers {
	ask(text: string): void;
	/** The visitor begins to speak: the host falls silent. */
	bargeIn(): void;
	stop(): void;
	finish(): void;
	takeAlong(): void;
	/** Says the last answer again. */
	repeat(): void;
	/** The microphone listens, or has ended. */
	listening(isListening: boolean): void;
	complain(sentence: string): void;
}

/** A browser's own recogniser; a test brings another. */
declare global {
	interface Window {
		facewireRecognition?: () => Recognition;
	}
}

const QUESTIONS = ["question1", "question2", "question3", "question4", "question5", "question6"] as const;

/** The conversation: suggested questions, the answer, a field with a keyboard on the glass, and the microphone. */
export class TalkView {
	readonly element: HTMLElement;
	readonly answer = new AnswerView();
	readonly #handlers: TalkHandlers;
	readonly #field = make("input", {
		type: "text",
		class: "field",
		autocomplete: "off",
		autocapitalize: "off",
		spellcheck: "false",
		// The machine's own keyboard stays away: the one on the glass is here.
		inputmode: "none",
		maxlength: TEXT_GATE_DEFAULTS.most,
	});
	readonly #chips = make("div", { class: "chips" });
	readonly #form = make("form", { class: "composer", hidden: true, novalidate: true });
	/** The keyboard rewrites the classes of its own element: what styles it stands around it. */
	readonly #keys = make("div", { class: "simple-keyboard" });
	readonly #write: HTMLButtonElement;
	readonly #stop: HTMLButtonElement;
	readonly #takeAlong: HTMLButtonElement;
	readonly #voicePlace = make("div", { class: "voice" });
	#keyboard: TouchKeyboard | undefined;
	#voice: VoiceInput | undefined;
	#language: KioskLanguage = "en";

	constructor(handlers: TalkHandlers) {
		this.#handlers = handlers;
		this.#write = button("write", "tool write", () => void this.#openKeyboard(), {
			"aria-expanded": "false",
		});
		this.#stop = button("stop", "tool stop", () => handlers.stop());
		this.#takeAlong = button("takeAlong", "tool take", () => handlers.takeAlong());
		this.#takeAlong.hidden = true;
		const repeat = button("repeat", "tool repeat", () => handlers.repeat());
		repeat.prepend(kioskIcon("repeat"));
		const finish = button("finish", "tool finish", () => handlers.finish());
		this.#write.prepend(kioskIcon("write"));
		this.#stop.prepend(kioskIcon("stop"));
		this.#takeAlong.prepend(kioskIcon("takeAlong"));
		finish.prepend(kioskIcon("finish"));
		const send = button("send", "primary send", () => this.#send());
		this.#form.append(this.#field, send, make("div", { class: "keys" }, this.#keys));
		this.#form.addEventListener("submit", (event) => {
			event.preventDefault();
			this.#send();
		});
		this.#field.addEventListener("input", () => {
			if (this.#keyboard !== undefined) this.#keyboard.text = this.#field.value;
		});
		this.element = make(
			"section",
			{ class: "talk" },
			words("h2", "ask", "talk-title"),
			this.answer.element,
			this.#chips,
			this.#form,
			make(
				"div",
				{ class: "tools" },
				this.#write,
				this.#voicePlace,
				this.#stop,
				repeat,
				this.#takeAlong,
				finish,
			),
		);
	}

	/** A question was asked: it takes the place of the title. */
	asked(question: string): void {
		this.answer.asked(question);
		this.element.classList.add("answered");
	}

	/** Whether there is anything to be stopped. */
	set isBusy(isBusy: boolean) {
		this.#stop.disabled = !isBusy;
	}

	set canTakeAlong(can: boolean) {
		this.#takeAlong.hidden = !can;
	}

	/** Takes up a language; `microphone` says whether visitors may speak. */
	speak(language: KioskLanguage, texts: KioskTexts, microphone: boolean): void {
		this.#language = language;
		this.answer.language = LANGUAGE_TAGS[language];
		setAttributes(this.#field, { "aria-label": texts.yourQuestion, placeholder: texts.yourQuestion });
		this.#chips.replaceChildren(
			...QUESTIONS.map((name) => {
				const chip = make("button", { type: "button", class: "chip" }, texts[name]);
				chip.addEventListener("click", () => this.#handlers.ask(texts[name]));
				return chip;
			}),
		);
		this.#openVoice(texts, microphone);
		void this.#keyboard?.setLanguage(language);
	}

	/** Puts everything back as the next visitor is to find it; the microphone lets its stream go. */
	clear(): void {
		this.#voice?.dispose();
		this.answer.clear();
		this.element.classList.remove("answered");
		this.#setText("");
		this.hideKeyboard();
	}

	hideKeyboard(): void {
		this.#form.hidden = true;
		this.#write.setAttribute("aria-expanded", "false");
		this.element.classList.remove("writing");
		this.#field.blur();
	}

	get #recognition(): (() => Recognition) | undefined {
		return window.facewireRecognition ?? browserRecognition();
	}

	#openVoice(texts: KioskTexts, microphone: boolean): void {
		this.#voice?.dispose();
		this.#voice = undefined;
		this.#voicePlace.replaceChildren();
		const makeRecognition = this.#recognition;
		if (!microphone || makeRecognition === undefined) return;
		const lang = LANGUAGE_TAGS[this.#language];
		const voice = new VoiceInput({
			mode: "push",
			lang,
			makeRecognition,
			texts: panelTexts(lang),
			isEcho: () => false,
			spoken: () => this.#handlers.bargeIn(),
			said: (text) => this.#handlers.ask(text),
			complain: (sentence) => this.#handlers.complain(sentence),
			listening: (isListening) => {
				label.textContent = isListening ? texts.microphoneOn : texts.talk;
				this.#handlers.listening(isListening);
			},
		});
		const label = make("span", { class: "voice-label", "aria-hidden": "true" }, texts.talk);
		this.#voice = voice;
		this.#voicePlace.append(voice.button, label, voice.element);
	}

	async #openKeyboard(): Promise<void> {
		if (!this.#form.hidden) {
			this.hideKeyboard();
			return;
		}
		this.#form.hidden = false;
		this.#write.setAttribute("aria-expanded", "true");
		this.element.classList.add("writing");
		this.#field.focus();
		const { TouchKeyboard } = await import("./touch-keyboard.ts");
		if (this.#keyboard !== undefined) return;
		this.#keyboard = new TouchKeyboard(
			this.#keys,
			{
				typed: (text) => {
					this.#field.value = text;
				},
				send: () => this.#send(),
				hide: () => this.hideKeyboard(),
			},
			TEXT_GATE_DEFAULTS.most,
		);
		this.#keyboard.text = this.#field.value;
		await this.#keyboard.setLanguage(this.#language);
	}

	#send(): void {
		const text = this.#field.value;
		this.#setText("");
		if (text.trim() !== "") this.hideKeyboard();
		this.#handlers.ask(text);
	}

	#setText(text: string): void {
		this.#field.value = text;
		if (this.#keyboard !== undefined) this.#keyboard.text = text;
	}
}
