import type { Logger } from "pino";
import { type Seconds, seconds } from "../../util/time.ts";
import type { ClauseWriter } from "../clause-writer.ts";
import { AnswerText } from "./answer-text.ts";
import type { ChatEndpoint } from "./chat-endpoint.ts";
import { ChatFailure } from "./chat-failure.ts";
import { ChatMemory } from "./chat-memory.ts";
import { type ChatMessage, ChatModel } from "./chat-model.ts";
import { CHAT_PROMPT } from "./chat-prompt.ts";
import { failureSentence, waitingSentence } from "./chat-sentences.ts";

/** How long a listener is kept waiting, seconds. */
export interface ChatPatience {
	/** Until it is said for the first time that the answer takes a moment, and then again. */
	readonly waiting?: Seconds;
	readonly again?: Seconds;
	/** Without any sign of the model, until it is given up. */
	readonly silence?: Seconds;
	/** Without a word of the answer, however busy the model thinks. */
	readonly longest?: Seconds;
}

/** `again` and `silence` are below what a session waits for a sign of the driver (20 s). */
export const CHAT_PATIENCE_DEFAULTS = {
	waiting: seconds(2.5),
	again: seconds(12),
	silence: seconds(15),
	longest: seconds(60),
} as const satisfies Required<ChatPatience>;

export interface ChatBrainOptions {
	readonly endpoint: ChatEndpoint;
	/** What the model is told about its part; {@link CHAT_PROMPT} by default. */
	readonly prompt?: string;
	readonly patience?: ChatPatience;
	readonly log: Pick<Logger, "warn">;
	/** Any clock. */
	readonly now: () => Seconds;
	/** Told of each failure, to be counted. */
	readonly failed: (reason: string) => void;
}

/** Longest answer that is spoken, characters: some eight minutes. A model that goes on is cut off. */
const LONGEST_ANSWER = 8000;

/** Answers questions with a language model, and remembers what was said in each conversation. */
export class ChatBrain {
	readonly #options: ChatBrainOptions;
	readonly #patience: Required<ChatPatience>;
	readonly #model: ChatModel;
	readonly #memory: ChatMemory;

	constructor(options: ChatBrainOptions) {
		this.#options = options;
		this.#patience = { ...CHAT_PATIENCE_DEFAULTS, ...options.patience };
		this.#model = new ChatModel(options.endpoint, this.#patience.silence);
		this.#memory = new ChatMemory(options.now);
	}

	/**
	 * Answers into `writer` and ends it, whatever happens. A failure is told in a sentence; if the signal aborts, the
	 * request to the model ends and nothing more is written. Never rejects.
	 */
	async answer(streamId: string, question: string, writer: ClauseWriter, signal: AbortSignal): Promise<void> {
		const messages: ChatMessage[] = [
			{ role: "system", content: this.#options.prompt ?? CHAT_PROMPT },
			...this.#memory.recall(streamId),
			{ role: "user", content: question },
		];
		this.#memory.add(streamId, question, writer.clauses);
		const answer = new AnswerInProgress(question, writer, this.#patience);
		try {
			await answer.take(this.#model.answer(messages, AbortSignal.any([signal, answer.signal])));
		} catch (error) {
			if (!signal.aborted) this.#apologise(error, answer, question, writer);
		} finally {
			answer.dispose();
			writer.end();
		}
	}

	/** The conversation begins anew. */
	forget(streamId: string): void {
		this.#memory.forget(streamId);
	}

	#apologise(error: unknown, answer: AnswerInProgress, question: string, writer: ClauseWriter): void {
		const failure = answer.signal.aborted
			? new ChatFailure("silent", `no word of an answer within ${this.#patience.longest} s`)
			: error;
		const reason = failure instanceof ChatFailure ? failure.reason : "broken";
		this.#options.log.warn({ reason, detail: String(failure) }, "the language model gave no whole answer");
		this.#options.failed(reason);
		const { text, replyType } = failureSentence(question, reason, answer.hasBegun);
		writer.interpose(text, replyType);
	}
}

/** One answer that is being written: says that it takes a moment, until it begins. */
class AnswerInProgress {
	readonly #question: string;
	readonly #writer: ClauseWriter;
	readonly #text = new AnswerText();
	readonly #tooLong = new AbortController();
	readonly #timers: NodeJS.Timeout[] = [];
	#length = 0;

	constructor(question: string, writer: ClauseWriter, { waiting, again, longest }: Required<ChatPatience>) {
		this.#question = question;
		this.#writer = writer;
		this.#timers.push(setTimeout(() => this.#tooLong.abort(), longest * 1000));
		for (let times = 0; waiting + times * again < longest; times++)
			this.#timers.push(setTimeout(() => this.#askToWait(times), (waiting + times * again) * 1000));
	}

	/** Aborts when the answer has not begun for too long. */
	get signal(): AbortSignal {
		return this.#tooLong.signal;
	}

	get hasBegun(): boolean {
		return this.#length > 0;
	}

	async take(pieces: AsyncIterable<string>): Promise<void> {
		for await (const piece of pieces) {
			this.#write(this.#text.push(piece));
			if (this.#length > LONGEST_ANSWER) return;
		}
		this.#write(this.#text.flush());
		if (!this.hasBegun) throw new ChatFailure("broken", "the answer is empty");
	}

	dispose(): void {
		for (const timer of this.#timers.splice(0)) clearTimeout(timer);
	}

	#write(text: string): void {
		if (!this.hasBegun && text.trim() === "") return;
		this.dispose();
		this.#length += text.length;
		this.#writer.write(text);
	}

	#askToWait(times: number): void {
		const { text, replyType } = waitingSentence(this.#question, times);
		this.#writer.interpose(text, replyType);
	}
}
