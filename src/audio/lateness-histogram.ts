/** Seconds per bin: finer than a render quantum would say nothing. */
const BIN = 0.005;

/** Seconds that the histogram spans; what is later counts in the last bin. */
const SPAN = 3;

/** How often each lateness occurred, older times counting less (headless; allocates nothing after it is made). */
export class LatenessHistogram {
	readonly #weights = new Float64Array(SPAN / BIN);
	readonly #forgetting: number;
	#total = 0;

	/** `forgetting`: what every earlier observation is worth after one more, 0 … 1. */
	constructor(forgetting: number) {
		this.#forgetting = forgetting;
	}

	/** Counts an observation of `lateness` seconds, `weight` times. */
	add(lateness: number, weight = 1): void {
		for (let i = 0; i < this.#weights.length; i++)
			this.#weights[i] = (this.#weights[i] ?? 0) * this.#forgetting;
		const bin = Math.min(this.#weights.length - 1, Math.max(0, Math.floor(lateness / BIN)));
		this.#weights[bin] = (this.#weights[bin] ?? 0) + weight;
		this.#total = this.#total * this.#forgetting + weight;
	}

	/** Lateness that is exceeded with `probability`: upper edge of its bin, 0 if nothing was observed. */
	exceededWith(probability: number): number {
		let above = 0;
		for (let i = this.#weights.length - 1; i >= 0; i--) {
			above += this.#weights[i] ?? 0;
			if (above > probability * this.#total) return (i + 1) * BIN;
		}
		return 0;
	}
}
