import type { Look } from "../looks/look.ts";
import { DEGREE, smoothstep } from "../math/scalar.ts";
import { add, dot, subtract, type Vec3 } from "../math/vec3.ts";
import { ellipsoid, roundCone, type Sdf, smoothIntersect, smoothUnion } from "../sdf/primitives.ts";
import { FOREARM, shoulderJoint, UPPER_ARM } from "./skeleton.ts";

/** The arms are modelled hanging, as people see them, and turned up into the T-pose afterwards. */
export const HANGING = -74 * DEGREE;

/** The mesh ends here, below the waist and below every framing. */
export const HEM_Y = -72;

/** Fields of the clothed body with the left arm hanging; x is folded, so both arms are the same. */
export interface BodyShape {
	torso: Sdf;
	arm: Sdf;
	whole: Sdf;
	/** Distance along the hanging arm from the shoulder joint. */
	alongArm: (p: Vec3) => number;
}

export function createBodyShape(look: Look): BodyShape {
	const joint = shoulderJoint(look.shoulders);
	const down: Vec3 = [Math.cos(HANGING), Math.sin(HANGING), 0];
	const place = (length: number): Vec3 => add(joint, [down[0] * length, down[1] * length, 0]);
	const fold = (p: Vec3): Vec3 => [Math.abs(p[0]), p[1], p[2]];
	const wide = look.shoulders / 17;
	const torso: Sdf = (p0) => {
		const p = fold(p0);
		let d = ellipsoid(p, [0, -32, -2.9], [11.4 * wide, 14, 7.6]);
		d = smoothUnion(d, ellipsoid(p, [0, -49, -2.4], [10.2 * wide, 15, 7.1]), 6);
		d = smoothUnion(d, ellipsoid(p, [0, -66, -2.5], [12 * wide, 14, 8.2]), 6);
		d = smoothUnion(d, ellipsoid(p, [4.7 * wide, -33.5, 1.9], [4.9, 4.6, 3 + look.chest]), 4.5);
		d = smoothUnion(
			d,
			roundCone(p, [1.5, -18.2, -3.3], 2.9, [joint[0] - 1.6, joint[1] + 0.3, -3.5], 3.7),
			3.5,
		);
		return smoothUnion(d, roundCone(p, [0, -17.6, -3.4], 2.5 * look.head.neckWidth, [0, -22, -3.5], 4.4), 3);
	};
	const arm: Sdf = (p0) => {
		const p = fold(p0);
		const upper = roundCone(p, place(0.4), 3.75, place(UPPER_ARM), 3);
		const lower = roundCone(p, place(UPPER_ARM), 3, place(UPPER_ARM + FOREARM - 0.6), 2.35);
		return smoothUnion(upper, lower, 1);
	};
	const alongArm = (p: Vec3): number => dot(subtract(fold(p), joint), down);
	const whole: Sdf = (p) => {
		const t = alongArm(p);
		// Cloth gathers at the elbow and over the wrist.
		const gather = smoothstep(UPPER_ARM - 6, UPPER_ARM, t) * smoothstep(UPPER_ARM + 7, UPPER_ARM, t);
		const wrist = smoothstep(UPPER_ARM + 12, UPPER_ARM + 18, t);
		const folds =
			0.12 * gather * Math.sin(t * 1.9 + p[2] * 0.8) + 0.1 * wrist * Math.sin(t * 2.3 - p[2] * 0.5);
		const sleeve = arm(p) - folds;
		// A small fillet under the arm keeps sleeve and side apart.
		const k = 0.5 + 2.4 * smoothstep(7, 1, t);
		return smoothIntersect(smoothUnion(torso(p), sleeve, k), HEM_Y - p[1], 0.8);
	};
	return { torso, arm, whole, alongArm };
}
