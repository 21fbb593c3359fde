import type { PlayerEvent } from "../../runtime/player-events.ts";
import type { PanelConversation } from "./panel-conversation.ts";
import { fillText, type PanelTexts } from "./panel-texts.ts";
import type { ReplyReader } from "./reply-reader.ts";
import type { TranscriptView } from "./transcript-view.ts";

export interface DialogueOptions {
	readonly conversation: PanelConversation;
	readonly transcript: TranscriptView;
	readonly replies: ReplyReader;
	readonly texts: PanelTexts;
	/** What a message does: is answered, or is said as it is. */
	readonly send: "chat" | "speak";
	readonly complain: (problem: string) => void;
}

type Ended = Extract<PlayerEvent, { type: "utterance-ended" }>;

/** A new message takes the place of what is being said. */
const INTERRUPT = { interrupt: true };

/** What the viewer asks, what the avatar answers, and what became of it. */
export class Dialogue {
	readonly #options: DialogueOptions;
	/** Lines of the viewer whose utterance is not over. */
	readonly #asked = new Map<number, HTMLElement>();

	constructor(options: DialogueOptions) {
		this.#options = options;
	}

	/** Sends a message; false if it was refused, with the reason told. */
	async send(text: string): Promise<boolean> {
		const { conversation, transcript, send, complain } = this.#options;
		const isChat = send === "chat";
		// Before the answer can be: the line is the viewer's own, whatever becomes of it.
		const line = transcript.add("viewer", text);
		const result = await (isChat ? conversation.chat(text, INTERRUPT) : conversation.speak(text, INTERRUPT));
		if (!result.accepted) {
			line.parentElement?.remove();
			complain(result.reason);
			return false;
		}
		this.#asked.set(result.utterance, line);
		return true;
	}

	/** Barge-in. */
	async stop(): Promise<void> {
		const result = await this.#options.conversation.interrupt();
		if (!result.interrupted) this.#options.complain(result.reason);
	}

	handle(event: PlayerEvent): void {
		// Where a message is said as it is, its reply shows nothing new.
		const isRepeated =
			this.#options.send === "speak" && event.type === "reply" && this.#asked.has(event.utterance);
		if (event.type === "reply" && !isRepeated) this.#options.replies.take(event.utterance, event.reply);
		if (event.type === "utterance-ended") this.#ended(event);
	}

	#ended({ utterance, interruption, end, reason }: Ended): void {
		const { texts, transcript, replies, complain } = this.#options;
		// The note belongs to what was stopped, though the next question stands there already.
		const line = replies.line(utterance) ?? this.#asked.get(utterance);
		this.#asked.delete(utterance);
		replies.end(utterance);
		if (interruption !== undefined) {
			const heard = interruption.heardText.trim();
			transcript.add(
				"note",
				heard === "" ? texts.stoppedBefore : fillText(texts.stoppedAfter, { heard: lastWords(heard) }),
				line,
			);
		} else if (end !== "spoken" && reason !== "") complain(reason);
	}
}

/** Code points of what was heard that a note repeats; the answer itself stands above it. */
const QUOTE = 60;

function lastWords(heard: string): string {
	const points = [...heard];
	return points.length <= QUOTE ? heard : `…${points.slice(-QUOTE).join("").trimStart()}`;
}
