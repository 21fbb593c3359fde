import { BLENDSHAPE_INDEX as AT } from "./blendshapes.ts";

/** Parts of a fully dropped jaw's lip gap (35 mm on the default head) that each shape adds or takes at weight 1. */
const UPPER_UP = 0.16;
const LOWER_DOWN = 0.15;
const FUNNEL = 0.22;
const PRESS = 0.1;
const ROLL = 0.06;

/**
 * How far the lips are apart: 0 together, 1 as far as the jaw alone can part them.
 *
 * The closure convention of this project: lips together means that `jawOpen` is small *and* `mouthClose` equals it.
 * `mouthClose` brings the lips together independently of the jaw, so it makes sense only up to the size of `jawOpen`:
 * above it the lips would pass through each other, and at a closed jaw it has nothing to do. `mouthPress*` and
 * `mouthRoll*` are accents that make a closure visible, never the closure itself.
 *
 * `weights` is a face frame in the order of `BLENDSHAPES`, starting at `offset`. Allocates nothing.
 */
export function lipGap(weights: ArrayLike<number>, offset = 0): number {
	const parted = Math.max(
		0,
		weightAt(weights, offset, AT.jawOpen) - weightAt(weights, offset, AT.mouthClose),
	);
	const upper = UPPER_UP * mean(weights, offset, AT.mouthUpperUpLeft, AT.mouthUpperUpRight);
	const lower = LOWER_DOWN * mean(weights, offset, AT.mouthLowerDownLeft, AT.mouthLowerDownRight);
	const press = PRESS * mean(weights, offset, AT.mouthPressLeft, AT.mouthPressRight);
	const roll =
		ROLL * (weightAt(weights, offset, AT.mouthRollLower) + weightAt(weights, offset, AT.mouthRollUpper));
	const gap = parted + upper + lower + FUNNEL * weightAt(weights, offset, AT.mouthFunnel) - press - roll;
	return Math.min(1, Math.max(0, gap));
}

// Functions of their own, not closures over the frame: this runs in every display frame.
const weightAt = (weights: ArrayLike<number>, offset: number, index: number): number =>
	weights[offset + index] ?? 0;

const mean = (weights: ArrayLike<number>, offset: number, left: number, right: number): number =>
	(weightAt(weights, offset, left) + weightAt(weights, offset, right)) / 2;

/** Below this {@link lipGap} the lips are seen to touch: about 1 mm on the default head. */
export const LIPS_TOUCH = 0.03;
