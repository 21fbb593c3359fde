import { clamp, mix } from "../math/scalar.ts";
import { dot, length, subtract, type Vec3 } from "../math/vec3.ts";

/** Signed distance to a surface in centimetres, negative inside. Approximate is good enough: marching is cautious. */
export type Sdf = (p: Vec3) => number;

export function sphere(p: Vec3, centre: Vec3, radius: number): number {
	return Math.hypot(p[0] - centre[0], p[1] - centre[1], p[2] - centre[2]) - radius;
}

export function ellipsoid(p: Vec3, centre: Vec3, radii: Vec3): number {
	const x = (p[0] - centre[0]) / radii[0];
	const y = (p[1] - centre[1]) / radii[1];
	const z = (p[2] - centre[2]) / radii[2];
	const unit = Math.hypot(x, y, z);
	if (unit < 1e-6) return -Math.min(...radii);
	return (unit * (unit - 1)) / Math.hypot(x / radii[0], y / radii[1], z / radii[2]);
}

/** A capsule whose radius runs from `radiusA` at `a` to `radiusB` at `b`. */
export function roundCone(p: Vec3, a: Vec3, radiusA: number, b: Vec3, radiusB: number): number {
	const axis = subtract(b, a);
	const from = subtract(p, a);
	const h = clamp(dot(from, axis) / dot(axis, axis));
	return (
		length([from[0] - axis[0] * h, from[1] - axis[1] * h, from[2] - axis[2] * h]) - mix(radiusA, radiusB, h)
	);
}

/** Union of two distances with a fillet about `k` centimetres wide. */
export function smoothUnion(a: number, b: number, k: number): number {
	const h = Math.max(k - Math.abs(a - b), 0) / k;
	return Math.min(a, b) - h * h * k * 0.25;
}

/** `a` without `b`, with a fillet about `k` centimetres wide. */
export function smoothSubtract(a: number, b: number, k: number): number {
	return -smoothUnion(-a, b, k);
}

/** What `a` and `b` share, with a fillet about `k` centimetres wide. */
export function smoothIntersect(a: number, b: number, k: number): number {
	return -smoothUnion(-a, -b, k);
}
