import type { PlayoutSource } from "./playout-source.ts";
import { mostSimilar } from "./similarity.ts";

/** Slowest and fastest rate that sounds like the same speaker in a hurry or at ease. */
export const MIN_RATE = 0.85;
export const MAX_RATE = 1.15;

/** Slowest rate of a pause: nobody hears that it lasts longer. */
export const MIN_PAUSE_RATE = 0.4;

/** Loudest sample of a pause, −42 dB. */
const PAUSE_LEVEL = 0.008;

/** Seconds of sound that one overlap makes. */
const HOP = 0.01;

/** Seconds that a piece may be moved either way to fit: together one period of the lowest voice (67 Hz). */
const SEARCH = 0.0075;

/**
 * Plays a source slower or faster with its pitch kept (headless; worklet): WSOLA. At rate 1 samples pass untouched.
 * Otherwise each hop cross-fades from the natural continuation of what was played to the piece near the nominal position
 * that is most like it. The nominal position is exact; what sounds lies within {@link SEARCH} of it, and back at rate 1
 * the position is again that of the very sample.
 */
export class TimeStretch {
	readonly #source: PlayoutSource;
	readonly #hop: Float32Array;
	readonly #search: number;
	/** Samples of the hop that have been read; all of them at a boundary. */
	#hopRead: number;
	/** Nominal position at the start of the hop, and its rate. */
	#nominal = 0;
	#rate = 1;
	/** Position that continues what was played last. */
	#continuation = 0;

	constructor(source: PlayoutSource) {
		this.#source = source;
		this.#hop = new Float32Array(Math.round(source.contextRate * HOP));
		this.#search = Math.round(source.contextRate * SEARCH);
		this.#hopRead = this.#hop.length;
	}

	/** Whether the next sample may be at another rate. */
	get atBoundary(): boolean {
		return this.#hopRead === this.#hop.length;
	}

	/** Position of the next sample: media time in context samples, a fraction while stretching. */
	get position(): number {
		return this.atBoundary ? this.#nominal : this.#nominal + this.#hopRead * this.#rate;
	}

	/** Position up to which sound has been used. */
	get continuation(): number {
		return this.#continuation;
	}

	/** Samples before the continuation that a caller may still look at. */
	get history(): number {
		return this.#hop.length;
	}

	/** Whether the sound ahead is a pause. */
	get inPause(): boolean {
		const from = this.#continuation;
		const end = from + this.#hop.length;
		if (this.#source.ensure(from - this.history, end) < end) return false;
		const { window, windowStart } = this.#source;
		for (let i = from - windowStart; i < end - windowStart; i++)
			if (Math.abs(window[i] ?? 0) > PAUSE_LEVEL) return false;
		return true;
	}

	/** Starts again at position 0. */
	reset(): void {
		this.#nominal = 0;
		this.#continuation = 0;
		this.#hopRead = this.#hop.length;
	}

	/**
	 * At a boundary: makes the next samples ones at `rate`, {@link MIN_PAUSE_RATE} … {@link MAX_RATE}, and says the rate
	 * that they have: 1 if there is too little sound ahead to stretch.
	 */
	prepare(rate: number): number {
		if (rate !== 1 && this.#makeHop(rate)) return rate;
		this.#nominal = this.#continuation;
		this.#rate = 1;
		return 1;
	}

	/** Writes samples to `output[start … end)` up to the next boundary, or as far as the source goes; says how many. */
	read(output: Float32Array, start: number, end: number): number {
		return this.atBoundary ? this.#pass(output, start, end) : this.#readHop(output, start, end);
	}

	#pass(output: Float32Array, start: number, end: number): number {
		const from = this.#continuation;
		// More at once would not fit the source's window.
		const wanted = Math.min(end - start, this.#hop.length);
		const available = this.#source.ensure(from - this.history, from + wanted);
		const offset = from - this.#source.windowStart;
		const count = Math.max(0, available - from);
		for (let i = 0; i < count; i++) output[start + i] = this.#source.window[offset + i] ?? 0;
		this.#continuation += count;
		this.#nominal = this.#continuation;
		return count;
	}

	#readHop(output: Float32Array, start: number, end: number): number {
		const count = Math.min(end - start, this.#hop.length - this.#hopRead);
		for (let i = 0; i < count; i++) output[start + i] = this.#hop[this.#hopRead + i] ?? 0;
		this.#hopRead += count;
		if (this.atBoundary) this.#nominal += this.#hop.length * this.#rate;
		return count;
	}

	#makeHop(rate: number): boolean {
		const length = this.#hop.length;
		const nominal = Math.round(this.#nominal);
		const from = Math.max(0, nominal - this.#search);
		const to = nominal + this.#search;
		const needed = Math.max(this.#continuation, to) + length;
		if (this.#source.ensure(Math.min(from, this.#continuation - length), needed) < needed) return false;
		const { window, windowStart } = this.#source;
		const continuation = this.#continuation - windowStart;
		// Inside the search range the continuation fits itself best, and nothing has to be joined.
		const joins = this.#continuation < from || this.#continuation > to;
		const piece = joins
			? mostSimilar(window, continuation, from - windowStart, to - windowStart, length)
			: continuation;
		for (let i = 0; i < length; i++) {
			const weight = (i + 0.5) / length;
			this.#hop[i] = (window[continuation + i] ?? 0) * (1 - weight) + (window[piece + i] ?? 0) * weight;
		}
		this.#continuation = piece + windowStart + length;
		this.#rate = rate;
		this.#hopRead = 0;
		return true;
	}
}
