import { at } from "../math/at.ts";
import { curveAt } from "../math/curve.ts";
import { add, normalize, scale, subtract, type Vec3 } from "../math/vec3.ts";
import { marchIn } from "../sdf/march.ts";
import type { Sdf } from "../sdf/primitives.ts";

/** A control point: a place, and its height over the scalp in centimetres if it lies on the head. */
export type GuidePoint = readonly [x: number, y: number, z: number, height?: number];

/** Hair's flow on one side: guides from the front edge to the middle of the back, each from root to tip. */
export type Guides = readonly (readonly Vec3[])[];

/** Centre of the scalp. */
export const SCALP_CENTRE: Vec3 = [0, 2.4, -1.2];

/** Puts `p` at `height` over the scalp, seen from the scalp's centre. */
function overScalp(skull: Sdf, p: Vec3, height: number): Vec3 {
	const direction = normalize(subtract(p, SCALP_CENTRE));
	const radius = marchIn(skull, SCALP_CENTRE, direction, 24);
	return add(SCALP_CENTRE, scale(direction, radius + height));
}

/** Places control points: those with a height on the scalp, the rest as they are. */
export function placeGuides(skull: Sdf, guides: readonly (readonly GuidePoint[])[]): Guides {
	return guides.map((guide) =>
		guide.map(
			([x, y, z, height]): Vec3 => (height === undefined ? [x, y, z] : overScalp(skull, [x, y, z], height)),
		),
	);
}

/** The same control points on the other side. */
export function mirrorGuide(guide: readonly GuidePoint[]): GuidePoint[] {
	return guide.map(([x, y, z, height]) => (height === undefined ? [-x, y, z] : [-x, y, z, height]));
}

/** Point of the flow: `f` 0…1 from the first guide to the last, `u` 0…1 from root to tip. */
export function flowAt(guides: Guides, f: number, u: number): Vec3 {
	const count = at(guides, 0).length;
	const row: Vec3[] = [];
	for (let k = 0; k < count; k++)
		row.push(
			curveAt(
				guides.map((guide) => at(guide, k)),
				f,
			),
		);
	return curveAt(row, u);
}

/** Direction away from the head, as seen by hair that hangs round head and neck. */
export function awayFromHead(p: Vec3): Vec3 {
	const y = Math.min(3, Math.max(-7, p[1]));
	return normalize(subtract(p, [0, y, -1.6]));
}
