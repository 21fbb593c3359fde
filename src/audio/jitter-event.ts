import type { ClausePart } from "../protocol/driver-message.ts";
import type { Seconds } from "../util/time.ts";

/** How much sound to hold: what is waited for, and what beyond that is won by playing a little slowly. */
export interface BufferAim {
	readonly targetDelay: Seconds;
	readonly reserve: Seconds;
}

/** Why a part is not spoken: older than the current utterance, there already, or its clause was given up. */
export type DropReason = "stale" | "duplicate" | "late";

/** What the jitter buffer gives out, in the order in which it happens on the utterance's timeline. */
export type JitterEvent =
	/** The next part in order. Its first sample is at `presentationTime`, the first sample of its clause at `clauseTime`. */
	| {
			readonly type: "part";
			readonly utterance: number;
			readonly part: ClausePart;
			readonly presentationTime: Seconds;
			readonly clauseTime: Seconds;
			/** Face frames of this clause that came before those of this part. */
			readonly faceIndex: number;
	  }
	/** Clauses `first … last` were waited for and given up: nothing came of them, or no end. */
	| {
			readonly type: "gap";
			readonly utterance: number;
			readonly first: number;
			readonly last: number;
			readonly reason: "missing" | "unfinished";
	  }
	| {
			readonly type: "dropped";
			readonly utterance: number;
			readonly sequence: number;
			readonly reason: DropReason;
			/** Sound that it held. */
			readonly duration: Seconds;
	  }
	/** The buffer means to hold so much sound from now on. */
	| ({ readonly type: "target"; readonly utterance: number } & BufferAim)
	/** All that the utterance has is given out; `presentationTime` is its length. A part that comes yet reopens it. */
	| { readonly type: "end"; readonly utterance: number; readonly presentationTime: Seconds };
