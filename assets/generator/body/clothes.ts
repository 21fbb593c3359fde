import type { Detail } from "../detail.ts";
import type { Look } from "../looks/look.ts";
import { at } from "../math/at.ts";
import { type Colour, multiply, tint } from "../math/colour.ts";
import { smoothstep } from "../math/scalar.ts";
import type { Vec3 } from "../math/vec3.ts";
import type { Part } from "../part.ts";
import { gradient, occlusion } from "../sdf/march.ts";
import { surfaceNet } from "../sdf/surface-nets.ts";
import { type BodyShape, createBodyShape, HEM_Y } from "./body-shape.ts";
import { armShare, bodyWeights } from "./body-weights.ts";
import { shoulderJoint } from "./skeleton.ts";
import { unpose } from "./unpose.ts";

/** The jumper: shoulders, sleeves and trunk down to below the waist, in the T-pose. */
export function buildClothes(look: Look, detail: Detail): Part {
	const shape = createBodyShape(look);
	const net = surfaceNet(shape.whole, [-34.1, HEM_Y - 3, -14], [34.1, -13, 9.5], detail.bodyCell);
	const kept = withoutUnseen(net.positions, net.triangles);
	const normals = kept.positions.map((p) => gradient(shape.whole, p, 0.25));
	const weights = kept.positions.map((p) => bodyWeights(shape, p));
	const posed = unpose(kept.positions, normals, weights, shoulderJoint(look.shoulders));
	return {
		name: "clothes",
		material: "cloth",
		...posed,
		triangles: kept.triangles,
		colours: kept.positions.map((p, i) => {
			const dark = occlusion(shape.whole, p, at(normals, i), [1.2, 3, 6], 0.3);
			return clothColour(look, p, dark);
		}),
		uvs: kept.positions.map((p) => knitPlace(shape, p)),
		morphs: [],
		bind: { weights },
	};
}

/** Width of one repeat of the knit, in centimetres. */
const KNIT_REPEAT = 2.2;

/** Knit on a sleeve runs round and along the arm, on the trunk straight down; seen from the front it lies flat. */
function knitPlace(shape: BodyShape, p: Vec3): readonly [number, number] {
	const sleeve = armShare(shape, p) > 0.5;
	const down = sleeve ? shape.alongArm(p) : -p[1];
	const joint = sleeve ? Math.sign(p[0]) * 14 : 0;
	const axis = sleeve ? joint + Math.sign(p[0]) * shape.alongArm(p) * 0.28 : 0;
	const flat = p[0] - axis;
	return [flat / KNIT_REPEAT, down / KNIT_REPEAT];
}

function clothColour(look: Look, p: Vec3, dark: number): Colour {
	const { cloth, clothShade } = look.palette;
	const base = tint(cloth, clothShade, 0.75 * smoothstep(-24, -62, p[1]));
	return multiply(base, tint([1, 1, 1], clothShade, Math.min(1, dark * 0.9)));
}

/** Drops what the collar and the hem hide: the inside of the neck hole and the floor of the cut. */
function withoutUnseen(
	positions: readonly Vec3[],
	triangles: readonly number[],
): { positions: Vec3[]; triangles: number[] } {
	const unseen = (p: Vec3): boolean =>
		p[1] < HEM_Y + 0.05 || (Math.hypot(p[0], p[2] + 3.2) < 2.2 && p[1] > -19);
	const place = new Map<number, number>();
	const kept: Vec3[] = [];
	const faces: number[] = [];
	for (let i = 0; i < triangles.length; i += 3) {
		const corners = [at(triangles, i), at(triangles, i + 1), at(triangles, i + 2)];
		if (corners.every((k) => unseen(at(positions, k)))) continue;
		for (const k of corners) {
			let to = place.get(k);
			if (to === undefined) {
				to = kept.push(at(positions, k)) - 1;
				place.set(k, to);
			}
			faces.push(to);
		}
	}
	return { positions: kept, triangles: faces };
}
