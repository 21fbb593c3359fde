import type { LayoutVerdict } from "../lipsync/layout-detective.ts";
import type { CoverageCard } from "../lipsync/resolver/coverage-card.ts";
import type { Rung } from "../lipsync/rung.ts";
import type { TimeBase } from "../protocol/time-base.ts";
import type { AvatarLicence } from "../renderer/avatar-licence.ts";
import type { SessionEvent } from "../session/session-event.ts";
import type { Seconds } from "../util/time.ts";

export type { AvatarLicence };

/** The clause that is being heard: `text` is shown whole; the word being heard is `[heard, current)` in code points. */
export interface Caption {
	/** Place of the clause in the utterance, from 0. */
	readonly clause: number;
	readonly text: string;
	readonly heard: number;
	readonly current: number;
}

/** The numbers behind the promises; `undefined` where nothing has been measured yet. */
export interface PlayerStats {
	/** Text sent → first sample heard, of the utterance heard last. */
	readonly firstSample: Seconds | undefined;
	/** Face minus sound as seen and heard: positive shows the face early. */
	readonly offset: Seconds | undefined;
	readonly bufferLevel: Seconds;
	readonly targetDelay: Seconds;
	readonly underruns: number;
	/** Downstream, over the last second. */
	readonly bytesPerSecond: number;
	readonly framesPerSecond: number;
	/** Where the face comes from: the driver's own frames, or a rung of the ladder below them. */
	readonly rung: Rung;
	/** The driver's face frames per second, as found. */
	readonly faceFrameRate: number;
	/** What cue times count from, as found; `undefined` until it could be told. */
	readonly timeBase: TimeBase | undefined;
	/** Whether the order of the face channels explains what comes. */
	readonly layout: LayoutVerdict;
	/** Expressions and actions that were asked for and that no table knows. */
	readonly unknownCues: readonly string[];
	/** Messages that were nonsense. */
	readonly rejected: number;
	/** Oddities of messages that were put right, by name. */
	readonly tolerated: Readonly<Record<string, number>>;
}

/** What a problem is about; "drawing": the avatar cannot be drawn at all. */
export type ProblemSubject = "connection" | "speech" | "avatar" | "drawing" | "cue";

/** A moment in the life of a player. */
export type PlayerEvent =
	/** What is answered, to be shown; and what became of an utterance, clause by clause. */
	| Extract<SessionEvent, { readonly type: "reply" | "utterance-ended" }>
	/** The utterance begins to sound. */
	| { readonly type: "utterance-started"; readonly utterance: number }
	/** Something went wrong that the viewer should know, in a plain sentence; the session goes on. */
	| { readonly type: "problem"; readonly about: ProblemSubject; readonly message: string }
	/** An action of the body begins, at its moment on the sound's clock. `name` is the driver's. */
	| { readonly type: "action"; readonly name: string }
	/** The graphics context is gone, or has come back; sound and captions go on meanwhile. */
	| { readonly type: "context"; readonly lost: boolean }
	/** Pictures of a face are shown in the place of a model. */
	| { readonly type: "drawn-flat"; readonly url: string }
	/** A new avatar is shown. */
	| {
			readonly type: "avatar";
			readonly url: string;
			readonly coverage: CoverageCard;
			readonly licence: AvatarLicence | undefined;
	  }
	/** Bytes of the avatar that have come; `total` is unknown if the server does not say. */
	| { readonly type: "avatar-progress"; readonly loaded: number; readonly total: number | undefined };
