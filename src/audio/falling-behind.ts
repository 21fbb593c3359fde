/** So many messages in a row, each later than the one before, and later by so many seconds in all, are no jitter. */
const MESSAGES = 3;
const GROWTH = 0.06;

/** A spell of slowness that has lasted some time may well last twice as long again. */
const FORESIGHT = 2;

/**
 * Notices a sender that falls behind: a synthesiser that is slower than speech for a while makes each message later than
 * the one before, and the sound would run out time and again until it is through (headless; session worker).
 */
export class FallingBehind {
	#last = Number.POSITIVE_INFINITY;
	/** Messages since the delay began to grow, and what it was before. */
	#run = 0;
	#begun = 0;

	/**
	 * Sound came with this arrival delay, `lateness` later than at its best. Answers how late it may become, all in seconds;
	 * 0 while nothing says that it becomes later.
	 */
	foresee(delay: number, lateness: number): number {
		const grows = delay > this.#last;
		this.#run = grows ? this.#run + 1 : 0;
		if (!grows) this.#begun = delay;
		this.#last = delay;
		const growth = delay - this.#begun;
		return this.#run >= MESSAGES && growth > GROWTH ? lateness + FORESIGHT * growth : 0;
	}

	/** Forgets all arrivals. */
	reset(): void {
		this.#last = Number.POSITIVE_INFINITY;
		this.#run = 0;
	}
}
