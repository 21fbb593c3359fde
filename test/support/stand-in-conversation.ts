import type { Reply } from "../../src/protocol/driver-message.ts";
import type { AudioOutputState } from "../../src/runtime/audio-output.ts";
import type { Caption, PlayerEvent } from "../../src/runtime/player-events.ts";
import type { SessionState } from "../../src/session/session-event.ts";
import type { CommandResult, InterruptResult } from "../../src/session/speech-session-options.ts";
import { Signal } from "../../src/util/signal.ts";
import type { PanelConversation } from "../../src/widget/panel/panel-conversation.ts";

const PLAIN: Reply = {
	replyType: "cloudAiGpt",
	spoken: "",
	display: "",
	interactionType: "",
	interactionContent: "",
	uninterruptible: false,
	muted: false,
	sequence: 1,
	contentType: 1,
	isSpoken: true,
	final: false,
	highlighted: false,
};

/** A reply like any other but for `fields`. */
export const reply = (fields: Partial<Reply>): Reply => ({ ...PLAIN, ...fields });

/** A conversation that a test leads by hand; what is asked of it is written down. */
export class StandInConversation implements PanelConversation {
	readonly state = new Signal<SessionState>("ready");
	readonly caption = new Signal<Caption | undefined>(undefined);
	readonly audio = {
		state: new Signal<AudioOutputState>("running"),
		volume: 1,
		resume: async () => {
			this.asked.push("resume");
			this.audio.state.value = "running";
		},
	};
	isListening = false;
	/** What was asked, in order: `chat: …`, `speak: …`, `interrupt`, `resume`. */
	readonly asked: string[] = [];
	/** The reason for which the next command is refused. */
	refusal: string | undefined;
	#utterance = 0;
	readonly #listeners = new Set<(event: PlayerEvent) => void>();

	get listeners(): number {
		return this.#listeners.size;
	}

	chat(text: string): Promise<CommandResult> {
		return this.#command(`chat: ${text}`);
	}

	speak(text: string): Promise<CommandResult> {
		return this.#command(`speak: ${text}`);
	}

	async interrupt(): Promise<InterruptResult> {
		this.asked.push("interrupt");
		return { interrupted: false, reason: "Nothing is being said." };
	}

	listen(listener: (event: PlayerEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	tell(event: PlayerEvent): void {
		for (const listener of this.#listeners) listener(event);
	}

	/** The avatar answers `display` to the last command, or to none. */
	answer(display: string, fields: Partial<Reply> = {}, utterance = this.#utterance): void {
		this.tell({ type: "reply", utterance, reply: reply({ display, ...fields }) });
	}

	/** The last answer is over. */
	end(utterance = this.#utterance): void {
		this.tell({ type: "utterance-ended", utterance, end: "spoken", reason: "", clauses: [] });
		this.#utterance++;
	}

	async #command(asked: string): Promise<CommandResult> {
		this.asked.push(asked);
		const { refusal } = this;
		this.refusal = undefined;
		if (refusal !== undefined) return { accepted: false, reason: refusal };
		return { accepted: true, utterance: ++this.#utterance };
	}
}
