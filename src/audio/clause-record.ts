import type { ClausePart } from "../protocol/driver-message.ts";
import type { Seconds } from "../util/time.ts";
import { partSignature } from "./part-signature.ts";

/** How a part stands to the clause that has its number. */
export type PartKind = "new" | "repeat" | "renumbered";

/** What the jitter buffer knows of one clause (session worker). */
export class ClauseRecord {
	/** Accepted parts whose turn has not come. */
	readonly waiting: ClausePart[] = [];
	readonly firstArrival: number;
	lastArrival: number;
	/** No more sound will come. */
	soundFinal = false;
	/** When its first sample is due, once it is the clause's turn. */
	clauseTime: Seconds | undefined;
	/** Face frames given out. */
	faceFrames = 0;
	/** Of each accepted part, to recognise the clause when it is sent again. */
	readonly #signatures: number[] = [];
	/** How many parts of the clause have been sent again in a row; −1 while it is sent for the first time. */
	#repeated = -1;

	constructor(now: number) {
		this.firstArrival = now;
		this.lastArrival = now;
	}

	/**
	 * Whether `part` continues the clause, was sent before, or is another clause under the same number. Within an open
	 * clause equal parts are new, because pauses and tones repeat; only a clause that begins again or had ended can be
	 * recognised as sent before.
	 */
	classify(part: ClausePart): PartKind {
		if (this.#signatures.length === 0) return "new";
		const signature = partSignature(part);
		if (part.clauseStart) this.#repeated = 0;
		if (this.#repeated >= 0 && this.#signatures[this.#repeated] === signature) {
			this.#repeated++;
			if (this.#repeated === this.#signatures.length) this.#repeated = -1;
			return "repeat";
		}
		this.#repeated = -1;
		if (part.clauseStart) return "renumbered";
		if (!this.soundFinal || part.samples.length === 0) return "new";
		return this.#signatures.includes(signature) ? "repeat" : "renumbered";
	}

	accept(part: ClausePart, now: number): void {
		this.#signatures.push(partSignature(part));
		this.soundFinal ||= part.clauseFinal;
		this.lastArrival = now;
	}
}
