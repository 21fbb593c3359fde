/** Figures that are kept between two reports: a second each, and reports come every ten. */
const KEPT = 60;

/** Frame rates since the report before. */
export class FrameRates {
	#rates: number[] = [];

	add(framesPerSecond: number): void {
		this.#rates.push(framesPerSecond);
		if (this.#rates.length > KEPT) this.#rates.shift();
	}

	/** Median and worst twentieth, 0 if nothing was drawn; begins anew. */
	take(): { readonly median: number; readonly low: number } {
		const sorted = this.#rates.toSorted((a, b) => a - b);
		this.#rates = [];
		const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
		return { median: at(0.5), low: at(0.05) };
	}
}
