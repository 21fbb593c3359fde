import { conceal } from "./concealment.ts";
import type { TimeStretch } from "./time-stretch.ts";

/** What is still heard after a cut: a short fade-out, added to whatever is played next (worklet; allocates nothing). */
export class FadeTail {
	readonly #tail: Float32Array;
	readonly #before: (distance: number) => number;
	#read: number;
	/** Samples of the tail that came from the source, not from before the cut. */
	#known = 0;

	/** `length` in samples; `recent(distance)` is the sample `distance` before what was read last. */
	constructor(length: number, recent: (distance: number) => number) {
		this.#tail = new Float32Array(length);
		this.#read = length;
		this.#before = (distance) => recent(distance + this.#known);
	}

	get length(): number {
		return this.#tail.length;
	}

	/** Cuts `stretch` off where it stands: takes what it would have played and fades that out from the next output on. */
	cut(stretch: TimeStretch): void {
		this.#known = 0;
		let count = 0;
		do {
			count = stretch.read(this.#tail, this.#known, this.#tail.length);
			this.#known += count;
		} while (count > 0);
		this.#begin(0);
	}

	/** The sound has run out at index `offset` of the output that is being made. */
	runOut(offset: number): void {
		this.#known = 0;
		this.#begin(offset);
	}

	/** Adds what is left of the tail to `output`. */
	addTo(output: Float32Array): void {
		const start = Math.max(0, -this.#read);
		const read = Math.max(0, this.#read);
		const count = Math.min(output.length - start, this.#tail.length - read);
		for (let i = 0; i < count; i++)
			output[start + i] = (output[start + i] ?? 0) + (this.#tail[read + i] ?? 0);
		this.#read = read + Math.max(0, count);
	}

	#begin(offset: number): void {
		conceal(this.#tail, this.#known, this.#before);
		this.#read = -offset;
	}
}
