/** Readings of which the middle one counts: one alone jitters by milliseconds. */
const READINGS = 25;

/** When a context's samples are heard, on the page's clock. Main thread. */
export class HeardClock {
	readonly #context: AudioContext;
	readonly #differences: number[] = [];
	#difference = 0;

	constructor(context: AudioContext) {
		this.#context = context;
		this.read();
	}

	/** Compares the two clocks once more. */
	read(): void {
		const { contextTime = 0, performanceTime = 0 } = this.#context.getOutputTimestamp();
		const isKnown = contextTime > 0 && performanceTime > 0;
		const latency = this.#context.outputLatency || this.#context.baseLatency || 0;
		const difference = isKnown
			? performanceTime / 1000 - contextTime
			: performance.now() / 1000 - (this.#context.currentTime - latency);
		this.#differences.push(difference);
		if (this.#differences.length > READINGS) this.#differences.shift();
		const sorted = this.#differences.toSorted((a, b) => a - b);
		this.#difference = sorted[sorted.length >> 1] ?? difference;
	}

	/** Seconds of `performance.now()` at which the sample of a context time is heard. */
	heardAt(contextTime: number): number {
		return contextTime + this.#difference;
	}
}
