/** Seconds between two looks at how much is held. */
const LOOK_INTERVAL = 2;

/** What is forgotten is forgotten in slices: each moves all that is kept. */
const PRUNES_PER_KEEP = 20;
const LONGEST_KEEP = 600;

/** When a trace lets go of what it need not hold: at once if there is too much, else now and then. */
export class PruneSchedule {
	/** The present: sound that is still to be heard lies behind it. Trace time. */
	now = 0;
	readonly #interval: number;
	#lastLook = 0;
	#lastPrune = 0;

	/** @param keep seconds that are kept */
	constructor(keep: number) {
		this.#interval = Math.max(LOOK_INTERVAL, Math.min(keep, LONGEST_KEEP) / PRUNES_PER_KEEP);
	}

	/** An event of trace time `at` was taken in. True if it is time to prune. */
	isDue(at: number, isTooMuch: () => boolean): boolean {
		this.now = Math.max(this.now, at);
		if (this.now - this.#lastLook < LOOK_INTERVAL) return false;
		this.#lastLook = this.now;
		const isDue = this.now - this.#lastPrune > this.#interval || isTooMuch();
		if (isDue) this.#lastPrune = this.now;
		return isDue;
	}
}
