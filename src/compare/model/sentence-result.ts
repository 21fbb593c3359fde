import type { OffsetVerdict } from "../ruler/measure-offset.ts";

/** How a sentence ended. */
export type SentenceOutcome =
	/** It was said to its end. */
	| "finished"
	/** It was interrupted on purpose, as planned. */
	| "interrupted"
	/** The candidate cannot say it, or said no. */
	| "refused"
	/** The candidate broke. */
	| "failed"
	/** Nothing, or no end of it, was heard in time. */
	| "timed-out";

/** What was measured of one sentence of one candidate. Times are seconds; `null`: not measured, and never a guess. */
export interface SentenceResult {
	readonly candidate: string;
	readonly text: string;
	readonly language: string;
	readonly repetition: number;
	readonly outcome: SentenceOutcome;
	/** Why, if it was not said to its end. */
	readonly reason: string;
	/** Of a text that is made into a video first: from the text until it was ordered, was made, and was first seen. */
	readonly ordered: number | null;
	readonly ready: number | null;
	readonly firstPicture: number | null;
	/** From the text to the first sound, and to the first word. */
	readonly firstSound: number | null;
	readonly firstWord: number | null;
	/** How long it was heard. */
	readonly spoken: number | null;
	readonly offset: OffsetVerdict;
	/** From the interruption to silence and to a closed mouth. */
	readonly silence: number | null;
	readonly mouthClosed: number | null;
	/** While it was said. */
	readonly bytesPerSecond: number | null;
	readonly frameRate: number | null;
	readonly stalls: number | null;
	/** Share of the page's main thread that was busy, all panes together. */
	readonly busy: number | null;
	/** A picture taken while it was said, as a data: URL. */
	readonly still: string | null;
}
