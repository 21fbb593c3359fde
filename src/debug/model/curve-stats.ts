import { BLENDSHAPES, type BlendshapeName } from "../../lipsync/blendshapes.ts";
import type { FrameColumn } from "./frame-column.ts";

/** Less travel than this is no movement; at or above this a weight is as high as it goes. */
const STILL = 0.005;
const FULL = 0.985;

/** A shape is saturated if it is full in this share of the frames, at least so many. */
const SATURATED_SHARE = 0.04;
const SATURATED_FRAMES = 8;

/** Bins of the histogram over 0 … 1. */
const BINS = 20;

/** What one shape did. */
export interface CurveStats {
	readonly shape: number;
	readonly name: BlendshapeName;
	readonly low: number;
	readonly high: number;
	readonly mean: number;
	/** Frames at full weight; and the index of the first of them. */
	readonly fullFrames: number;
	readonly firstFull: number | undefined;
	readonly neverMoved: boolean;
	readonly saturated: boolean;
	/** Frames by weight, 0 … 1 in twenty steps. */
	readonly histogram: readonly number[];
}

/** What each of the 52 shapes did in a column's frames `from … to − 1`. */
export function curveStats(column: FrameColumn, from = 0, to = column.count): readonly CurveStats[] {
	return BLENDSHAPES.map((name, shape) => statsOf(column, name, shape, from, to));
}

function statsOf(
	column: FrameColumn,
	name: BlendshapeName,
	shape: number,
	from: number,
	to: number,
): CurveStats {
	const histogram = new Array<number>(BINS).fill(0);
	let [low, high, sum, fullFrames] = [1, 0, 0, 0];
	let firstFull: number | undefined;
	for (let frame = from; frame < to; frame++) {
		const weight = column.weight(frame, shape);
		low = Math.min(low, weight);
		high = Math.max(high, weight);
		sum += weight;
		if (weight >= FULL) {
			fullFrames++;
			firstFull ??= frame;
		}
		const bin = Math.min(BINS - 1, Math.max(0, Math.floor(weight * BINS)));
		histogram[bin] = (histogram[bin] ?? 0) + 1;
	}
	const count = Math.max(0, to - from);
	const saturated = fullFrames >= Math.max(SATURATED_FRAMES, SATURATED_SHARE * count);
	return {
		shape,
		name,
		low: count === 0 ? 0 : low,
		high,
		mean: count === 0 ? 0 : sum / count,
		fullFrames,
		firstFull,
		neverMoved: count === 0 || high - low < STILL,
		saturated,
		histogram,
	};
}
