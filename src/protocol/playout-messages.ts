import type { Seconds } from "../util/time.ts";
import type { Endpoint } from "../util/typed-port.ts";

/** Main thread → playout worklet, on the node's own port. */
export type PlayoutControl =
	/**
	 * From now on `port` (transferred) may send {@link ToPlayout} and receives every {@link FromPlayout}, the first at
	 * once. The session worker feeds sound by such a port; the stage only listens. `id` is this port's own.
	 */
	| { readonly type: "attach"; readonly port: Endpoint; readonly id: number }
	/** Whoever had that port is gone: no more reports to it. */
	| { readonly type: "detach"; readonly id: number }
	/** The processor will not be needed again and may be collected. */
	| { readonly type: "stop" };

/**
 * Session worker → playout worklet. What carries an utterance is dropped if that is older than the worklet's current
 * one. `samples` continue the utterance's timeline without gaps: the sender has ordered them. Send them as soon
 * as they are there, and none later than they came: the worklet decides when to start, and holds what it has.
 */
export type ToPlayout =
	/**
	 * A new utterance begins; what is left of the one before is faded out and thrown away unless it has ended.
	 * `reserve` is what to hold beyond the target as soon as it can be won unheard, by playing a little slowly: it is never
	 * waited for. `live` says that being late is worse than hurrying: a buffer that is too full is played a little faster.
	 */
	| {
			readonly type: "begin";
			readonly utterance: number;
			readonly targetDelay: Seconds;
			readonly reserve?: Seconds;
			readonly live?: boolean;
	  }
	/**
	 * Mono, 16-bit (full scale 32,768), transferred; any length, 0 included. `sampleRate` (whole hertz, 3–384 kHz) may
	 * change within an utterance. A message with another rate is rejected and counted.
	 */
	| {
			readonly type: "samples";
			readonly utterance: number;
			readonly samples: Int16Array;
			readonly sampleRate: number;
	  }
	/** How much sound the buffer means to hold from now on. */
	| {
			readonly type: "target";
			readonly utterance: number;
			readonly targetDelay: Seconds;
			readonly reserve?: Seconds;
	  }
	/** No more samples will come: play out what is left, however little. Samples that come yet are played all the same. */
	| { readonly type: "drain"; readonly utterance: number }
	/** Barge-in: fade out now and throw away the rest; messages of this or an older utterance are dropped from now on. */
	| { readonly type: "flush"; readonly utterance: number }
	/** Linear gain 0 … 1, reached within 20 ms. */
	| { readonly type: "volume"; readonly volume: number }
	/** Asks for a report now; it comes after all earlier messages of this port have been dealt with. */
	| { readonly type: "report" };

/**
 * `idle`: nothing begun. `waiting`: begun, but not enough sound to start or to go on. `playing`. `ended`: played to
 * its last sample. `flushed`: cut off.
 */
export type PlayoutState = "idle" | "waiting" | "playing" | "ended" | "flushed";

/**
 * Playout worklet → session worker and stage: where the media time stands against the context's clock.
 * Sent whenever the map changes (start, underrun, resume, rate change, end, flush), and about ten times a second while
 * waiting or playing. From `contextTime` on, media time is `mediaTime + (t − contextTime) × rate`; `rate` is 0 unless
 * playing. `contextTime` may lie a few milliseconds ahead (the end of a fade); the segment before holds until then.
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
	/** Sound received and not played. */
	readonly bufferLevel: Seconds;
	readonly targetDelay: Seconds;
	/** Counters since the worklet began. */
	/** Times that playing stopped for lack of sound. */
	readonly underruns: number;
	/** Context samples of silence within utterances in place of sound that had not come. */
	readonly concealedSamples: number;
	/** Context samples played slower or faster than they were spoken. */
	readonly stretchedSamples: number;
	/** Context samples thrown away unplayed, by `flush` or by the next `begin`. */
	readonly discardedSamples: number;
	/** Messages of an utterance that was over. */
	readonly staleMessages: number;
	/** Messages with an impossible sample rate. */
	readonly rejectedMessages: number;
}

export type FromPlayout = PlayoutReport;
