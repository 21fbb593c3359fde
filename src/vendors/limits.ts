import type { Seconds } from "../util/time.ts";

/** How long a text may be, in the unit that the vendor counts in. */
export interface TextLimit {
	readonly least?: number;
	readonly most: number;
	readonly unit: "bytes" | "characters";
}

/** What a vendor's documents allow; absent where they say nothing. */
export interface Limits {
	readonly text?: TextLimit;
	/** One piece of a text that is being written. */
	readonly textPiece?: TextLimit;
	/** Least time between two texts. */
	readonly textInterval?: Seconds;
	readonly audio?: {
		/** Hertz. */
		readonly sampleRates: readonly number[];
		/** Bytes of a packet. */
		readonly packet: number;
		/** Least and most time between two packets. */
		readonly interval: { readonly least: Seconds; readonly most: Seconds };
	};
	/** Least time between two changes of the picture. */
	readonly pictureInterval?: Seconds;
	/** How often the vendor wants a sign of life. */
	readonly heartbeat?: Seconds;
	/** Without a word for so long, the vendor ends the session. */
	readonly idle?: Seconds;
	/** A session's longest life. */
	readonly session?: Seconds;
}

const encoder = new TextEncoder();

/** Length of `text` in the unit of a limit; characters are code points. */
export const textLength = (text: string, unit: TextLimit["unit"]): number =>
	unit === "bytes" ? encoder.encode(text).length : [...text].length;

/** Why `text` breaks `limit`, as the end of a sentence, or `null`. */
export function breaksLimit(text: string, limit: TextLimit): string | null {
	const length = textLength(text, limit.unit);
	if (length > limit.most) return `at most ${limit.most} ${limit.unit} are allowed, these are ${length}`;
	if (length < (limit.least ?? 0))
		return `at least ${limit.least} ${limit.unit} are needed, these are ${length}`;
	return null;
}
