/** So many messages in a row, each later than the one before, are seldom jitter: chance does it once in 24 times. */
const MESSAGES = 3;

/** A spell of slowness that has made sound late by some time may well last twice as long again. */
const FORESIGHT = 3;

/**
 * Notices a sender that falls behind: a synthesiser that is slower than speech for a while makes each message later than
 * the one before, and the sound would run out time and again until it is through (headless; session worker).
 */
export class FallingBehind {
	#last = Number.POSITIVE_INFINITY;
	#run = 0;

	/**
	 * Sound came with this arrival delay, `lateness` later than at its best. Answers how late it may become, all in seconds;
	 * 0 while nothing says that it becomes later.
	 */
	foresee(delay: number, lateness: number): number {
		this.#run = delay > this.#last ? this.#run + 1 : 0;
		this.#last = delay;
		return this.#run >= MESSAGES ? FORESIGHT * lateness : 0;
	}

	/** Forgets all arrivals. */
	reset(): void {
		this.#last = Number.POSITIVE_INFINITY;
		this.#run = 0;
	}
}
