import { type CellSignals, toUnit } from "./cell-signals.ts";
import { type Place, REACH } from "./mouth-search.ts";
import { envelopeAtFrames } from "./reference.ts";
import type { SpeechEnvelope } from "./speech-envelope.ts";

/** The fine search goes so far around the coarse lag, in these steps. Seconds. */
const NEAR = 0.08;
const FINE = 0.004;

/** Parts of a sentence of which one at a time is left out. */
const PARTS = 6;

/** The cells of a mouth as one curve, up where the mouth opens. */
export function compositeOf(
	cells: CellSignals,
	envelope: SpeechEnvelope,
	lag: number,
	{ column, row }: Place,
): Float32Array {
	const { grid, signals, activity, times } = cells;
	const frames = times.length;
	const reference = new Float32Array(frames);
	envelopeAtFrames(envelope, times, lag, reference);
	const composite = new Float32Array(frames);
	for (let y = row - REACH.y; y <= row + REACH.y; y++)
		for (let x = column - REACH.x; x <= column + REACH.x; x++) {
			const cell = y * grid.columns + x;
			const own = signals.subarray(cell * frames, (cell + 1) * frames);
			let agreement = 0;
			for (let frame = 0; frame < frames; frame++) agreement += (own[frame] ?? 0) * (reference[frame] ?? 0);
			const weight = agreement * (activity[cell] ?? 0);
			for (let frame = 0; frame < frames; frame++)
				composite[frame] = (composite[frame] ?? 0) + weight * (own[frame] ?? 0);
		}
	toUnit(composite);
	return composite;
}

/** The lag at which the curve fits best, between the steps too, and how well it fits there. */
export function lagOf(
	composite: Float32Array,
	times: Float64Array,
	envelope: SpeechEnvelope,
	around: number,
	without: { readonly from: number; readonly to: number } = { from: 0, to: 0 },
): { readonly lag: number; readonly agreement: number } {
	const steps = Math.round(NEAR / FINE);
	const scores: number[] = [];
	const reference = new Float32Array(times.length);
	for (let step = -steps; step <= steps; step++) {
		envelopeAtFrames(envelope, times, around + step * FINE, reference);
		scores.push(agreementOf(composite, reference, without));
	}
	const best = scores.reduce((most, score, at) => (score > (scores[most] ?? -1) ? at : most), 0);
	const [before = 0, top = 0, after = 0] = scores.slice(Math.max(0, best - 1), best + 2);
	const bend = before - 2 * top + after;
	const between = best > 0 && best < scores.length - 1 && bend < 0 ? (before - after) / (2 * bend) : 0;
	return { lag: around + (best - steps + between) * FINE, agreement: scores[best] ?? 0 };
}

/** The lag, its agreement, and the standard error by the jackknife over parts of the sentence. */
export function lagWithError(
	composite: Float32Array,
	times: Float64Array,
	envelope: SpeechEnvelope,
	around: number,
): { readonly lag: number; readonly agreement: number; readonly error: number } {
	const whole = lagOf(composite, times, envelope, around);
	const lags = Array.from({ length: PARTS }, (_, part) => {
		const from = Math.floor((part * times.length) / PARTS);
		const to = Math.floor(((part + 1) * times.length) / PARTS);
		return lagOf(composite, times, envelope, around, { from, to }).lag;
	});
	const mean = lags.reduce((sum, lag) => sum + lag, 0) / PARTS;
	const spread = lags.reduce((sum, lag) => sum + (lag - mean) ** 2, 0);
	return { ...whole, error: Math.sqrt(((PARTS - 1) / PARTS) * spread) };
}

/** Pearson's correlation, without some frames. */
function agreementOf(
	a: Float32Array,
	b: Float32Array,
	without: { readonly from: number; readonly to: number },
): number {
	let [count, sumA, sumB, cross, powerA, powerB] = [0, 0, 0, 0, 0, 0];
	for (let at = 0; at < a.length; at++) {
		if (at >= without.from && at < without.to) continue;
		const [x, y] = [a[at] ?? 0, b[at] ?? 0];
		count++;
		sumA += x;
		sumB += y;
		cross += x * y;
		powerA += x * x;
		powerB += y * y;
	}
	const spread = Math.sqrt((powerA - (sumA * sumA) / count) * (powerB - (sumB * sumB) / count));
	return spread > 0 ? (cross - (sumA * sumB) / count) / spread : 0;
}
