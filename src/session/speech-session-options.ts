import type { JitterBufferOptions, JitterBufferStats } from "../audio/jitter-buffer.ts";
import type { FaceIntakeStats } from "../lipsync/face-intake.ts";
import type { OrderName } from "../lipsync/order-tables.ts";
import { DEFAULT_ORDER } from "../lipsync/orders.ts";
import type { Rung } from "../lipsync/rung.ts";
import type { PacketDecoder } from "../protocol/compact/read-compact-message.ts";
import type { SpeechOptions, TextFormat } from "../protocol/driver-request.ts";
import type { TimeBase } from "../protocol/time-base.ts";
import type { ToleranceName } from "../protocol/tolerance.ts";
import type { BackoffOptions } from "../util/backoff.ts";
import type { Seconds } from "../util/time.ts";
import type { Interruption, WarningCode } from "./session-event.ts";

export interface SpeechSessionOptions {
	/** Chance, 0 ≤ x < 1: spreads reconnections. */
	readonly random: () => number;
	/** A new identifier, 32 hexadecimal digits: one per request. */
	readonly newId: () => string;
	/** Names the conversation to the driver; a new identifier by default. */
	readonly streamId?: string;
	/** Order of the driver's face channels: a preset's name or a list of channel names. */
	readonly order?: OrderName | readonly string[];
	/** The driver's face frames per second; found out from what comes if not given. */
	readonly frameRate?: number;
	/** Numbers of utterances that the receivers of its sound and face know already, from sessions before; default 0. */
	readonly utterances?: number;
	/** The voice, unless a command says otherwise. */
	readonly speech?: SpeechOptions;
	/** Seconds without a sign of the driver and without sound being played, after which an utterance is given up. */
	readonly quietTimeout?: number;
	/** Utterances that may wait for their turn. */
	readonly maxPending?: number;
	/** Says what comes for anybody's request, not only for its own: for recordings and for watching. */
	readonly follow?: boolean;
	/** For a connection that speaks the compact form with Opus in it. */
	readonly decoder?: PacketDecoder | undefined;
	readonly jitter?: JitterBufferOptions;
	readonly backoff?: BackoffOptions;
}

/** What a developer turns while a session runs. What is left out goes back to the session's own choice. */
export interface SessionTuning {
	/** Order of the driver's face channels, from the next part on. */
	readonly order?: OrderName;
	/** How much sound to hold, whatever the arrival statistics say. */
	readonly targetDelay?: Seconds;
	/** Best rung of the ladder to use, from the next clause on; better ones are passed over. */
	readonly highestRung?: Rung;
	/** The same for single clauses, by the driver's number. */
	readonly clauseRungs?: Readonly<Record<number, Rung>>;
}

export const SPEECH_SESSION_DEFAULTS = {
	order: DEFAULT_ORDER,
	/** A language model behind CHAT may think for long; a viewer does not wait longer. */
	quietTimeout: 20,
	/** More than a person has in mind; a page that asks for more has lost count. */
	maxPending: 16,
	follow: false,
	utterances: 0,
} as const satisfies Partial<SpeechSessionOptions>;

export interface SpeakOptions {
	/** Only `speak`: what the text is written in; Markdown by default, of which plain text is a part. */
	readonly format?: TextFormat;
	readonly speech?: SpeechOptions;
	/** Interrupts what is being said and drops what waits; else the utterance waits for its turn. */
	readonly interrupt?: boolean;
	/** Presentation time that is being heard, for that interruption; by default as the playout's reports say. */
	readonly playhead?: Seconds;
}

/** What became of a command. `reason` is one plain sentence. */
export type CommandResult =
	| { readonly accepted: true; readonly utterance: number }
	| { readonly accepted: false; readonly reason: string };

export type InterruptResult =
	| ({ readonly interrupted: true } & Interruption)
	| { readonly interrupted: false; readonly reason: string };

/** Counters since the session was made. Plain data. */
export interface SpeechSessionStats {
	readonly warnings: Readonly<Partial<Record<WarningCode, number>>>;
	/** Oddities of messages that were put right; see `TOLERANCES`. */
	readonly tolerated: Readonly<Partial<Record<ToleranceName, number>>>;
	readonly jitter: Readonly<JitterBufferStats>;
	/** What cue times count from; `undefined` until it could be told. */
	readonly timeBase: TimeBase | undefined;
	/** Where the face comes from, and what has been found out about the driver's. */
	readonly face: FaceIntakeStats;
}
