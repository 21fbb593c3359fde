/**
 * Seconds over which the earliest arrival is remembered: long enough to see a jitter's best case, short enough to
 * follow a line whose delay has changed for good.
 */
const WINDOW = 4;

/**
 * The earliest that sound has come of late: least arrival delay (arrival time − presentation time) over the last 2–4
 * seconds (headless). What is later than that by more than the sound is played later, is missing when it is due.
 */
export class ArrivalBaseline {
	#current = Number.POSITIVE_INFINITY;
	#previous = Number.POSITIVE_INFINITY;
	#currentSince = Number.NEGATIVE_INFINITY;

	/** Infinity until something has come. */
	get value(): number {
		return Math.min(this.#current, this.#previous);
	}

	/** Sound came at `now` with this arrival delay, both in seconds. */
	add(now: number, delay: number): void {
		if (now - this.#currentSince > WINDOW / 2) {
			this.#previous = this.#current;
			this.#current = Number.POSITIVE_INFINITY;
			this.#currentSince = now;
		}
		this.#current = Math.min(this.#current, delay);
	}

	/** Forgets all arrivals. */
	reset(): void {
		this.#current = Number.POSITIVE_INFINITY;
		this.#previous = Number.POSITIVE_INFINITY;
		this.#currentSince = Number.NEGATIVE_INFINITY;
	}
}
