import type { OrderName } from "../../lipsync/order-tables.ts";

/** Every fault that the view can name. */
export type FindingCode =
	| "wrong-order"
	| "lips-late"
	| "lips-early"
	| "phonemes-off"
	| "missing-clause"
	| "unfinished-clause"
	| "underrun"
	| "saturated"
	| "still-face"
	| "no-face"
	| "lower-rung"
	| "offset"
	| "slow-frames"
	| "refused-message"
	| "late-part"
	| "tolerated"
	| "bad-weights"
	| "broken-recording"
	| "detail-lost";

/** Something that is wrong or worth knowing, named. */
export interface Finding {
	readonly code: FindingCode;
	/** A `fault` is heard or seen; a `warning` may be; a `note` is only good to know. */
	readonly severity: "fault" | "warning" | "note";
	/** What is wrong, in a line. */
	readonly title: string;
	/** What shows it, and what to do about it. */
	readonly detail: string;
	/** Trace time of the first and last of it; `undefined` if it concerns the whole. */
	readonly at: number | undefined;
	readonly until: number | undefined;
	readonly utterance: number | undefined;
	/** Order that mends it. */
	readonly order?: OrderName;
	/** Lane that shows it. */
	readonly lane?: string;
}
