/** A quantity at growing times, seconds on any one clock. Bounded: the oldest go when it is full. Headless. */
export class Series {
	readonly #times: Float64Array;
	readonly #values: Float32Array;
	#first = 0;
	#count = 0;

	/** @param capacity values that are kept */
	constructor(capacity: number) {
		this.#times = new Float64Array(capacity);
		this.#values = new Float32Array(capacity);
	}

	get length(): number {
		return this.#count;
	}

	/** Time of the value at `index`, 0 is the oldest; not a number outside. */
	time(index: number): number {
		return index < this.#count && index >= 0 ? (this.#times[this.#place(index)] ?? Number.NaN) : Number.NaN;
	}

	value(index: number): number {
		return index < this.#count && index >= 0 ? (this.#values[this.#place(index)] ?? Number.NaN) : Number.NaN;
	}

	/** A time that is not after the last one is dropped: a clock that steps back tells nothing. */
	add(time: number, value: number): void {
		if (this.#count > 0 && !(time > this.time(this.#count - 1))) return;
		if (this.#count === this.#times.length) {
			this.#first = (this.#first + 1) % this.#times.length;
			this.#count--;
		}
		const place = this.#place(this.#count++);
		this.#times[place] = time;
		this.#values[place] = value;
	}

	/** Index of the first value at or after `time`; the length if there is none. */
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

	#place(index: number): number {
		return (this.#first + index) % this.#times.length;
	}
}
