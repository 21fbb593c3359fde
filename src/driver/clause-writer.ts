import type { ReplyType } from "../protocol/wire.ts";
import { ClauseBuffer } from "./clause-buffer.ts";
import { ClauseSource } from "./clause-source.ts";
import { padText, type SpeechText } from "./speech-text.ts";
import { splitClauses } from "./split-clauses.ts";

/** Turns a text that is still being written into clauses, each as soon as it can be spoken. */
export class ClauseWriter {
	readonly clauses = new ClauseSource();
	readonly #buffer = new ClauseBuffer();
	readonly #read: (piece: string) => SpeechText;
	/** Whether what comes next needs no space before it. */
	#spaced = true;

	/** `read` reads a piece of the text: its Markdown is complete. */
	constructor(read: (piece: string) => SpeechText) {
		this.#read = read;
	}

	write(text: string): void {
		for (const piece of this.#buffer.push(text)) this.#add(piece);
	}

	/** Says something that is no part of the text, behind what has been written of it. */
	interpose(text: string, replyType: ReplyType): void {
		this.#add(this.#buffer.flush());
		this.clauses.push(splitClauses(padText(this.#read(text), this.#spaced ? "" : " ", " ")), replyType);
		this.#spaced = true;
	}

	/** Nothing more will be written. */
	end(): void {
		this.#add(this.#buffer.flush());
		this.clauses.end();
	}

	#add(piece: string): void {
		if (piece.trim() === "") return;
		const read = this.#read(piece);
		// Markdown takes no notice of space around a piece, but other pieces stand next to it.
		const before = /^\s*/.exec(piece)?.[0] ?? "";
		const after = /\s*$/.exec(piece)?.[0] ?? "";
		this.#spaced = after !== "";
		this.clauses.push(splitClauses(padText(read, before, after)));
	}
}
