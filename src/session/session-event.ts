import type { Reply } from "../protocol/driver-message.ts";
import type { Seconds } from "../util/time.ts";

/** Where a conversation stands. */
export type SessionState =
	/** Not connected, and nobody asked for it. */
	| "idle"
	| "connecting"
	/** Connected, nothing to say. */
	| "ready"
	/** Asked; nothing heard yet. */
	| "thinking"
	| "speaking"
	/** In the middle of an utterance, and out of sound. */
	| "waiting"
	/** The gateway, or the service behind it, is gone and being called again. What was buffered is played meanwhile. */
	| "reconnecting"
	/** Over. */
	| "closed";

/** A word of the captions, on the utterance's timeline. */
export interface CaptionCue {
	/** Place of its clause in the utterance, from 0. */
	readonly clause: number;
	readonly text: string;
	/** What stands between the word before and this one: a space, a dash, nothing. */
	readonly before: string;
	/** What closes the word: a comma, a full stop, nothing. */
	readonly after: string;
	readonly start: Seconds;
	readonly end: Seconds;
	/** Code-point range `[textStart, textEnd)` of the word in the clause's text, which `CaptionTrack` puts together. */
	readonly textStart: number;
	readonly textEnd: number;
}

/** Why a clause was not spoken. */
export type ClauseLoss =
	/** Waited for, and it did not come. */
	| "missing"
	/** The utterance was interrupted before it. */
	| "interrupted"
	/** The reply broke off: connection, driver error, or silence. */
	| "cut";

/** What became of a clause. */
export type ClauseOutcome =
	| {
			readonly outcome: "spoken";
			/** Number that the driver gave it. */
			readonly sequence: number;
			readonly text: string;
			readonly start: Seconds;
			readonly end: Seconds;
			/** False if its end never came: there may have been more. */
			readonly complete: boolean;
	  }
	| {
			readonly outcome: "interrupted";
			readonly sequence: number;
			readonly text: string;
			readonly start: Seconds;
			readonly heardUntil: Seconds;
			/** `text` up to the word that was cut off. */
			readonly heardText: string;
			readonly remainingText: string;
	  }
	| {
			readonly outcome: "dropped";
			readonly sequence: number;
			/** So many clauses from `sequence` on. */
			readonly count: number;
			/** Empty if not even the text came. */
			readonly text: string;
			readonly reason: ClauseLoss;
	  };

/** How far an interrupted utterance was heard, to the word. */
export interface Interruption {
	readonly utterance: number;
	readonly heardText: string;
	readonly heardUntil: Seconds;
	readonly remainingText: string;
}

/** How an utterance ended. */
export type UtteranceEnd =
	| "spoken"
	| "interrupted"
	/** Began to sound, and broke off. */
	| "cut"
	/** Never sounded. */
	| "failed";

/** What was put right or left out; a counter for each. */
export type WarningCode =
	/** A message that was nonsense. */
	| "rejected-message"
	/** A message of an utterance that is over. */
	| "stale-message"
	| "missing-clause"
	| "unfinished-clause"
	| "late-part"
	| "duplicate-part"
	/** Messages that the gateway could not keep while the connection was away. */
	| "lost-messages"
	/** Face channels that have no place among the 52. */
	| "ignored-channels"
	/** Another preset explains the face channels better than the one in use. */
	| "other-order";

/** What a session tells. Plain data: it crosses threads. */
export type SessionEvent =
	| { readonly type: "state"; readonly state: SessionState; readonly reason: string }
	/** The utterance begins to sound, `waited` after it was asked for. */
	| { readonly type: "utterance-started"; readonly utterance: number; readonly waited: Seconds }
	| {
			readonly type: "utterance-ended";
			readonly utterance: number;
			readonly end: UtteranceEnd;
			/** One plain sentence; empty if all went well. */
			readonly reason: string;
			/** Every clause that is known of, in the order of the utterance. */
			readonly clauses: readonly ClauseOutcome[];
			readonly interruption?: Interruption;
	  }
	| { readonly type: "captions"; readonly utterance: number; readonly cues: readonly CaptionCue[] }
	| { readonly type: "reply"; readonly utterance: number; readonly reply: Reply }
	/** The driver or the gateway refused something. `utterance` is undefined if it concerns none. */
	| {
			readonly type: "error";
			readonly utterance: number | undefined;
			/** The driver's number, or the gateway's word. */
			readonly code: number | string;
			readonly message: string;
	  }
	/** `count` is how often this has happened in the session. */
	| {
			readonly type: "warning";
			readonly code: WarningCode;
			readonly count: number;
			readonly message: string;
	  };
