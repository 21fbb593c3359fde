import type { DriverCommand } from "../protocol/driver-request.ts";
import { ClauseBuffer } from "./clause-buffer.ts";
import { ClauseSource } from "./clause-source.ts";
import { ERROR_CODES, RequestRefused } from "./driver-errors.ts";
import { padText, type SpeechText } from "./speech-text.ts";
import { splitClauses } from "./split-clauses.ts";

export type TextFragment = Extract<DriverCommand, { type: "stream" }>;

/** Text that may wait to be spoken, in UTF-16 units: what an hour of speech needs. */
const MAX_BACKLOG = 50_000;

/** Turns the fragments of a streamed text into clauses, each as soon as it can be spoken. */
export class TextStream {
	readonly clauses = new ClauseSource();
	readonly #buffer = new ClauseBuffer();
	readonly #read: (piece: string) => SpeechText;
	#next = 1;
	#ended = false;

	/** `read` reads a piece of the text: its Markdown is complete. */
	constructor(read: (piece: string) => SpeechText) {
		this.#read = read;
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
		for (const piece of this.#buffer.push(text)) this.#add(piece);
		if (!final) return true;
		this.#add(this.#buffer.flush());
		this.#ended = true;
		this.clauses.end();
		return true;
	}

	#add(piece: string): void {
		if (piece.trim() === "") return;
		const read = this.#read(piece);
		// Markdown takes no notice of space around a piece, but other pieces stand next to it.
		const before = /^\s*/.exec(piece)?.[0] ?? "";
		const after = /\s*$/.exec(piece)?.[0] ?? "";
		this.clauses.push(splitClauses(padText(read, before, after)));
	}
}

const refuse = (reason: string): RequestRefused =>
	new RequestRefused(ERROR_CODES.badValue, `$.Payload.Seq: ${reason}`);
