import { textLength } from "../limits.ts";

/** Bytes of one piece (specs, "Streaming Text-driven Instructions"). */
export const MOST_PIECE = 1000;

/** `Data` of a `SEND_STREAMTEXT`. */
export interface TextPiece {
	readonly Text: string;
	/** From 1. */
	readonly Seq: number;
	readonly IsFinal: boolean;
	readonly IsSentence?: true;
	readonly IsInsertSentence?: true;
	readonly SmartActionEnabled?: true;
}

export interface TextFeederOptions {
	/** Each `write` is one clause, sent when the vendor asks for the next. */
	readonly clauses: boolean;
	/** The vendor adds gestures where the text has none. */
	readonly smartActions: boolean;
}

/** Cuts a text into pieces of at most {@link MOST_PIECE} bytes, between code points. */
export function cutText(text: string): string[] {
	const pieces: string[] = [];
	let piece = "";
	let length = 0;
	for (const character of text) {
		const bytes = textLength(character, "bytes");
		if (length + bytes > MOST_PIECE) {
			pieces.push(piece);
			piece = "";
			length = 0;
		}
		piece += character;
		length += bytes;
	}
	return piece === "" ? pieces : [...pieces, piece];
}

interface Waiting {
	readonly text: string;
	readonly isInserted: boolean;
}

/** The pieces of a text that is being written: numbered, small enough, and in clause mode only when they are wanted. */
export class TextFeeder {
	readonly #options: TextFeederOptions;
	readonly #send: (piece: TextPiece) => void;
	readonly #waiting: Waiting[] = [];
	#sequence = 0;
	#running = false;
	/** In clause mode: the vendor has asked for the next one. The first is not asked for. */
	#wanted = true;
	#ended = false;

	constructor(options: TextFeederOptions, send: (piece: TextPiece) => void) {
		this.#options = options;
		this.#send = send;
	}

	write(text: string): void {
		if (this.#ended) throw new TypeError("the text has been ended");
		this.#waiting.push(...cutText(text).map((piece) => ({ text: piece, isInserted: false })));
		this.#flow();
	}

	/** Says a clause before those that wait. Clause mode only. */
	insert(text: string): void {
		if (!this.#options.clauses) throw new TypeError("a clause can be inserted in clause mode only");
		if (this.#ended) throw new TypeError("the text has been ended");
		this.#waiting.unshift(...cutText(text).map((piece) => ({ text: piece, isInserted: true })));
		this.#flow();
	}

	end(): void {
		this.#ended = true;
		this.#flow();
	}

	/** The vendor takes pieces from now on. */
	begin(): void {
		this.#running = true;
		this.#flow();
	}

	/** The vendor wants the next clause. */
	next(): void {
		this.#wanted = true;
		this.#flow();
	}

	/** Nothing more is sent. Idempotent. */
	halt(): void {
		this.#running = false;
		this.#waiting.length = 0;
	}

	#flow(): void {
		while (this.#running && (this.#wanted || this.#waiting[0]?.isInserted === true)) {
			const piece = this.#waiting.shift();
			if (piece === undefined) break;
			this.#wanted = !this.#options.clauses;
			this.#put(piece.text, false, piece.isInserted);
		}
		if (!this.#running || !this.#ended || this.#waiting.length > 0) return;
		this.#running = false;
		this.#put("", true, false);
	}

	#put(text: string, isFinal: boolean, isInserted: boolean): void {
		this.#sequence += 1;
		this.#send({
			Text: text,
			Seq: this.#sequence,
			IsFinal: isFinal,
			...(this.#options.clauses ? { IsSentence: true } : {}),
			...(isInserted ? { IsInsertSentence: true } : {}),
			...(this.#options.smartActions ? { SmartActionEnabled: true } : {}),
		});
	}
}
