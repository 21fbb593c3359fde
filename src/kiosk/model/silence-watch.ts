/** Seconds between two looks beyond which the one who looks was held up, and knows nothing of the others. */
const LATE = 1;

/**
 * Tells a part that has died from a machine that is merely slow: silence counts only as far as the one who looks came to
 * look in time.
 */
export class SilenceWatch {
	readonly #limit: number;
	#lookedAt: number | undefined;
	#silentFor = 0;

	/** @param limit seconds of silence, seen in time, after which a part counts as dead */
	constructor(limit: number) {
		this.#limit = limit;
	}

	/** @param isSilent whether nothing was heard since the last look. @param now of a monotonic clock. True if it is dead. */
	look(isSilent: boolean, now: number): boolean {
		const elapsed = this.#lookedAt === undefined ? 0 : now - this.#lookedAt;
		this.#lookedAt = now;
		if (!isSilent) this.#silentFor = 0;
		else if (elapsed < LATE) this.#silentFor += elapsed;
		return this.#silentFor >= this.#limit;
	}

	/** A new part, or one that may be silent. */
	reset(): void {
		this.#lookedAt = undefined;
		this.#silentFor = 0;
	}
}
