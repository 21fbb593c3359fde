import type { Drive } from "../lipsync/resolver/rig-plan.ts";

/** Something that takes a target's weight: a morph target of one mesh, or a VRM expression. */
export interface WeightSink {
	/** Index of the target in the rig's inventory. */
	readonly target: number;
	/** Array and place that the weight goes to. */
	readonly array: number[];
	readonly index: number;
}

/** A plan's drives laid out flat, so that a frame is two loops over numbers. Render thread; allocates nothing per frame. */
export class FaceDrives {
	readonly #arrays: readonly number[][];
	readonly #places: Uint16Array;
	/** Which drive feeds each sink. */
	readonly #feeds: Uint16Array;
	readonly #results: Float32Array;
	/** Where each drive's terms begin in the two arrays that follow; one longer than the drives. */
	readonly #starts: Uint16Array;
	readonly #sources: Uint16Array;
	readonly #factors: Float32Array;

	constructor(drives: readonly Drive[], sinks: readonly WeightSink[]) {
		const places = new Map(drives.map(({ target }, index) => [target, index]));
		const fed = sinks.filter(({ target }) => places.has(target));
		this.#arrays = fed.map(({ array }) => array);
		this.#places = Uint16Array.from(fed, ({ index }) => index);
		this.#feeds = Uint16Array.from(fed, ({ target }) => places.get(target) ?? 0);
		this.#results = new Float32Array(drives.length);
		const terms = drives.flatMap((drive) => drive.terms);
		this.#sources = Uint16Array.from(terms, ({ source }) => source);
		this.#factors = Float32Array.from(terms, ({ factor }) => factor);
		let start = 0;
		this.#starts = Uint16Array.from([0, ...drives.map((drive) => (start += drive.terms.length))]);
	}

	/** Writes every sink's weight for the given sources (see `SOURCE_COUNT`). */
	write(sources: Float32Array): void {
		const results = this.#results;
		for (let drive = 0; drive < results.length; drive++) {
			const end = this.#starts[drive + 1] ?? 0;
			let sum = 0;
			for (let term = this.#starts[drive] ?? 0; term < end; term++) {
				sum += (sources[this.#sources[term] ?? 0] ?? 0) * (this.#factors[term] ?? 0);
			}
			// Mapped factors may be negative, and mixed ones may sum beyond 1.
			results[drive] = Math.min(1, Math.max(-1, sum));
		}
		for (let sink = 0; sink < this.#arrays.length; sink++) {
			const array = this.#arrays[sink];
			if (array !== undefined) array[this.#places[sink] ?? 0] = results[this.#feeds[sink] ?? 0] ?? 0;
		}
	}
}
