import { frontDepth } from "../head/direction-map.ts";
import type { HeadShape } from "../head/head-shape.ts";
import { bell, clamp } from "../math/scalar.ts";

/** Height of the middle of the line where the lips meet. */
export const MOUTH_Y = -5.9;

/** Place across the mouth: 0 in the middle, ±1 at the corners, clamped to `limit`. */
export function across(shape: HeadShape, x: number, limit = 1): number {
	return clamp(x / shape.form.mouthHalfWidth, -limit, limit);
}

/** Height of the line where the lips meet: corners up, a small bow in the middle. */
export function contactY(shape: HeadShape, x: number): number {
	const n = across(shape, x, 1.4);
	return MOUTH_Y + shape.form.cornerLift * n * n - 0.06 * bell(x, 0.4);
}

/** Height of the upper vermilion, with its cupid's bow. */
export function upperLipHeight(shape: HeadShape, x: number): number {
	const n = across(shape, x);
	const bow = 1 - 0.2 * bell(x, 0.26) + 0.12 * bell(Math.abs(x) - 0.5, 0.4);
	return 0.58 * shape.form.upperLip * (1 - n * n) ** 0.62 * bow;
}

/** Height of the lower vermilion. */
export function lowerLipHeight(shape: HeadShape, x: number): number {
	const n = across(shape, x);
	return 0.78 * shape.form.lowerLip * (1 - n * n) ** 0.75;
}

/** How far the lip stands out of the face at `x`. */
export function lipFullness(shape: HeadShape, x: number, upper: boolean): number {
	const n = across(shape, x);
	const round = (1 - n * n) ** 0.55;
	if (upper) return 0.28 * shape.form.upperLip * round * (1 + 0.18 * bell(x, 0.35));
	return 0.37 * shape.form.lowerLip * round * (1 - 0.08 * bell(x, 0.3));
}

/** Depth of the face round the mouth: dimples at the corners, philtrum, groove under the lower lip. */
export function mouthDepth(shape: HeadShape, x: number, y: number): number {
	const { mouthHalfWidth } = shape.form;
	const corner = Math.hypot(Math.abs(x) - mouthHalfWidth - 0.05, y - contactY(shape, mouthHalfWidth));
	return (
		frontDepth(shape.base, x, y) -
		0.16 * bell(corner, 0.4) -
		0.06 * bell(x, 0.26) * bell(y - MOUTH_Y - 1.05, 0.5) -
		0.11 * bell(x, 1.2) * bell(y - MOUTH_Y + 1.28, 0.35)
	);
}
