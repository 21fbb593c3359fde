import type { ToPlayout } from "../protocol/playout-messages.ts";
import type { SessionToStage } from "../protocol/stage-messages.ts";
import type { WireRequest } from "../protocol/wire.ts";
import type { Seconds } from "../util/time.ts";
import type { SessionEvent } from "./session-event.ts";

/** Where a connection that broke can be taken up again: after message number `since`, with the gateway's `token`. */
export interface ResumePoint {
	readonly token: string;
	readonly since: number;
}

/** All that a session does to the world. The session worker connects each to a socket, a port or a timer. */
export interface SessionSinks {
	/** Opens a connection; the session hears of it by `opened` or `closed`. */
	connect(resume: ResumePoint | undefined): void;
	/** Ends the connection; nothing more is to be heard of it. */
	disconnect(): void;
	/** Sends a request on the open connection. */
	send(request: WireRequest): void;
	/** To the playout worklet. The sample buffer in `transfer` changes hands. */
	playout(message: ToPlayout, transfer: readonly ArrayBufferLike[]): void;
	/** To the stage. The weights' buffer in `transfer` changes hands. */
	stage(message: SessionToStage, transfer: readonly ArrayBufferLike[]): void;
	emit(event: SessionEvent): void;
	/** Chinese words came without phonemes: `SpeechSession.pinyin` makes lips of them. Called once, if at all. */
	wantPinyin(): void;
	/**
	 * Words came that have neither a face nor phonemes: `SpeechSession.spell` makes lips of them; until it is set the
	 * sound does. Called once, if at all.
	 */
	wantSpelling(): void;
	/** Calls `tick` at this time of the session's clock, or not at all; replaces the call asked for before. */
	wakeAt(time: Seconds | undefined): void;
}
