import type { CellGrid, PictureTrack } from "./picture-track.ts";

/** What is slower than this is the head's, the light's or the camera's: it is taken out. Seconds to both sides. */
const HALF_DRIFT = 0.6;

/** Changes of a cell's luma below this (of 255, root mean square) are the codec's. */
const CODEC_NOISE = 0.7;

/** The cells' changes over some frames. Row `cell` of `signals` has one value a frame: no drift, mean 0, length 1. */
export interface CellSignals {
	readonly grid: CellGrid;
	readonly times: Float64Array;
	readonly signals: Float32Array;
	/** How much each cell changes, root mean square of its luma; 0 where it is no more than noise. */
	readonly activity: Float32Array;
}

/** Reads the cells between two times. */
export function cellSignals(track: PictureTrack, start: number, end: number): CellSignals {
	const from = track.frameAt(start);
	const frames = track.frameAt(end) - from;
	const { grid } = track;
	const cells = grid.columns * grid.rows;
	const times = Float64Array.from({ length: frames }, (_, frame) => track.time(from + frame));
	const signals = new Float32Array(cells * frames);
	const activity = new Float32Array(cells);
	for (let cell = 0; cell < cells; cell++) {
		const row = signals.subarray(cell * frames, (cell + 1) * frames);
		for (let frame = 0; frame < frames; frame++) row[frame] = track.cell(from + frame, cell);
		withoutDrift(row, times);
		const power = toUnit(row);
		const change = Math.sqrt(power / Math.max(1, frames));
		activity[cell] = change > CODEC_NOISE ? change : 0;
	}
	return { grid, times, signals, activity };
}

/** Takes out what changes slowly: the mean over the frames around each. In place. */
export function withoutDrift(values: Float32Array, times: Float64Array): void {
	const sums = new Float64Array(values.length + 1);
	for (let at = 0; at < values.length; at++) sums[at + 1] = (sums[at] ?? 0) + (values[at] ?? 0);
	let low = 0;
	let high = 0;
	for (let at = 0; at < values.length; at++) {
		const time = times[at] ?? 0;
		while ((times[low] ?? 0) < time - HALF_DRIFT) low++;
		while (high < values.length && (times[high] ?? 0) <= time + HALF_DRIFT) high++;
		values[at] = (values[at] ?? 0) - ((sums[high] ?? 0) - (sums[low] ?? 0)) / (high - low);
	}
}

/** Subtracts the mean and divides by the length. In place. Returns the power before. */
export function toUnit(values: Float32Array): number {
	let sum = 0;
	for (const value of values) sum += value;
	const mean = sum / Math.max(1, values.length);
	let power = 0;
	for (let at = 0; at < values.length; at++) {
		const value = (values[at] ?? 0) - mean;
		values[at] = value;
		power += value * value;
	}
	const scale = power > 0 ? 1 / Math.sqrt(power) : 0;
	for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) * scale;
	return power;
}
