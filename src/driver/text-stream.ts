import type { DriverCommand } from "../protocol/driver-request.ts";
import type { ClauseSource } from "./clause-source.ts";
import { ClauseWriter } from "./clause-writer.ts";
import { ERROR_CODES, RequestRefused } from "./driver-errors.ts";
import type { SpeechText } from "./speech-text.ts";

export type TextFragment = Extract<DriverCommand, { type: "stream" }>;

/** Text that may wait to be spoken, in UTF-16 units: what an hour of speech needs. */
const MAX_BACKLOG = 50_000;

/** Puts the fragments of a streamed text in order, and turns them into clauses. */
export class TextStream {
	readonly #writer: ClauseWriter;
	#next = 1;
	#ended = false;

	/** `read` reads a piece of the text: its Markdown is complete. */
	constructor(read: (piece: string) => SpeechText) {
		this.#writer = new ClauseWriter(read);
	}

	get clauses(): ClauseSource {
		return this.#writer.clauses;
	}

	/** Whether the final fragment has come. */
	get isEnded(): boolean {
		return this.#ended;
	}

	/**
	 * Takes the next fragment; says false of one that has been taken before. Throws {@link RequestRefused} for one
	 * that comes too early, after the end, or before there is room.
	 */
	push({ text, sequence, final }: TextFragment): boolean {
		if (sequence < this.#next) return false;
		if (this.#ended) throw refuse(`expected no fragment after the final one, got ${sequence}`);
		if (sequence > this.#next) throw refuse(`expected ${this.#next}, got ${sequence}`);
		if (this.clauses.backlog + text.length > MAX_BACKLOG)
			throw new RequestRefused(
				ERROR_CODES.quotaExceeded,
				`more than ${MAX_BACKLOG} characters wait to be spoken`,
			);
		this.#next++;
		this.#writer.write(text);
		if (!final) return true;
		this.#ended = true;
		this.#writer.end();
		return true;
	}
}

const refuse = (reason: string): RequestRefused =>
	new RequestRefused(ERROR_CODES.badValue, `$.Payload.Seq: ${reason}`);
