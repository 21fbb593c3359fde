import type { Drive } from "../lipsync/resolver/rig-plan.ts";

/** A place that takes a share of a target's weight: a morph target of one mesh, or a VRM expression. */
export interface WeightSink {
	/** Index of the target in the rig's inventory. */
	readonly target: number;
	/** Array and place that the weight goes to. */
	readonly array: number[];
	readonly index: number;
	/** Share of the target's weight; default 1. Shares that go to the same place add up. */
	readonly share?: number;
}

/** A plan's drives laid out flat, so that a frame is two loops over numbers. Render thread; allocates nothing per frame. */
export class FaceDrives {
	readonly #arrays: readonly number[][];
	readonly #places: Uint16Array;
	/** Which drive feeds each sink. */
	readonly #feeds: Uint16Array;
	readonly #shares: Float32Array;
	/** 1 for the first sink at its place, which overwrites; 0 for those that add to it. */
	readonly #firsts: Uint8Array;
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
		this.#shares = Float32Array.from(fed, ({ share = 1 }) => share);
		this.#firsts = firstsOf(fed);
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
			if (array === undefined) continue;
			const place = this.#places[sink] ?? 0;
			const weight = (results[this.#feeds[sink] ?? 0] ?? 0) * (this.#shares[sink] ?? 0);
			array[place] = this.#firsts[sink] === 1 ? weight : (array[place] ?? 0) + weight;
		}
	}
}

function firstsOf(sinks: readonly WeightSink[]): Uint8Array {
	const seen = new Map<number[], Set<number>>();
	return Uint8Array.from(sinks, ({ array, index }) => {
		const places = seen.get(array) ?? new Set<number>();
		seen.set(array, places);
		const first = !places.has(index);
		places.add(index);
		return first ? 1 : 0;
	});
}
