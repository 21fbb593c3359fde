import { BLENDSHAPE_COUNT } from "../../../lipsync/blendshapes.ts";
import { IGNORED, orderPermutation, reorder } from "../../../lipsync/orders.ts";

/** Weights that another system has written down, as it names and times them. */
export interface NamedCurves {
	/** What it was read as, for a human. */
	readonly format: string;
	/** Name of each channel, as written. */
	readonly names: readonly string[];
	/** Frame-major, `names.length` values a frame. */
	readonly values: Float32Array;
	/** Of each frame, seconds, ascending; the first need not be 0. */
	readonly times: Float64Array;
}

/** Phonemes that another system gave instead of weights. */
export interface NamedCue {
	readonly symbol: string;
	/** Seconds. */
	readonly start: number;
	readonly end: number;
}

/** Curves in our own order, at a steady rate from second 0 on. */
export interface SteadyCurves {
	/** Face frames per second. */
	readonly frameRate: number;
	readonly count: number;
	/** In the order of `BLENDSHAPES`. */
	readonly weights: Float32Array;
	/** Channels that have no place among the 52. */
	readonly ignored: readonly string[];
}

/** `blendShapes.JawOpen`, `Face.jawOpen` → the name alone. */
const bare = (name: string) => name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf(":")) + 1).trim();

/** A rate this near to a whole number is that number: times are written with few digits. */
const NEAR = 0.02;

/** @throws {TypeError} if no channel is one of the 52, or two are the same */
export function steadyCurves({ names, values, times }: NamedCurves): SteadyCurves {
	const ours = names.map(bare);
	const permutation = orderPermutation(ours, ours.length);
	if (permutation.every((place) => place === IGNORED))
		throw new TypeError(`None of the channels has a known name: ${names.slice(0, 4).join(", ")} …`);
	const sorted = new Float32Array(times.length * BLENDSHAPE_COUNT);
	reorder(values, permutation, times.length, sorted);
	const frameRate = rateOf(times);
	const count = Math.max(1, Math.round((times.at(-1) ?? 0) * frameRate) + 1);
	const ignored = names.filter((_, channel) => permutation[channel] === IGNORED);
	return { frameRate, count, weights: resampled(sorted, times, frameRate, count), ignored };
}

/** Frames per second by the median step. */
function rateOf(times: Float64Array): number {
	const steps = Float64Array.from(times.subarray(1), (time, index) => time - (times[index] ?? 0)).sort();
	const step = steps[steps.length >> 1] ?? 0;
	if (!(step > 0)) return 25;
	const rate = Math.min(240, Math.max(5, 1 / step));
	const whole = Math.round(rate);
	return Math.abs(rate - whole) < NEAR * whole ? whole : rate;
}

/** Between frames linear, before the first and after the last as they are. */
function resampled(
	weights: Float32Array,
	times: Float64Array,
	frameRate: number,
	count: number,
): Float32Array {
	const out = new Float32Array(count * BLENDSHAPE_COUNT);
	let next = 0;
	for (let frame = 0; frame < count; frame++) {
		const time = frame / frameRate;
		while (next < times.length && (times[next] ?? 0) < time - 1e-6) next++;
		const after = Math.min(next, times.length - 1);
		const before = Math.max(0, (times[after] ?? 0) - time > 1e-6 ? after - 1 : after);
		const span = (times[after] ?? 0) - (times[before] ?? 0);
		const share = span > 0 ? Math.min(1, Math.max(0, (time - (times[before] ?? 0)) / span)) : 0;
		for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++) {
			const start = weights[before * BLENDSHAPE_COUNT + shape] ?? 0;
			const end = weights[after * BLENDSHAPE_COUNT + shape] ?? 0;
			out[frame * BLENDSHAPE_COUNT + shape] = start + (end - start) * share;
		}
	}
	return out;
}
