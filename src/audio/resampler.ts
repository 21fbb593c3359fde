import { PCM16_STEP } from "../protocol/pcm16.ts";
import { type Samples, samples } from "../util/time.ts";
import { type ResamplerKernel, resamplerKernel } from "./resampler-kernel.ts";

/** Source samples taken in between two compactions of the window. */
const BLOCK = 512;

/** Lowest and highest rate that speech or an audio context comes at, hertz. */
const MIN_RATE = 3_000;
const MAX_RATE = 384_000;

/** Whether a rate can be resampled: whole hertz, in the range of real devices. */
export const isSampleRate = (rate: number): boolean =>
	Number.isInteger(rate) && rate >= MIN_RATE && rate <= MAX_RATE;

/**
 * Streaming band-limited resampler, mono, any whole rate to any other: windowed sinc, unity level, no delay (target
 * sample `n` is the source at exactly `n / targetRate` seconds) and no seam between chunks. `push` and `pull` neither
 * allocate nor throw, so it runs in the render thread as well as in Node.
 *
 * A target sample needs half a filter of source samples after it: the last of them come only after {@link finish}.
 */
export class Resampler {
	readonly #kernel: ResamplerKernel;
	/** Source samples around the next target sample; starts with half a filter from before the first. */
	readonly #window: Float32Array;
	#filled = 0;
	/** Window index of the first tap of the next target sample, and its fraction in steps of `1 / targetStep`. */
	#index = 0;
	#fraction = 0;
	#pushed = 0;
	#pulled = 0;
	/** Target samples that there will be in all, known once finished. */
	#length = Number.POSITIVE_INFINITY;
	#padding = 0;

	/** @throws {RangeError} unless both rates are whole hertz that {@link isSampleRate} accepts. */
	constructor(sourceRate: number, targetRate: number, kernel = Resampler.kernel(sourceRate, targetRate)) {
		this.#kernel = kernel;
		this.#window = new Float32Array(kernel.taps + BLOCK);
		this.reset();
	}

	/** The filters for a pair of rates, to be shared by several resamplers. */
	static kernel(sourceRate: number, targetRate: number): ResamplerKernel {
		for (const rate of [sourceRate, targetRate])
			if (!isSampleRate(rate))
				throw new RangeError(`Expected a sample rate of ${MIN_RATE}–${MAX_RATE} whole hertz, got ${rate}.`);
		return resamplerKernel(sourceRate, targetRate);
	}

	get sourceRate(): number {
		return this.#kernel.sourceRate;
	}

	get targetRate(): number {
		return this.#kernel.targetRate;
	}

