import { bell } from "../math/scalar.ts";
import type { FieldPoint, Slide } from "./field-point.ts";

const at = (p: FieldPoint, x: number, y: number, width: number): number =>
	bell(Math.hypot(Math.abs(p.position[0]) - x, p.position[1] - y), width) * p.front * p.outside;

/** Both cheeks at once. */
export const CHEEK_FIELDS: Readonly<Record<string, (p: FieldPoint) => Slide>> = {
	cheekPuff: (p) => {
		const cheek = at(p, 4.2, -5.3, 2.3);
		const above = 0.35 * bell(p.position[0], 2.2) * bell(p.fromMouth - 1.1, 0.7) * p.front * p.outside;
		const lips = bell(p.fromMouth, 1) * p.front * p.outside;
		return [-0.16 * p.across * lips * p.inner, 0, 1.3 * cheek + above + 0.12 * lips * p.middle];
	},
};

/** One side each. */
export const CHEEK_SIDE_FIELDS: Readonly<Record<string, (p: FieldPoint) => Slide>> = {
	cheekSquint: (p) => {
		const cheek = at(p, 4, -2.9, 1.8) * p.lidSpread;
		return [0, 0.5 * cheek, 0.36 * cheek];
	},
	noseSneer: (p) => {
		const wing = at(p, 1, -2.9, 1) * p.lidSpread;
		const side = at(p, 1.1, -1.2, 0.9) * p.lidSpread;
		const lip = bell(p.fromMouth, 1.5) * p.upper * bell(p.aside - 0.45, 0.5) * p.front * p.inner * p.middle;
		const brow = at(p, 1.2, 1.9, 1.1) * p.lidSpread ** 2;
		return [
			0.08 * p.side * wing - 0.1 * p.side * brow,
			0.46 * wing + 0.2 * side + 0.26 * lip - 0.28 * brow,
			0.1 * wing + 0.12 * side + 0.06 * brow,
		];
	},
};
