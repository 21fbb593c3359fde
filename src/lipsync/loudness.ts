import type { Seconds } from "../util/time.ts";

/** How often loudness is measured, hertz: one value per 10 ms. */
export const LOUDNESS_RATE = 100;

/** Quieter than this counts as silence: 55 dB below full scale. */
const SILENCE = 10 ** (-55 / 20);

/** Loudness of a clip over time: RMS 0 … 1, {@link LOUDNESS_RATE} values a second, `values[i]` centred on `(i + ½) / rate`. */
export interface Loudness {
	readonly rate: number;
	readonly values: Float32Array;
}

/** Measures mono samples −1 … 1. */
export function measureLoudness(samples: Float32Array, sampleRate: number): Loudness {
	const hop = sampleRate / LOUDNESS_RATE;
	const values = new Float32Array(Math.ceil(samples.length / hop));
	for (let index = 0; index < values.length; index++) {
		const from = Math.round(index * hop);
		const to = Math.min(samples.length, Math.round((index + 1) * hop));
		let sum = 0;
		for (let at = from; at < to; at++) sum += (samples[at] ?? 0) ** 2;
		values[index] = to > from ? Math.sqrt(sum / (to - from)) : 0;
	}
	return { rate: LOUDNESS_RATE, values };
}

/** Mean of the RMS between two times, 0 outside the clip. */
export function meanLoudness(loudness: Loudness, start: Seconds | number, end: Seconds | number): number {
	const from = Math.max(0, Math.floor(start * loudness.rate));
	const to = Math.min(loudness.values.length, Math.max(from + 1, Math.ceil(end * loudness.rate)));
	let sum = 0;
	for (let index = from; index < to; index++) sum += loudness.values[index] ?? 0;
	return to > from ? sum / (to - from) : 0;
}

/** Mean and spread of the speech in a clip, in decibels; silence does not count. */
export interface LoudnessStatistics {
	readonly mean: number;
	readonly deviation: number;
}

export function loudnessStatistics(loudness: Loudness): LoudnessStatistics {
	let count = 0;
	let sum = 0;
	let squares = 0;
	for (const value of loudness.values) {
		if (value < SILENCE) continue;
		const level = decibels(value);
		count++;
		sum += level;
		squares += level * level;
	}
	if (count === 0) return { mean: 0, deviation: 0 };
	const mean = sum / count;
	return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

/** Level of an RMS of 0 … 1, never below silence. */
export const decibels = (rms: number): number => 20 * Math.log10(Math.max(rms, SILENCE));
