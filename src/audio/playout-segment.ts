import { PCM16_STEP } from "../protocol/pcm16.ts";
import { Resampler } from "./resampler.ts";
import type { ResamplerKernel } from "./resampler-kernel.ts";
import { SampleQueue } from "./sample-queue.ts";

/** A stretch of an utterance whose sound came at one rate: chunks in, samples at the context's rate out (worklet). */
export class PlayoutSegment {
	readonly sourceRate: number;
	/** Where it begins, seconds of media time: the exact sum of what came before. */
	readonly startTime: number;
	readonly #contextRate: number;
	readonly #resampler: Resampler;
	readonly #queue = new SampleQueue();
	#pushed = 0;
	/** Samples of the first chunk that the resampler has taken. */
	#taken = 0;
	#lastSample = 0;
	#finished = false;

	constructor(kernel: ResamplerKernel, startTime: number) {
		this.#resampler = new Resampler(kernel.sourceRate, kernel.targetRate, kernel);
		this.sourceRate = kernel.sourceRate;
		this.#contextRate = kernel.targetRate;
		this.startTime = startTime;
	}

	/** Seconds of media time up to its end, as far as it has come. */
	get endTime(): number {
		return this.startTime + this.#pushed / this.sourceRate;
	}

	/** Whether its end is settled: what comes now belongs to another segment. */
	get isFinished(): boolean {
		return this.#finished;
	}

	/** The last source sample that the filter has taken in. */
	get lastSample(): number {
		return this.#lastSample;
	}

	/** Begins its filter on a level other than silence, to follow another segment without a notch. */
	follow(level: number): void {
		this.#resampler.reset(level);
	}

	/** Appends a chunk, which belongs to the segment from now on. May allocate. */
	push(chunk: Int16Array): void {
		if (chunk.length === 0) return;
		this.#queue.push(chunk);
		this.#pushed += chunk.length;
	}

	/** Writes what can be read to `output[start … end)`; says how many samples that was. */
	pull(output: Float32Array, start: number, end: number): number {
		let written = start;
		do written += this.#resampler.pull(output, written, end);
		while (written < end && this.#feed() > 0);
		return written - start;
	}

	/** No more chunks, and all of them read: the tail of the filter can be read too. What follows is taken to be like the last sample, or silence. */
	finish(following: "sound" | "silence"): void {
		if (this.#finished) return;
		this.#finished = true;
		const start = Math.round(this.startTime * this.#contextRate);
		const length = Math.round(this.endTime * this.#contextRate) - start;
		this.#resampler.finish(length, following === "sound" ? this.#lastSample : 0);
	}

	/** Moves what fits from the first chunk into the resampler. */
	#feed(): number {
		const chunk = this.#queue.first;
		const count = this.#resampler.pushPcm(chunk, this.#taken);
		this.#taken += count;
		if (count > 0) this.#lastSample = (chunk[this.#taken - 1] ?? 0) * PCM16_STEP;
		if (this.#taken < chunk.length || this.#queue.isEmpty) return count;
		this.#taken = 0;
		this.#queue.dropFirst();
		return count;
	}
}
