import { icon } from "./icons.ts";
import { make } from "./make.ts";
import { MessageHistory } from "./message-history.ts";
import type { PanelTexts } from "./panel-texts.ts";

/** `keyCode` of a key that an input method took: Safari ends the composition before it tells of its Enter. */
const TAKEN_BY_INPUT_METHOD = 229;

export interface ComposerHandlers {
	/** Resolves to whether the text was taken; else it goes back into the field. */
	send(text: string): Promise<boolean>;
	/** The viewer has begun to write, or has nothing written any more. */
	typing(isTyping: boolean): void;
}

/** Where the viewer writes. Enter sends, Shift + Enter breaks the line, the arrows call earlier messages back. */
export class Composer {
	readonly element: HTMLFormElement;
	readonly field: HTMLTextAreaElement;
	readonly #handlers: ComposerHandlers;
	readonly #history = new MessageHistory();
	readonly #send: HTMLButtonElement;
	/** Of the words that stand in an empty field: browsers take it for one from left to right. */
	readonly #emptyDirection: string;

	/** @param tools buttons beside the one that sends */
	constructor(texts: PanelTexts, handlers: ComposerHandlers, tools: { before: Node[]; after: Node[] }) {
		this.#handlers = handlers;
		this.field = make("textarea", {
			class: "field",
			part: "input",
			rows: 1,
			"aria-label": texts.writeHere,
			placeholder: texts.placeholder,
			enterkeyhint: "send",
			autocomplete: "off",
		});
		this.#emptyDirection = directionOf(texts.placeholder);
		this.#send = make(
			"button",
			{
				type: "submit",
				class: "tool send",
				part: "button send",
				"aria-label": texts.send,
				title: texts.send,
			},
			icon("send"),
		);
		this.element = make(
			"form",
			{ class: "composer", part: "composer" },
			this.field,
			make(
				"div",
				{ class: "tools" },
				...tools.before,
				make("span", { class: "gap" }),
				...tools.after,
				this.#send,
			),
		);
		this.element.addEventListener("submit", (event) => {
			event.preventDefault();
			void this.#submit();
		});
		this.field.addEventListener("keydown", (event) => this.#keyDown(event));
		this.field.addEventListener("input", () => this.#changed());
		this.#changed();
	}

	/** Whether something is written that has not been sent. */
	get isWritten(): boolean {
		return this.field.value.trim() !== "";
	}

	/** Forgets what was written and sent. */
	clear(): void {
		this.#history.clear();
		this.#write("");
	}

	async #submit(): Promise<void> {
		const text = this.field.value.trim();
		if (text === "") {
			this.field.focus();
			return;
		}
		this.#write("");
		this.field.focus();
		const isTaken = await this.#handlers.send(text);
		if (isTaken) this.#history.add(text);
		else if (this.field.value === "") this.#write(text);
	}

	#keyDown(event: KeyboardEvent): void {
		if (event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD) return;
		if (event.key === "Enter" && !event.shiftKey) {
			event.preventDefault();
			this.element.requestSubmit();
		} else if (event.key === "ArrowUp" || event.key === "ArrowDown") this.#callBack(event);
	}

	#callBack(event: KeyboardEvent): void {
		const { value } = this.field;
		if (value !== "" && !this.#history.isShowing(value)) return;
		const text = event.key === "ArrowUp" ? this.#history.earlier() : this.#history.later();
		if (text === undefined) return;
		event.preventDefault();
		this.#write(text);
	}

	#write(text: string): void {
		this.field.value = text;
		this.#changed();
	}

	#changed(): void {
		this.field.dir = this.field.value === "" ? this.#emptyDirection : "auto";
		this.#send.classList.toggle("idle", !this.isWritten);
		this.#handlers.typing(this.isWritten);
	}
}

/** Of a text's first letter. */
const directionOf = (text: string): "rtl" | "ltr" =>
	/^\P{L}*[\u0590-\u08ff\ufb1d-\ufefc]/u.test(text) ? "rtl" : "ltr";
