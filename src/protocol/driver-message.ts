import type { Seconds } from "../util/time.ts";
import type { ReplyType } from "./wire.ts";

/** A sound of the language and when it sounds; `symbol` as the driver names it (`ai4`, `tʃ`, `sil0`). */
export interface Phoneme {
	readonly symbol: string;
	readonly start: Seconds;
	readonly end: Seconds;
}

/** A word and its phonemes in the driver's notation (`zh-iii4|n-eng2`). */
export interface Word {
	readonly text: string;
	readonly phonemes: string;
}

/** A piece of text and when it is spoken. */
export interface Subtitle {
	readonly text: string;
	readonly start: Seconds;
	readonly end: Seconds;
	/** Code-point range `[textStart, textEnd)` in the spoken text. */
	readonly textStart: number;
	readonly textEnd: number;
}

/** Play the named body animation at this time. */
export interface ActionCue {
	readonly name: string;
	readonly start: Seconds;
}

/** Show the named expression between these times; `part` says which of its ends this message holds. */
export interface ExpressionCue {
	readonly name: string;
	readonly start: Seconds;
	readonly end: Seconds;
	readonly textPosition: number;
	readonly part: "begin" | "inside" | "end" | "single";
}

/** Face frames as they came: `count` frames of `dimension` weights, frame-major, in the driver's own order. */
export interface FaceFrames {
	readonly dimension: number;
	readonly count: number;
	readonly weights: Float32Array;
}

/**
 * What one SpeechRsp brings of a clause. Sound and face frames of a clause may come in different messages and
 * different amounts. Times are as sent: their base (reply, clause or packet) is found out later.
 */
export interface ClausePart {
	/** Number of the clause within the reply (SpeechRsp.SeqNo). */
	readonly sequence: number;
	/** Mono, 16-bit as on the wire (full scale 32,768), may be empty. Owned by the receiver. */
	readonly samples: Int16Array;
	/** Hertz. */
	readonly sampleRate: number;
	readonly face: FaceFrames;
	/** SpeechRsp.RealThType, verbatim. */
	readonly faceType: string;
	readonly phonemes: readonly Phoneme[];
	readonly words: readonly Word[];
	readonly subtitles: readonly Subtitle[];
	readonly actions: readonly ActionCue[];
	readonly expressions: readonly ExpressionCue[];
	/** SpeechRsp.SentenceStart: first part of the clause. */
	readonly clauseStart: boolean;
	/** SpeechRsp.SentenceFinal: no more sound of this clause. */
	readonly clauseFinal: boolean;
	/** SpeechRsp.ThFeatFinal: no more face frames of this clause. */
	readonly faceFinal: boolean;
	/** SpeechRsp.Final: last message of the request. */
	readonly final: boolean;
}

/** ReplyRsp: what the avatar answers, to be shown. */
export interface Reply {
	readonly replyType: ReplyType | "unknown";
	/** Spoken form, with SSML tags. */
	readonly spoken: string;
	/** Shown form, with rich-text marks; not sanitised. */
	readonly display: string;
	readonly interactionType: string;
	readonly interactionContent: string;
	readonly uninterruptible: boolean;
	readonly muted: boolean;
	readonly sequence: number;
	/** ReplyRsp.ContentType, verbatim. */
	readonly contentType: number;
	readonly isSpoken: boolean;
	readonly final: boolean;
	readonly highlighted: boolean;
}

/** A downstream message, in our own terms. */
export type DriverMessage =
	| {
			readonly type: "speech";
			readonly requestId: string;
			readonly streamId: string;
			readonly part: ClausePart;
	  }
	| { readonly type: "reply"; readonly requestId: string; readonly streamId: string; readonly reply: Reply }
	| { readonly type: "error"; readonly requestId: string; readonly code: number; readonly message: string }
	| { readonly type: "pong" };
