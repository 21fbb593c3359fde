import { clamp, mix, smoothstep } from "../math/scalar.ts";
import type { Vec3 } from "../math/vec3.ts";
import type { BoneWeights } from "../part.ts";
import type { BodyShape } from "./body-shape.ts";
import { FOREARM, UPPER_ARM } from "./skeleton.ts";

/** Shares below this are dropped. */
const LEAST = 0.004;

/** The bones with a share, largest four, adding up to 1. */
export function tidyWeights(weights: readonly (readonly [string, number])[]): BoneWeights {
	const kept = weights
		.filter(([, share]) => share > LEAST)
		.toSorted((a, b) => b[1] - a[1])
		.slice(0, 4);
	const sum = kept.reduce((total, [, share]) => total + share, 0);
	return kept.map(([bone, share]) => [bone, share / sum] as const);
}

/** How much of a body point goes with the arm, 0…1, in the hanging pose. */
export function armShare(shape: BodyShape, p: Vec3): number {
	const t = shape.alongArm(p);
	const nearer = smoothstep(-2.6, 2.4, shape.torso(p) - shape.arm(p) - 0.2);
	return nearer * smoothstep(-4.5, 5, t);
}

/** Bones of a point of the clothed body in the hanging pose. */
export function bodyWeights(shape: BodyShape, p: Vec3): BoneWeights {
	const side = p[0] >= 0 ? "left" : "right";
	const arm = armShare(shape, p);
	const t = shape.alongArm(p);
	const lower = smoothstep(UPPER_ARM - 3.2, UPPER_ARM + 3.2, t);
	const hand = smoothstep(UPPER_ARM + FOREARM - 2.5, UPPER_ARM + FOREARM + 1.5, t) * 0.5;
	const shoulder = (1 - arm) * 0.55 * smoothstep(3, 11, Math.abs(p[0])) * smoothstep(-31, -22, p[1]);
	const trunk = 1 - arm - shoulder;
	return tidyWeights([
		[`${side}UpperArm`, arm * (1 - lower)],
		[`${side}LowerArm`, arm * lower * (1 - hand)],
		[`${side}Hand`, arm * lower * hand],
		[`${side}Shoulder`, shoulder],
		...trunkWeights(p[1]).map(([bone, share]) => [bone, share * trunk] as const),
	]);
}

/** Bones of the trunk with the heights of their middles. */
const TRUNK = [
	["neck", -14],
	["upperChest", -24],
	["chest", -37],
	["spine", -49],
	["hips", -60],
] as const;

function trunkWeights(y: number): readonly (readonly [string, number])[] {
	const [top, , , , bottom] = TRUNK;
	if (y >= top[1]) return [[top[0], 1]];
	if (y <= bottom[1]) return [[bottom[0], 1]];
	return TRUNK.map(([bone, height], i) => {
		const above = TRUNK[i - 1]?.[1] ?? height + 1;
		const below = TRUNK[i + 1]?.[1] ?? height - 1;
		const share = y > height ? (above - y) / (above - height) : (y - below) / (height - below);
		return [bone, clamp(share)] as const;
	});
}

/** Bones of the skin of head and neck: head above, chest in the collar, neck between. */
export function headWeights(p: Vec3): BoneWeights {
	const head = smoothstep(-15, -8.6, p[1] + (p[2] > 2 ? 3 : 0));
	const chest = smoothstep(-15, -18.5, p[1]) * (1 - head);
	return tidyWeights([
		["head", head],
		["neck", mix(1, 0, head + chest)],
		["upperChest", chest],
	]);
}
