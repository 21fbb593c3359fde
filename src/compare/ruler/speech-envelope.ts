import type { Series } from "./series.ts";

/** Rate of an envelope, hertz. */
export const ENVELOPE_RATE = 200;

/** Levels this far below the loudest count as silence, decibels. */
const RANGE = 24;

/** Half of the smoothing (a raised cosine), seconds: a syllable counts, a period of the voice does not. */
const HALF_SMOOTHING = 0.05;

/** How loud it was over time, 0 … 1 on a scale of decibels, smoothed. Value `i` belongs to `start + i / ENVELOPE_RATE`. */
export interface SpeechEnvelope {
	readonly start: number;
	readonly values: Float32Array;
	/** Loudest level that was heard, linear. */
	readonly peak: number;
}

/** The envelope of the levels (RMS, linear) between two times. Where nothing was noted it is silent. */
export function speechEnvelope(levels: Series, start: number, end: number): SpeechEnvelope {
	const count = Math.max(1, Math.ceil((end - start) * ENVELOPE_RATE));
	const raw = new Float32Array(count);
	const hits = new Uint16Array(count);
	let peak = 0;
	for (let at = levels.indexAt(start); at < levels.length; at++) {
		const place = Math.floor((levels.time(at) - start) * ENVELOPE_RATE);
		if (place >= count) break;
		const level = levels.value(at);
		raw[place] = (raw[place] ?? 0) + level;
		hits[place] = (hits[place] ?? 0) + 1;
		peak = Math.max(peak, level);
	}
	const floor = peak * 10 ** (-RANGE / 20);
	let last = 0;
	for (let place = 0; place < count; place++) {
		const hit = hits[place] ?? 0;
		// Levels come in steps that need not be ours: between two of them the last one holds.
		if (hit > 0) last = (raw[place] ?? 0) / hit;
		raw[place] = peak > 0 && last > floor ? 1 + (20 * Math.log10(last / peak)) / RANGE : 0;
	}
	return { start, values: smoothed(raw, Math.round(HALF_SMOOTHING * ENVELOPE_RATE)), peak };
}

/** A raised-cosine mean over `half` values to both sides. */
export function smoothed(values: Float32Array, half: number): Float32Array {
	const weights = Float32Array.from(
		{ length: 2 * half + 1 },
		(_, i) => 1 + Math.cos((Math.PI * (i - half)) / (half + 1)),
	);
	const result = new Float32Array(values.length);
	for (let at = 0; at < values.length; at++) {
		let sum = 0;
		let total = 0;
		for (let i = -half; i <= half; i++) {
			const value = values[at + i];
			if (value === undefined) continue;
			const weight = weights[i + half] ?? 0;
			sum += weight * value;
			total += weight;
		}
		result[at] = sum / total;
	}
	return result;
}
