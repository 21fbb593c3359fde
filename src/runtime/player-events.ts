import type { Reply } from "../protocol/driver-message.ts";
import type { Seconds } from "../util/time.ts";

/** Where a conversation stands, as a person would say it. */
export type PlayerState =
	| "connecting"
	| "ready"
	| "thinking"
	| "speaking"
	| "waiting"
	| "reconnecting"
	| "closed";

/** The clause that is being heard: `text` is shown whole, up to `heard` code points of it have been heard. */
export interface Caption {
	readonly text: string;
	/** Code points of `text` before the word being heard. */
	readonly heard: number;
	/** Code points of `text` up to the end of the word being heard. */
	readonly current: number;
}

/** What became of an interrupted utterance. */
export interface Interruption {
	readonly utterance: number;
	readonly heardText: string;
	readonly heardUntil: Seconds;
	readonly remainingText: string;
}

/** The numbers behind the promises; `undefined` where nothing has been measured yet. */
export interface PlayerStats {
	/** Request sent → first sample heard. */
	readonly firstSample: Seconds | undefined;
	/** Face minus sound as seen and heard: positive shows the face early. */
	readonly offset: Seconds | undefined;
	readonly bufferLevel: Seconds;
	readonly targetDelay: Seconds;
	readonly underruns: number;
	/** Downstream, over the last second. */
	readonly bytesPerSecond: number;
	readonly framesPerSecond: number;
	/** Messages that were rejected, and oddities that were tolerated, by name. */
	readonly rejected: number;
	readonly tolerated: Readonly<Record<string, number>>;
}

/** A moment in the life of a player. */
export type PlayerEvent =
	| { readonly type: "reply"; readonly reply: Reply }
	| { readonly type: "utterance-start"; readonly utterance: number }
	| { readonly type: "utterance-end"; readonly utterance: number; readonly interruption?: Interruption }
	/** Something went wrong that the viewer should know; the session goes on. */
	| { readonly type: "problem"; readonly message: string }
	| { readonly type: "avatar"; readonly url: string; readonly coverage: unknown; readonly licence: unknown };
