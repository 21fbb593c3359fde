import { TimeRing } from "./time-ring.ts";

/** A quantity at growing times, seconds on any one clock. Bounded: the oldest go when it is full. Headless. */
export class Series {
	readonly #ring: TimeRing;
	readonly #values: Float32Array;

	/** @param capacity values that are kept */
	constructor(capacity: number) {
		this.#ring = new TimeRing(capacity);
		this.#values = new Float32Array(capacity);
	}

	get length(): number {
		return this.#ring.length;
	}

	/** Time of the value at `index`, 0 is the oldest; not a number outside. */
	time(index: number): number {
		return this.#ring.has(index) ? this.#ring.time(index) : Number.NaN;
	}

	value(index: number): number {
		return this.#ring.has(index) ? (this.#values[this.#ring.place(index)] ?? Number.NaN) : Number.NaN;
	}

	/** A time that is not after the last one is dropped: a clock that steps back tells nothing. */
	add(time: number, value: number): void {
		const place = this.#ring.add(time);
		if (place !== undefined) this.#values[place] = value;
	}

	/** Index of the first value at or after `time`; the length if there is none. */
	indexAt(time: number): number {
		return this.#ring.indexAt(time);
	}
}
