import type { Seconds } from "../util/time.ts";

/** Session worker → stage: what the face does, on the utterance's timeline. */
export type SessionToStage =
	| { readonly type: "begin"; readonly utterance: number }
	/**
	 * `count` face frames in the order of `BLENDSHAPES` (52 weights each, transferred); frame `i` is at
	 * `presentationTime + i / frameRate`.
	 */
	| {
			readonly type: "face";
			readonly utterance: number;
			readonly presentationTime: Seconds;
			readonly frameRate: number;
			readonly count: number;
			readonly weights: Float32Array;
	  }
	| { readonly type: "action"; readonly utterance: number; readonly name: string; readonly start: Seconds }
	| {
			readonly type: "expression";
			readonly utterance: number;
			readonly name: string;
			readonly start: Seconds;
			readonly end: Seconds;
	  }
	/** Barge-in: close and relax the mouth, forget everything of this utterance and older. */
	| { readonly type: "flush"; readonly utterance: number };

/** The context's output clock as the main thread read it: at `performanceTime` the sample of `contextTime` is heard. */
export interface ClockReading {
	readonly type: "clock";
	readonly contextTime: Seconds;
	/** Seconds on the reader's `performance.now()` clock, plus its `performance.timeOrigin`. */
	readonly performanceTime: Seconds;
	/** False while the context is suspended or interrupted. */
	readonly running: boolean;
}
