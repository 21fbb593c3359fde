/** Growing times, seconds on any one clock, and where what belongs to each is kept. Bounded: the oldest go when it is full. */
export class TimeRing {
	readonly #times: Float64Array;
	#first = 0;
	#count = 0;

	/** @param capacity times that are kept */
	constructor(capacity: number) {
		this.#times = new Float64Array(capacity);
	}

	get length(): number {
		return this.#count;
	}

	/** Whether there is a time at `index`; 0 is the oldest. */
	has(index: number): boolean {
		return index >= 0 && index < this.#count;
	}

	/** Where what belongs to the time at `index` is kept, 0 … capacity − 1. */
	place(index: number): number {
		return (this.#first + index) % this.#times.length;
	}

	time(index: number): number {
		return this.#times[this.place(index)] ?? Number.NaN;
	}

	/**
	 * Notes a time, and answers where to keep what belongs to it. One that is not after the last is dropped, and the answer
	 * undefined: a clock that steps back tells nothing. Allocates nothing.
	 */
	add(time: number): number | undefined {
		if (this.#count > 0 && !(time > this.time(this.#count - 1))) return undefined;
		if (this.#count === this.#times.length) {
			this.#first = (this.#first + 1) % this.#times.length;
			this.#count--;
		}
		const place = this.place(this.#count++);
		this.#times[place] = time;
		return place;
	}

	/** Index of the first time at or after `time`; the length if there is none. */
	indexAt(time: number): number {
		let low = 0;
		let high = this.#count;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.time(middle) < time) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