	/** Source samples taken in since the start. */
	get pushed(): Samples {
		return samples(this.#pushed);
	}

	/** Target samples given out since the start. */
	get pulled(): Samples {
		return samples(this.#pulled);
	}

	/** Starts a new signal. What came before it is taken to be `level` throughout. */
	reset(level = 0): void {
		this.#filled = this.#kernel.taps / 2 - 1;
		this.#window.fill(level, 0, this.#filled);
		this.#index = 0;
		this.#fraction = 0;
		this.#pushed = 0;
		this.#pulled = 0;
		this.#length = Number.POSITIVE_INFINITY;
	}

	/** Takes in `input[start … end)` as far as there is room, and says how much that was. Pull, then push the rest. */
	push(input: Float32Array, start = 0, end = input.length): number {
		const count = this.#makeRoom(end - start);
		for (let i = 0; i < count; i++) this.#window[this.#filled + i] = input[start + i] ?? 0;
		this.#filled += count;
		this.#pushed += count;
		return count;
	}

	/** As {@link push}, of 16-bit samples. */
	pushPcm(input: Int16Array, start = 0): number {
		const count = this.#makeRoom(input.length - start);
		for (let i = 0; i < count; i++) this.#window[this.#filled + i] = (input[start + i] ?? 0) * PCM16_STEP;
		this.#filled += count;
		this.#pushed += count;
		return count;
	}

	/** Writes target samples to `output[start … end)` as far as the source goes, and says how many. */
	pull(output: Float32Array, start = 0, end = output.length): number {
		const room = Math.min(end - start, this.#length - this.#pulled);
		let written = start;
		while (written < start + room && this.#hasNext()) written = this.#filter(output, written, start + room);
		const count = written - start;
		this.#pulled += count;
		return count;
	}

	/**
	 * No more source: what follows is taken to be `level`, and the rest can be pulled. `length` is the number of target
	 * samples in all, by default what the source lasts, rounded.
	 */
	finish(length?: number, level = 0): void {
		this.#length = length ?? this.lengthOf(this.#pushed);
		this.#padding = level;
	}

	/** Target samples that `count` source samples from the start make. */
	lengthOf(count: number): Samples {
		return samples(Math.round((count * this.targetRate) / this.sourceRate));
	}

	/**
	 * Push and pull in one, for callers that have room for all of it: `output` must hold `lengthOf(input.length) + 1`
	 * samples. Returns how many were written.
	 * @throws {RangeError} if `output` is too short.
	 */
	process(input: Float32Array, output: Float32Array): number {
		let written = 0;
		for (let read = 0; read < input.length; ) {
			const taken = this.push(input, read);
			read += taken;
			const count = this.pull(output, written);
			written += count;
			if (taken === 0 && count === 0)
				throw new RangeError(`Output of ${output.length} samples is too short.`);
		}
		return written;
	}

	/** How many of `wanted` samples the window can take. */
	#makeRoom(wanted: number): number {
		if (this.#filled + wanted > this.#window.length) this.#compact();
		return Math.min(wanted, this.#window.length - this.#filled);
	}

	#compact(): void {
		const kept = Math.min(this.#index, this.#filled);
		this.#window.copyWithin(0, kept, this.#filled);
		this.#filled -= kept;
		this.#index -= kept;
	}

	#hasNext(): boolean {
		const missing = this.#index + this.#kernel.taps - this.#filled;
		if (missing <= 0) return true;
		if (this.#length === Number.POSITIVE_INFINITY) return false;
		if (this.#filled + missing > this.#window.length) this.#compact();
		this.#window.fill(this.#padding, this.#filled, this.#filled + missing);
		this.#filled += missing;
		return true;
	}

	/**
	 * Makes target samples from `start` on until the window is used up, and says where it stopped. One loop without calls:
	 * a number that is passed or returned for every sample may be put on the heap.
	 */
	#filter(output: Float32Array, start: number, end: number): number {
		const { taps, rows, phases, sourceStep, targetStep, exact } = this.#kernel;
		const window = this.#window;
		const lastIndex = this.#filled - taps;
		let index = this.#index;
		let fraction = this.#fraction;
		let at = start;
		for (; at < end && index <= lastIndex; at++) {
			const position = exact ? fraction : (fraction * phases) / targetStep;
			const row = Math.floor(position) * taps;
			let sum = 0;
			for (let k = 0; k < taps; k++) sum += (rows[row + k] ?? 0) * (window[index + k] ?? 0);
			if (!exact) {
				let next = 0;
				for (let k = 0; k < taps; k++) next += (rows[row + taps + k] ?? 0) * (window[index + k] ?? 0);
				sum += (position % 1) * (next - sum);
			}
			output[at] = sum;
			fraction += sourceStep;
			index += Math.floor(fraction / targetStep);
			fraction %= targetStep;
		}
		this.#index = index;
		this.#fraction = fraction;
		return at;
	}
}

/** Resamples a whole signal at once; the result has the same duration, to the nearest sample. */
export function resample(input: Float32Array, sourceRate: number, targetRate: number): Float32Array {
	if (sourceRate === targetRate) return input.slice();
	const resampler = new Resampler(sourceRate, targetRate);
	const output = new Float32Array(resampler.lengthOf(input.length));
	const written = resampler.process(input, output);
	resampler.finish();
	resampler.pull(output, written);
	return output;
}
