import { BLENDSHAPE_INDEX as AT } from "./blendshapes.ts";
import { lipGap } from "./lip-gap.ts";

/** At this lip gap nothing of a closure is left: about 3 mm on the default head. */
const OPEN_GAP = 0.09;

/** Jaw below which `mouthClose` says nothing. */
const SMALL_JAW = 0.03;

/** Rolled and pressed lips count as fully closed from this sum of weights on. */
const FULL_ACCENT = 0.5;

/**
 * 0 … 1: how much a face frame means to close the lips (a bilabial, not a mouth at rest, which is 0). `weights` is in
 * the order of `BLENDSHAPES` from `offset` on. Allocates nothing.
 */
export function closureFirmness(weights: ArrayLike<number>, offset = 0): number {
	const together = Math.max(0, 1 - lipGap(weights, offset) / OPEN_GAP);
	if (together === 0) return 0;
	const tied =
		weightAt(weights, offset, AT.mouthClose) / Math.max(weightAt(weights, offset, AT.jawOpen), SMALL_JAW);
	const roll = weightAt(weights, offset, AT.mouthRollLower) + weightAt(weights, offset, AT.mouthRollUpper);
	const press = weightAt(weights, offset, AT.mouthPressLeft) + weightAt(weights, offset, AT.mouthPressRight);
	return together * Math.min(1, Math.max(tied, (roll + press / 2) / FULL_ACCENT));
}

// No closure over the frame: this runs in every display frame.
const weightAt = (weights: ArrayLike<number>, offset: number, index: number): number =>
	weights[offset + index] ?? 0;
