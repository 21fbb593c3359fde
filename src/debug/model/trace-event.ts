import type { PlayoutReport } from "../../protocol/playout-messages.ts";
import type { SessionEvent } from "../../session/session-event.ts";
import type { SessionTapEvent } from "../../session/session-tap.ts";
import type { SpeechSessionStats } from "../../session/speech-session-options.ts";
import type { Seconds } from "../../util/time.ts";

/** One face as drawn. */
export interface ShownFrame {
	readonly utterance: number;
	/** Presentation time that the face was sampled at; `undefined` while nothing was heard. */
	readonly mediaTime: number | undefined;
	/** Median display interval, seconds. */
	readonly interval: number;
	/** Face minus sound of the frame before: positive shows the face early. Seconds; `undefined` while silent. */
	readonly offset: number | undefined;
	/** Time spent in the stage's own code, seconds. */
	readonly cost: number;
	/** Weights as applied, in the order of `BLENDSHAPES`; kept by whoever receives them. */
	readonly weights: Float32Array;
}

/**
 * What a trace is made of, live or from a recording. `at` is seconds on the trace's own clock, which begins at 0 with
 * the recording or with the first thing that was seen.
 */
export type TraceEvent =
	| ({ readonly at: Seconds } & SessionTapEvent)
	| { readonly type: "session"; readonly at: Seconds; readonly event: SessionEvent }
	/** `at` is when the report's `contextTime` is heard. */
	| { readonly type: "playout"; readonly at: Seconds; readonly report: PlayoutReport }
	/** `at` is when the frame is seen. */
	| { readonly type: "frame"; readonly at: Seconds; readonly frame: ShownFrame }
	| { readonly type: "stats"; readonly at: Seconds; readonly stats: SpeechSessionStats };
