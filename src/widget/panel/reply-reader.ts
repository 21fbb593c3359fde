import type { Reply } from "../../protocol/driver-message.ts";
import type { InteractionView } from "./interaction-view.ts";
import { appendReply } from "./reply-markdown.ts";
import type { RichText } from "./rich-text.ts";
import type { TranscriptView } from "./transcript-view.ts";

/** One answer of the avatar, as far as it has come. */
interface Answer {
	readonly body: HTMLElement;
	source: string;
	last: Reply | undefined;
}

export interface ReplyReaderOptions {
	readonly transcript: TranscriptView;
	readonly rich: RichText;
	readonly interactions: InteractionView;
	/** What fills the time while the answer is looked for; `undefined` when it has come. */
	readonly waiting: (text: string | undefined) => void;
}

/** Puts the pieces of an answer together and shows them: a line for each utterance, whatever else comes as cards. */
export class ReplyReader {
	readonly #options: ReplyReaderOptions;
	readonly #answers = new Map<number, Answer>();

	constructor(options: ReplyReaderOptions) {
		this.#options = options;
	}

	take(utterance: number, reply: Reply): void {
		const { interactions, waiting } = this.#options;
		if (reply.replyType === "cloudAiWaiting") {
			waiting(reply.display.trim());
			return;
		}
		waiting(undefined);
		if (reply.display.trim() !== "") this.#show(utterance, reply);
		interactions.take(reply);
	}

	/** Nothing more comes of this utterance. */
	end(utterance: number): void {
		this.#options.waiting(undefined);
		this.#answers.delete(utterance);
	}

	/** The line of an answer that is still coming. */
	line(utterance: number): HTMLElement | undefined {
		return this.#answers.get(utterance)?.body;
	}

	#show(utterance: number, reply: Reply): void {
		const answer = this.#answers.get(utterance) ?? this.#begin(utterance);
		answer.source = appendReply(answer.source, reply, answer.last);
		answer.last = reply;
		answer.body.classList.toggle("highlighted", reply.highlighted);
		void this.#options.rich.show(answer.body, answer.source);
	}

	#begin(utterance: number): Answer {
		const body = this.#options.transcript.add("avatar");
		body.classList.add("rich");
		const answer = { body, source: "", last: undefined };
		this.#answers.set(utterance, answer);
		return answer;
	}
}
