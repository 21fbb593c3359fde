import { type Seconds, seconds } from "../util/time.ts";
import { ArrivalBaseline } from "./arrival-baseline.ts";
import { LatenessHistogram } from "./lateness-histogram.ts";

export interface ArrivalEstimatorOptions {
	/** Probability that sound comes too late at least once in a second of speech, if the target delay is held. */
	readonly stallProbability?: number;
	/** The same while only the start delay is held: in the first seconds of an utterance. At least as much. */
	readonly startProbability?: number;
	/** What a second of speech is worth after one more: how long the past counts. */
	readonly forgetting?: number;
	/** Seconds held at the start for lack of experience; rounded up like any lateness. */
	readonly initialDelay?: number;
	/** Seconds; least that is held. */
	readonly minDelay?: number;
	/** Seconds; most that is held. */
	readonly maxDelay?: number;
}

export const ARRIVAL_ESTIMATOR_DEFAULTS: Required<ArrivalEstimatorOptions> = {
	// Once in half an hour of speech.
	stallProbability: 0.0005,
	// To wait in silence is dearer than to play slowly; the start delay lasts only until that has won the rest.
	startProbability: 0.003,
	// Half of what is known comes from the last 350 seconds of speech: the worst of them stays the target so long.
	forgetting: 0.998,
	// With what the device adds, sound of a first utterance is heard within 60 ms of its first packet.
	initialDelay: 0.04,
	minDelay: 0.02,
	maxDelay: 1.5,
};

/** Seconds of speech whose worst lateness is one observation. */
const BLOCK = 1;

/** What is expected of an unknown line, in observations: most without lateness, one of the initial delay. */
const EVEN_WEIGHT = 39;
const INITIAL_WEIGHT = 1;

/**
 * What is feared of an unknown line, as lateness in seconds and weight in observations. Its scale is unknown, so half
 * the lateness is twice as likely; the longest is TCP's first retransmission timeout (RFC 6298). It is too little to be
 * waited for at a start. While playing it is held in full for twenty seconds of even arrivals, then ever less of it:
 * events that are seconds apart on a bad line would otherwise each be a surprise the first time.
 */
const FEARED = [
	{ lateness: 1, weight: 0.03 },
	{ lateness: 0.5, weight: 0.03 },
	{ lateness: 0.25, weight: 0.06 },
] as const;

/**
 * Seconds of lead over the sound being played that count as early: a sender that is farther ahead and then waits is not
 * late by that.
 */
const COUNTED_LEAD = 0.3;

/**
 * How much sound to hold, from how late sound has come (headless; session worker). A lateness is how much later than at
 * its best in the last seconds the sound came, on its own timeline; the worst of each second of speech goes into a
 * histogram that forgets and begins with what is feared of an unknown line. The delays are the lateness that is exceeded
 * with the stated probabilities: the start delay is waited for, the target delay is won by playing slowly.
 */
export class ArrivalEstimator {
	readonly #options: Required<ArrivalEstimatorOptions>;
	readonly #histogram: LatenessHistogram;
	readonly #baseline = new ArrivalBaseline();
	/** Worst lateness of the block that is being filled, and the speech that it holds. */
	#worst = 0;
	#filled = 0;
	/** Arrival delay at which the sound is played at the earliest: that of the first, pushed on by what comes later. */
	#schedule = Number.NEGATIVE_INFINITY;
	#startDelay = seconds(0);
	#targetDelay = seconds(0);

	constructor(options: ArrivalEstimatorOptions = {}) {
		this.#options = { ...ARRIVAL_ESTIMATOR_DEFAULTS, ...options };
		this.#histogram = new LatenessHistogram(this.#options.forgetting);
		for (const { lateness, weight } of FEARED) this.#histogram.add(lateness, weight);
		this.#histogram.add(0, EVEN_WEIGHT);
		this.#histogram.add(this.#options.initialDelay, INITIAL_WEIGHT);
		this.#settle();
	}

	/** How much sound to hold before an utterance starts; never more than the target delay. */
	get startDelay(): Seconds {
		return this.#startDelay;
	}

	/** How much sound to hold while playing. */
	get targetDelay(): Seconds {
		return this.#targetDelay;
	}

	/** A new utterance: its delays have nothing to do with those of the one before. */
	begin(): void {
		this.#closeBlock();
		this.#baseline.reset();
		this.#schedule = Number.NEGATIVE_INFINITY;
	}

	/** `duration` seconds of sound due at `presentationTime` of the utterance came at `now`. */
	received(now: Seconds, presentationTime: Seconds, duration: Seconds): void {
		const delay = now - presentationTime;
		this.#schedule = Math.max(this.#schedule, delay);
		const counted = Math.max(delay, this.#schedule - COUNTED_LEAD);
		this.#baseline.add(now, counted);
		this.#worst = Math.max(this.#worst, counted - this.#baseline.value);
		this.#filled += duration;
		if (this.#filled >= BLOCK) this.#closeBlock();
		else if (this.#worst > this.#targetDelay) this.#targetDelay = this.#limit(this.#worst);
	}

	#closeBlock(): void {
		if (this.#filled === 0) return;
		this.#histogram.add(this.#worst, Math.min(1, this.#filled / BLOCK));
		this.#worst = 0;
		this.#filled = 0;
		this.#settle();
	}

	#settle(): void {
		const { stallProbability, startProbability } = this.#options;
		this.#startDelay = this.#limit(this.#histogram.exceededWith(startProbability));
		this.#targetDelay = this.#limit(this.#histogram.exceededWith(stallProbability));
	}

	#limit(delay: number): Seconds {
		const { minDelay, maxDelay } = this.#options;
		return seconds(Math.min(maxDelay, Math.max(minDelay, delay)));
	}
}
