import { PlayoutSegment } from "./playout-segment.ts";
import { Resampler } from "./resampler.ts";
import type { ResamplerKernel } from "./resampler-kernel.ts";

/** Seconds of resampled sound kept around the reading position: nothing looks farther. */
const WINDOW = 0.2;

/** Filters kept for rates that come again. */
const MAX_KERNELS = 8;

/**
 * The sound of one utterance at the context's rate, by position (headless; worklet). Position `p` is `p / contextRate`
 * seconds of media time whatever rates the sound came at; rounding never adds up. Resampling goes only as far as is
 * read, so a long chunk costs nothing when it comes. Only `push` and `clear` may allocate.
 */
export class PlayoutSource {
	readonly contextRate: number;
	/** Sound at hand: index `i` is position `windowStart + i`. Owned by the source, moved by {@link ensure}. */
	readonly window: Float32Array;
	readonly #kernels = new Map<number, ResamplerKernel>();
	#segments: PlayoutSegment[] = [];
	#windowStart = 0;
	#windowEnd = 0;
	#endTime = 0;
	#closed = false;

	/** `contextRate` in whole hertz. */
	constructor(contextRate: number) {
		this.contextRate = contextRate;
		this.window = new Float32Array(Math.ceil(contextRate * WINDOW));
	}

	get windowStart(): number {
		return this.#windowStart;
	}

	/** Position where the sound that has come ends. */
	get end(): number {
		return Math.round(this.#endTime * this.contextRate);
	}

	/** Whether no more sound is to come. */
	get isClosed(): boolean {
		return this.#closed;
	}

	/** Appends a chunk of 16-bit sound at a rate that `isSampleRate` accepts; it belongs to the source from now on. Reopens the source. */
	push(chunk: Int16Array, sourceRate: number): void {
		this.#closed = false;
		if (chunk.length === 0) return;
		let segment = this.#segments.at(-1);
		if (segment === undefined || segment.isFinished || segment.sourceRate !== sourceRate) {
			segment = new PlayoutSegment(this.#kernel(sourceRate), this.#endTime);
			this.#segments.push(segment);
		}
		segment.push(chunk);
		this.#endTime = segment.endTime;
	}

	/** No more sound will come: the last samples can be read too. */
	close(): void {
		this.#closed = true;
	}

	/** Forgets everything; position 0 is next. */
	clear(): void {
		this.#segments = [];
		this.#windowStart = 0;
		this.#windowEnd = 0;
		this.#endTime = 0;
		this.#closed = false;
	}

	/**
	 * Brings the sound at `from … to` into the window, as far as it has come, and says up to which position it is there.
	 * What lies before `from` is forgotten. `to − from` must fit the window.
	 */
	ensure(from: number, to: number): number {
		if (to - this.#windowStart > this.window.length) this.#forget(from);
		while (this.#windowEnd < to && this.#extend(to));
		return Math.min(to, this.#windowEnd);
	}

	#forget(before: number): void {
		const kept = Math.min(Math.max(before - this.#windowStart, 0), this.#windowEnd - this.#windowStart);
		this.window.copyWithin(0, kept, this.#windowEnd - this.#windowStart);
		this.#windowStart += kept;
	}

	/** Reads on towards `to`; false if nothing is left to read. */
	#extend(to: number): boolean {
		const segment = this.#segments[0];
		if (segment === undefined) return false;
		const offset = this.#windowEnd - this.#windowStart;
		const count = segment.pull(this.window, offset, to - this.#windowStart);
		this.#windowEnd += count;
		return count > 0 || this.#passSegment(segment);
	}

	/** At the end of a segment's chunks: reads out its filter, then goes to the next; false if it may still grow. */
	#passSegment(segment: PlayoutSegment): boolean {
		const next = this.#segments[1];
		if (next === undefined && !this.#closed) return false;
		if (!segment.isFinished) {
			segment.finish(next === undefined ? "silence" : "sound");
			return true;
		}
		if (next === undefined) return false;
		next.follow(segment.lastSample);
		this.#segments.shift();
		return true;
	}

	#kernel(sourceRate: number): ResamplerKernel {
		const known = this.#kernels.get(sourceRate);
		if (known !== undefined) return known;
		if (this.#kernels.size === MAX_KERNELS) this.#kernels.clear();
		const kernel = Resampler.kernel(sourceRate, this.contextRate);
		this.#kernels.set(sourceRate, kernel);
		return kernel;
	}
}
