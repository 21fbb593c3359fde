import { BLENDSHAPE_COUNT } from "../../lipsync/blendshapes.ts";

/** Frames in a bin of the first level, and bins in one of the next. */
const FACTOR = 8;
const LEVELS = 5;

/** Times that have been to another axis and back differ by less than this. Seconds. */
const SAME = 1e-9;

/** Lowest and highest weight of a shape in a stretch. Reused by whoever asks. */
export interface WeightExtent {
	low: number;
	high: number;
}

/**
 * Face frames with the time of each, ascending, and over them a pyramid of every shape's lowest and highest weight.
 * Grows at its end, is cut at its beginning; a frame that comes late is put in its place.
 */
export class FrameColumn {
	#times = new Float64Array(64);
	#weights = new Float32Array(64 * BLENDSHAPE_COUNT);
	#count = 0;
	readonly #lows: Float32Array<ArrayBuffer>[] = Array.from({ length: LEVELS }, () => new Float32Array(0));
	readonly #highs: Float32Array<ArrayBuffer>[] = Array.from({ length: LEVELS }, () => new Float32Array(0));

	get count(): number {
		return this.#count;
	}

	get bytes(): number {
		return this.#times.byteLength + this.#weights.byteLength * (1 + 2 / (FACTOR - 1));
	}

	/** Time of frame `index`. */
	time(index: number): number {
		return this.#times[index] ?? Number.NaN;
	}

	weight(index: number, shape: number): number {
		return this.#weights[index * BLENDSHAPE_COUNT + shape] ?? 0;
	}

	/** The 52 weights of frame `index`; a view, valid until the column changes. */
	frame(index: number): Float32Array {
		return this.#weights.subarray(index * BLENDSHAPE_COUNT, (index + 1) * BLENDSHAPE_COUNT);
	}

	/** Adds a frame whose 52 weights begin at `offset`. One of the same time is replaced. */
	add(time: number, weights: ArrayLike<number>, offset = 0): void {
		this.#reserve(this.#count + 1);
		const place = this.#place(time);
		const replaces = place < this.#count && Math.abs(this.time(place) - time) < 1e-6;
		if (place < this.#count && !replaces) this.#makeRoom(place);
		else if (!replaces) this.#count++;
		this.#times[place] = time;
		const at = place * BLENDSHAPE_COUNT;
		for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++)
			this.#weights[at + shape] = weights[offset + shape] ?? 0;
		if (place === this.#count - 1 && !replaces) this.#summarise(place);
		else this.#rebuild();
	}

	/** Forgets the frames before `time`. */
	forget(time: number): void {
		const first = this.firstFrom(time);
		if (first === 0) return;
		this.#times.copyWithin(0, first, this.#count);
		this.#weights.copyWithin(0, first * BLENDSHAPE_COUNT, this.#count * BLENDSHAPE_COUNT);
		this.#count -= first;
		this.#rebuild();
	}

	/** Index of the first frame at or after `time`; `count` if there is none. */
	firstFrom(time: number): number {
		let low = 0;
		let high = this.#count;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.time(middle) < time) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** Writes the weights at `time` to `out`, between two frames that are at most `bridge` seconds apart; false outside. */
	sample(time: number, bridge: number, out: Float32Array): boolean {
		const next = this.firstFrom(time);
		const before = next < this.#count && this.time(next) - time < SAME ? next : next - 1;
		if (before < 0 || time - this.time(before) > bridge) return false;
		const span = next < this.#count ? this.time(next) - this.time(before) : Number.POSITIVE_INFINITY;
		const beyond = time - this.time(before);
		const share = beyond > SAME && span > 0 && span <= bridge ? beyond / span : 0;
		const after = share > 0 ? next : before;
		for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++) {
			const start = this.weight(before, shape);
			out[shape] = start + (this.weight(after, shape) - start) * share;
		}
		return true;
	}

	/** Lowest and highest weight of `shape` in frames `from … to − 1`. False if there are none. */
	extent(shape: number, from: number, to: number, out: WeightExtent): boolean {
		out.low = Number.POSITIVE_INFINITY;
		out.high = Number.NEGATIVE_INFINITY;
		let index = Math.max(0, from);
		const end = Math.min(to, this.#count);
		while (index < end) {
			let level = -1;
			let size = 1;
			while (level + 1 < LEVELS && index % (size * FACTOR) === 0 && index + size * FACTOR <= end) {
				size *= FACTOR;
				level++;
			}
			const at = (index / size) * BLENDSHAPE_COUNT + shape;
			const low = (level < 0 ? this.#weights[at] : this.#lows[level]?.[at]) ?? 0;
			const high = (level < 0 ? low : this.#highs[level]?.[at]) ?? 0;
			if (low < out.low) out.low = low;
			if (high > out.high) out.high = high;
			index += size;
		}
		return out.high >= out.low;
	}

	#place(time: number): number {
		if (this.#count === 0 || time > this.time(this.#count - 1) + 1e-6) return this.#count;
		return this.firstFrom(time - 1e-6);
	}

	#makeRoom(place: number): void {
		this.#times.copyWithin(place + 1, place, this.#count);
		const stride = BLENDSHAPE_COUNT;
		this.#weights.copyWithin((place + 1) * stride, place * stride, this.#count * stride);
		this.#count++;
	}

	#reserve(count: number): void {
		if (count <= this.#times.length) return;
		const times = new Float64Array(2 * count);
		times.set(this.#times);
		this.#times = times;
		this.#weights = larger(this.#weights, 2 * count * BLENDSHAPE_COUNT);
	}

	#rebuild(): void {
		for (let index = 0; index < this.#count; index++) this.#summarise(index);
	}

	/** Takes frame `index` into the bins that hold it; the first of a bin begins it anew. */
	#summarise(index: number): void {
		let size = FACTOR;
		for (let level = 0; level < LEVELS; level++, size *= FACTOR) {
			const bin = Math.floor(index / size) * BLENDSHAPE_COUNT;
			const begins = index % size === 0;
			let lows = this.#lows[level] as Float32Array<ArrayBuffer>;
			let highs = this.#highs[level] as Float32Array<ArrayBuffer>;
			if (bin + BLENDSHAPE_COUNT > lows.length) {
				lows = this.#lows[level] = larger(lows, 2 * bin + 8 * BLENDSHAPE_COUNT);
				highs = this.#highs[level] = larger(highs, lows.length);
			}
			for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++) {
				const weight = this.#weights[index * BLENDSHAPE_COUNT + shape] ?? 0;
				if (begins || weight < (lows[bin + shape] ?? 0)) lows[bin + shape] = weight;
				if (begins || weight > (highs[bin + shape] ?? 0)) highs[bin + shape] = weight;
			}
		}
	}
}

function larger(from: Float32Array<ArrayBuffer>, length: number): Float32Array<ArrayBuffer> {
	const to = new Float32Array(length);
	to.set(from);
	return to;
}
