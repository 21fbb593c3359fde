import { at } from "../math/at.ts";
import { normalize, type Vec3 } from "../math/vec3.ts";
import type { BoneWeights } from "../part.ts";
import { HANGING } from "./body-shape.ts";

/** Bones that hang from the shoulder joint and turn with it. */
function isArm(bone: string): boolean {
	return /UpperArm|LowerArm|Hand/.test(bone);
}

/**
 * Takes a skinned surface from the hanging pose to the T-pose by inverting the skin's own blend of matrices:
 * an avatar that lowers its arms by the same angle looks exactly as modelled.
 */
export function unpose(
	positions: readonly Vec3[],
	normals: readonly Vec3[],
	weights: readonly BoneWeights[],
	joint: Vec3,
): { positions: Vec3[]; normals: Vec3[] } {
	const results = positions.map((p, i) => {
		const share = at(weights, i).reduce((sum, [bone, w]) => sum + (isArm(bone) ? w : 0), 0);
		return unposePoint(p, at(normals, i), share, joint);
	});
	return { positions: results.map((r) => r[0]), normals: results.map((r) => r[1]) };
}

function unposePoint(p: Vec3, n: Vec3, share: number, joint: Vec3): readonly [Vec3, Vec3] {
	if (share === 0) return [p, n];
	const side = p[0] >= 0 ? 1 : -1;
	const c = Math.cos(HANGING * side);
	const s = Math.sin(HANGING * side);
	// The blend of "stay" and "turn round the joint" in the xy plane: matrix m and translation d.
	const m = [1 + (c - 1) * share, -s * share, s * share, 1 + (c - 1) * share] as const;
	const jx = side * joint[0];
	const jy = joint[1];
	const dx = share * (jx - (c * jx - s * jy));
	const dy = share * (jy - (s * jx + c * jy));
	const det = m[0] * m[3] - m[1] * m[2];
	const x = p[0] - dx;
	const y = p[1] - dy;
	const position: Vec3 = [(m[3] * x - m[1] * y) / det, (-m[2] * x + m[0] * y) / det, p[2]];
	// Normals go with the transposed matrix on the way back.
	const normal = normalize([m[0] * n[0] + m[2] * n[1], m[1] * n[0] + m[3] * n[1], n[2]]);
	return [position, normal];
}
