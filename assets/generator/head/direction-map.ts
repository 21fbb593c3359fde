import { clamp } from "../math/scalar.ts";
import { add, normalize, scale, subtract, type Vec3 } from "../math/vec3.ts";
import { marchIn } from "../sdf/march.ts";
import type { Sdf } from "../sdf/primitives.ts";

/** The plane in which the face is triangulated: angle from straight ahead, in radians, in every direction. */
export type MapPoint = readonly [number, number];

/**
 * Centre of the rays that find the face. The height is that of the nose: from higher up the rays run along the
 * underside of the nose and tear it.
 */
export const FACE_CENTRE: Vec3 = [0, -1.5, 0];

/** Where a ray starts, in centimetres from the centre: outside of every head. */
const OUTSIDE = 24;

export function toMap(p: Vec3): MapPoint {
	const d = normalize(subtract(p, FACE_CENTRE));
	const angle = Math.acos(clamp(d[2], -1, 1));
	const around = Math.atan2(d[1], d[0]);
	return [angle * Math.cos(around), angle * Math.sin(around)];
}

export function fromMap([a, b]: MapPoint): Vec3 {
	const angle = Math.hypot(a, b);
	if (angle < 1e-9) return [0, 0, 1];
	const s = Math.sin(angle) / angle;
	return [a * s, b * s, Math.cos(angle)];
}

/** Distance of the surface from the centre in `direction`. */
export function surfaceRadius(sdf: Sdf, direction: Vec3): number {
	return marchIn(sdf, FACE_CENTRE, direction, OUTSIDE);
}

/** Point of the surface in `direction` from the centre. */
export function surfacePoint(sdf: Sdf, direction: Vec3): Vec3 {
	return add(FACE_CENTRE, scale(direction, surfaceRadius(sdf, direction)));
}

/** Depth of the surface straight behind the point (x, y) of the front view. */
export function frontDepth(sdf: Sdf, x: number, y: number): number {
	const start = 14;
	return start + marchIn(sdf, [x, y, start], [0, 0, 1], 0, -14);
}
