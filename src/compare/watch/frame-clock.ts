/** Differences of which the middle one counts. */
const DIFFERENCES = 101;

/**
 * When frames of a track come, freed of the jitter with which they are handed over: their own times are even, only where
 * they begin is not known. Headless.
 */
export class FrameClock {
	readonly #differences: number[] = [];
	#last = Number.NEGATIVE_INFINITY;

	/** Seconds at which a frame came that says `timestamp` of itself and was handed over at `arrival`. */
	cameAt(timestamp: number, arrival: number): number {
		// A track that does not count its frames' time has them when they come.
		const counts = timestamp > this.#last || timestamp < this.#last - 1;
		this.#last = timestamp;
		if (!counts) return arrival;
		const difference = arrival - timestamp;
		const middle = this.#middle;
		// A stream that begins anew counts from elsewhere.
		if (middle !== undefined && Math.abs(difference - middle) > 1) this.#differences.length = 0;
		this.#differences.push(difference);
		if (this.#differences.length > DIFFERENCES) this.#differences.shift();
		return timestamp + (this.#middle ?? difference);
	}

	get #middle(): number | undefined {
		return this.#differences.toSorted((a, b) => a - b)[this.#differences.length >> 1];
	}
}
