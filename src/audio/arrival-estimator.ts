import { type Seconds, seconds } from "../util/time.ts";
import { ArrivalBaseline } from "./arrival-baseline.ts";
import { FallingBehind } from "./falling-behind.ts";
import { LatenessHistogram } from "./lateness-histogram.ts";

export interface ArrivalEstimatorOptions {
	/** Probability that sound comes too late at least once in a second of speech, if the target delay is held. */
	readonly stallProbability?: number;
	/** What a second of speech is worth after one more: how long the past counts. */
	readonly forgetting?: number;
	/** Seconds held for lack of experience. */
	readonly initialDelay?: number;
	/** Seconds; least that is held. */
	readonly minDelay?: number;
	/** Seconds; most that is held. */
	readonly maxDelay?: number;
}

export const ARRIVAL_ESTIMATOR_DEFAULTS: Required<ArrivalEstimatorOptions> = {
	stallProbability: 0.003,
	// Half of what is known comes from the last 140 seconds of speech.
	forgetting: 0.995,
	// With what the device adds, sound of a first utterance is heard within 60 ms of its first packet.
	initialDelay: 0.045,
	minDelay: 0.02,
	maxDelay: 1.5,
};

/** Seconds of speech whose worst lateness is one observation. */
const BLOCK = 1;

/** Observations that the initial delay stands for. */
const INITIAL_WEIGHT = 4;

/**
 * The worst of a few seconds says little about the worst to come: for so many seconds of speech lateness counts up to
 * double, less and less so.
 */
const CAUTION = 10;

/**
 * What a lost packet costs on a line that is not far, seconds: TCP sends it again after 200 ms at the earliest, and what
 * follows waits for it.
 */
const LOSS_COST = 0.26;

/** Seconds of speech after which a line counts as known. */
const UNKNOWN_FOR = 30;

/**
 * Seconds of lead over the sound being played that count as early: a sender that is farther ahead and then waits is not
 * late by that.
 */
const COUNTED_LEAD = 0.3;

/**
 * How much sound to hold, from how late sound has come (headless; session worker). A lateness is how much later than at
 * its best in the last seconds the sound came, on its own timeline; the worst of each second of speech goes into a
 * histogram that forgets, and the target delay is the lateness that is exceeded with the stated probability, or
 * what is feared of the second that is under way.
 */
export class ArrivalEstimator {
	/** Held whatever the statistics say, for comparisons; `undefined` lets them decide. */
	fixed: Seconds | undefined;
	readonly #options: Required<ArrivalEstimatorOptions>;
	readonly #histogram: LatenessHistogram;
	readonly #baseline = new ArrivalBaseline();
	readonly #behind = new FallingBehind();
	/** Worst lateness of the block that is being filled, and the speech that it holds. */
	#worst = 0;
	#filled = 0;
	/** Seconds of speech seen in all; beyond a few minutes it makes no difference. */
	#seen = 0;
	/** Arrival delay at which the sound is played at the earliest: that of the first, pushed on by what comes later. */
	#schedule = Number.NEGATIVE_INFINITY;
	#targetDelay: Seconds;

	constructor(options: ArrivalEstimatorOptions = {}) {
		this.#options = { ...ARRIVAL_ESTIMATOR_DEFAULTS, ...options };
		this.#histogram = new LatenessHistogram(this.#options.forgetting);
		this.#histogram.add(this.#options.initialDelay, INITIAL_WEIGHT);
		this.#targetDelay = seconds(this.#options.initialDelay);
	}

	/** How much sound to hold. */
	get targetDelay(): Seconds {
		return this.fixed ?? this.#targetDelay;
	}

	/** How much to hold beyond the target, without waiting for it, while the line is not known. */
	get reserve(): Seconds {
		if (this.fixed !== undefined || this.#seen >= UNKNOWN_FOR) return seconds(0);
		return seconds(Math.max(0, LOSS_COST - this.#targetDelay));
	}

	/**
	 * How long a packet goes to the gateway and back. On a far line a lost one costs that much, which is waited for before
	 * any has been lost; what has been heard on a line says more.
	 */
	set roundTrip(roundTrip: Seconds) {
		if (!(roundTrip > LOSS_COST) || this.#seen > 0) return;
		this.#histogram.add(roundTrip + this.#options.initialDelay, 1);
		this.#setTarget(this.#histogram.exceededWith(this.#options.stallProbability));
	}

	/** A new utterance: its delays have nothing to do with those of the one before. */
	begin(): void {
		this.#closeBlock();
		this.#baseline.reset();
		this.#behind.reset();
		this.#schedule = Number.NEGATIVE_INFINITY;
	}

	/** `duration` seconds of sound due at `presentationTime` of the utterance came at `now`. */
	received(now: Seconds, presentationTime: Seconds, duration: Seconds): void {
		const delay = now - presentationTime;
		this.#schedule = Math.max(this.#schedule, delay);
		const counted = Math.max(delay, this.#schedule - COUNTED_LEAD);
		this.#baseline.add(now, counted);
		const lateness = counted - this.#baseline.value;
		this.#worst = Math.max(this.#worst, lateness * (1 + CAUTION / (CAUTION + this.#seen)));
		this.#filled += duration;
		this.#seen += duration;
		if (this.#filled >= BLOCK) this.#closeBlock();
		const feared = Math.max(this.#worst, this.#behind.foresee(counted, lateness));
		if (feared > this.#targetDelay) this.#setTarget(feared);
	}

	#closeBlock(): void {
		if (this.#filled === 0) return;
		this.#histogram.add(this.#worst, Math.min(1, this.#filled / BLOCK));
		this.#worst = 0;
		this.#filled = 0;
		this.#setTarget(this.#histogram.exceededWith(this.#options.stallProbability));
	}

	#setTarget(delay: number): void {
		const { minDelay, maxDelay } = this.#options;
		this.#targetDelay = seconds(Math.min(maxDelay, Math.max(minDelay, delay)));
	}
}
