import type { Seconds } from "../util/time.ts";

/**
 * Session worker → playout worklet. Every message carries the utterance; the worklet drops what is older than its
 * current one. `samples` continue the utterance's timeline without gaps: the sender has ordered them.
 */
export type ToPlayout =
	/** A new utterance begins; what is left of the one before is thrown away unless it has ended. */
	| { readonly type: "begin"; readonly utterance: number; readonly targetDelay: Seconds }
	/** Mono −1 … 1, transferred. `sampleRate` may change within an utterance. */
	| {
			readonly type: "samples";
			readonly utterance: number;
			readonly samples: Float32Array;
			readonly sampleRate: number;
	  }
	/** How much sound the buffer means to hold from now on. */
	| { readonly type: "target"; readonly utterance: number; readonly targetDelay: Seconds }
	/** No more samples will come: play out what is left, however little. */
	| { readonly type: "drain"; readonly utterance: number }
	/** Barge-in: fade out now and throw away the rest; messages of this or an older utterance are dropped from now on. */
	| { readonly type: "flush"; readonly utterance: number }
	/** Linear gain 0 … 1. */
	| { readonly type: "volume"; readonly volume: number };

export type PlayoutState = "idle" | "waiting" | "playing" | "ended" | "flushed";

/**
 * Playout worklet → session worker and stage: where the media time stands against the context's clock.
 * Sent whenever the map changes (start, underrun, resume, rate change, end, flush), and a few times a second.
 * From `contextTime` on, media time is `mediaTime + (t − contextTime) × rate`; `rate` is 0 unless playing.
 */
export interface PlayoutReport {
	readonly type: "report";
	readonly utterance: number;
	readonly state: PlayoutState;
	/** Context time (`currentFrame / sampleRate`, not yet heard: output latency comes on top) where this segment begins. */
	readonly contextTime: Seconds;
	/** Presentation time at `contextTime`, from the start of the utterance. */
	readonly mediaTime: Seconds;
	/** Media seconds per context second: 1, or what the time-stretch makes of it. */
	readonly rate: number;
	readonly bufferLevel: Seconds;
	readonly targetDelay: Seconds;
	/** Counters since the worklet began. */
	readonly underruns: number;
	readonly concealedSamples: number;
	readonly stretchedSamples: number;
	readonly staleMessages: number;
}

export type FromPlayout = PlayoutReport;
