import type { Reply } from "../../protocol/driver-message.ts";
import { InterruptRule } from "./interrupt-rule.ts";
import { make, setAttributes, setText, uniqueId } from "./make.ts";
import type { PanelConversation } from "./panel-conversation.ts";
import type { PanelTexts } from "./panel-texts.ts";
import { type PanelState, statusText } from "./status-text.ts";
import { ThinkingView } from "./thinking-view.ts";
import { ToolButton } from "./tool-button.ts";

/** States in which there is something to stop. */
const BUSY: ReadonlySet<PanelState> = new Set(["thinking", "speaking", "waiting", "held"]);

/** Where the conversation stands: a word for it, dots while an answer is looked for, the button that stops. */
export class StateView {
	readonly status = make("p", { class: "status", part: "status" });
	/** Why the button that stops is off. */
	readonly hint = make("p", { class: "hint", id: uniqueId(), dir: "auto", hidden: true });
	readonly stop: ToolButton;
	readonly thinking = new ThinkingView();
	readonly #conversation: PanelConversation;
	readonly #texts: PanelTexts;
	readonly #rule = new InterruptRule();
	readonly #mutes: (isMuted: boolean) => void;
	#waiting: string | undefined;
	#isMicListening = false;

	/** @param mutes told whether the microphone is to rest (ReplyRsp.Muted) */
	constructor(
		conversation: PanelConversation,
		texts: PanelTexts,
		handlers: { readonly stop: () => void; readonly mutes: (isMuted: boolean) => void },
		signal: AbortSignal,
	) {
		this.#conversation = conversation;
		this.#texts = texts;
		this.#mutes = handlers.mutes;
		this.hint.textContent = texts.cannotStop;
		this.stop = new ToolButton("stop", texts.stop, handlers.stop, "stop");
		for (const source of [conversation.state, conversation.caption, conversation.audio.state])
			source.subscribe(() => this.#settle(), { signal });
	}

	get state(): PanelState {
		const { state, caption, audio } = this.#conversation;
		if (this.#isMicListening) return "listening";
		const isHeld =
			state.value === "thinking" && caption.value !== undefined && audio.state.value !== "running";
		return isHeld ? "held" : state.value;
	}

	get isBusy(): boolean {
		return BUSY.has(this.state) || BUSY.has(this.#conversation.state.value);
	}

	/** Whether the driver forbids to interrupt what is heard now. */
	get isForbidden(): boolean {
		return this.isBusy && this.#rule.forbids(this.#conversation.caption.value?.clause);
	}

	set isMicListening(isListening: boolean) {
		this.#isMicListening = isListening;
		this.#settle();
	}

	/** What fills the time while the answer is looked for (ReplyType `cloudAiWaiting`). */
	wait(text: string | undefined): void {
		this.#waiting = text;
		this.#settle();
	}

	reply(utterance: number, reply: Reply): void {
		this.#rule.take(utterance, reply);
		this.#settle();
	}

	end(utterance: number): void {
		this.#rule.end(utterance);
		this.#settle();
	}

	#settle(): void {
		const { state, isBusy, isForbidden } = this;
		this.status.dataset.state = state;
		setText(this.status, statusText(state, this.#texts));
		this.thinking.show(this.#waiting ?? (state === "thinking" ? this.#texts.thinking : undefined));
		this.stop.isHidden = !isBusy;
		this.stop.isOff = isForbidden;
		this.hint.hidden = !isForbidden;
		setAttributes(this.stop.element, { "aria-describedby": isForbidden ? this.hint.id : undefined });
		this.#mutes(isBusy && this.#rule.mutes(this.#conversation.caption.value?.clause));
	}
}
