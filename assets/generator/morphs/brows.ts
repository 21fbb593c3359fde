import { bell } from "../math/scalar.ts";
import type { FieldPoint, Slide } from "./field-point.ts";

/** Squared spread: the skin under the brow moves, the lids do not. */
const at = (p: FieldPoint, x: number, y: number, width: number): number =>
	bell(Math.hypot(Math.abs(p.position[0]) - x, p.position[1] - y), width) * p.front * p.lidSpread ** 2;

/** Both brows at once. */
export const BROW_FIELDS: Readonly<Record<string, (p: FieldPoint) => Slide>> = {
	browInnerUp: (p) => {
		const k = at(p, 1, 2.2, 1.75);
		return [0, 0.78 * k, 0.04 * k];
	},
};

/** One brow each. */
export const BROW_SIDE_FIELDS: Readonly<Record<string, (p: FieldPoint) => Slide>> = {
	browDown: (p) => {
		const k = at(p, 2.2, 2, 2);
		return [-0.28 * p.side * k, -0.6 * k, 0.14 * k];
	},
	browOuterUp: (p) => {
		const k = at(p, 4.1, 2.1, 1.9);
		return [0.05 * p.side * k, 0.74 * k, 0.03 * k];
	},
};
