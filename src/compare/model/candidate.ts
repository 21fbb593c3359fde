import type { VendorId } from "../../protocol/vendor-id.ts";
import type { Signal } from "../../util/signal.ts";
import type { Capability } from "../../vendors/capability.ts";
import type { Limits } from "../../vendors/limits.ts";
import type { PictureTrack } from "../ruler/picture-track.ts";
import type { Series } from "../ruler/series.ts";

/** What can be compared: ours, another vendor's stream, or a video that is made of each text before it is played. */
export type CandidateKind = "facewire" | "tencent-produced" | VendorId;

export const CANDIDATE_KINDS = [
	"facewire",
	"tencent-cloud",
	"tencent-produced",
	"iflytek",
	"softsugar",
	"akool",
] as const satisfies readonly CandidateKind[];

/** Whether a candidate answers a text as it comes; else it makes something of it first. */
export const isLive = (kind: CandidateKind): boolean => kind !== "tencent-produced";

/** Where a candidate stands; `reason` is a sentence where there is one to say. */
export interface CandidateState {
	readonly phase: "idle" | "opening" | "ready" | "making" | "speaking" | "closed" | "failed";
	readonly reason: string;
}

/** What a candidate has been asked to say. */
export interface Saying {
	/** When it says that it is over; never, if it does not tell: then the ear decides. Rejects with the reason if not. */
	readonly done: Promise<unknown>;
}

/** Figures of a stream as they stand; `null` where they cannot be known. */
export interface StreamFigures {
	readonly bytesPerSecond: number | null;
	readonly frameRate: number | null;
	/** Since it was opened. */
	readonly stalls: number | null;
	/** Seconds of sound that were invented because none had come in time, since it was opened. */
	readonly concealed: number | null;
}

export const NO_FIGURES: StreamFigures = {
	bytesPerSecond: null,
	frameRate: null,
	stalls: null,
	concealed: null,
};

/** When a text became a video, on the page's clock; `null` while it has not. */
export interface ProductionTimes {
	/** The service has taken the order. */
	readonly ordered: number | null;
	/** It is made, and can be played. */
	readonly ready: number | null;
	readonly firstPicture: number | null;
}

/** What is heard and seen of a candidate, on the page's clock: seconds of `performance.now()`. */
export interface Watch {
	/** RMS of short blocks, at the middle of each as it is heard. */
	readonly levels: Series;
	/** Frames as they are shown. */
	readonly pictures: PictureTrack;
	/** Whether there is a sound, or a picture, to be looked at at all; what is missing is named. */
	readonly missing: readonly ("sound" | "picture")[];
}

/** One side of a comparison, the same for all. Main thread. */
export interface Candidate {
	readonly kind: CandidateKind;
	/** How its picture comes: a stream's kind, or `canvas`; empty before it does. */
	readonly transport: string;
	readonly capabilities: ReadonlySet<Capability>;
	readonly limits: Limits;
	readonly state: Pick<Signal<CandidateState>, "value" | "subscribe">;
	readonly watch: Watch;
	/** When its first frame was shown, on the page's clock; `null` before. */
	readonly firstFrame: number | null;
	/** Of the last text, if it is made into a video first. */
	readonly production?: ProductionTimes;
	/** How long a sound is waited for, seconds; if it is not given, as long as of a live one. */
	readonly patience?: number;
	/** Resolves once it is seen and takes commands; rejects with the reason. Once in a lifetime. */
	open(): Promise<void>;
	/** Says a text in the place of what is being said. */
	say(text: string): Saying;
	/** Stops; resolves when it says that it has. */
	interrupt(): Promise<unknown>;
	figures(): Promise<StreamFigures>;
	/** A picture of what is shown now, as a data: URL; `undefined` if there is none. */
	still(): Promise<string | undefined>;
	/** Pictures are looked at only while somebody measures: reading pixels costs time. */
	isMeasured: boolean;
	/** Whether it is heard; it is measured all the same. */
	muted: boolean;
	/** Ends everything, what costs money first, without waiting. Idempotent. */
	dispose(): void;
}
