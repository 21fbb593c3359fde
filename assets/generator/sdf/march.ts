import { along, normalize, type Vec3 } from "../math/vec3.ts";
import type { Sdf } from "./primitives.ts";

/** Distance from a surface at which a march has arrived, in centimetres (8 µm). */
const ARRIVED = 0.0008;

/** Walks from `start` towards the origin of the ray and returns where the surface is met from outside. */
export function marchIn(sdf: Sdf, origin: Vec3, direction: Vec3, start: number, stop = 0): number {
	let t = start;
	for (let i = 0; i < 120; i++) {
		const d = sdf(along(origin, direction, t));
		if (d < ARRIVED) return t;
		t -= Math.max(d * 0.75, 0.0006);
		if (t < stop) return stop;
	}
	return t;
}

/** Walks from `start` (inside) away from the origin of the ray and returns where the surface is left. */
export function marchOut(sdf: Sdf, origin: Vec3, direction: Vec3, start: number, stop = 8): number {
	let t = start;
	for (let i = 0; i < 160; i++) {
		const d = sdf(along(origin, direction, t));
		if (d > -ARRIVED) return t;
		t += Math.max(-d * 0.6, 0.0015);
		if (t > stop) return stop;
	}
	return t;
}

/** Unit normal of the field at `p` by central differences of `step` centimetres: larger is smoother. */
export function gradient(sdf: Sdf, p: Vec3, step = 0.01): Vec3 {
	const [x, y, z] = p;
	return normalize([
		sdf([x + step, y, z]) - sdf([x - step, y, z]),
		sdf([x, y + step, z]) - sdf([x, y - step, z]),
		sdf([x, y, z + step]) - sdf([x, y, z - step]),
	]);
}

/** Moves `p` onto the surface along the gradient; for points that are already near. */
export function settle(sdf: Sdf, p: Vec3, steps = 3): Vec3 {
	let q = p;
	for (let i = 0; i < steps; i++) q = along(q, gradient(sdf, q, 0.02), -sdf(q) * 0.9);
	return q;
}

/**
 * Darkness of `p` in 0…1 before `strength`: how much nearer the surface is than free space, sampled at `reaches`
 * centimetres along the normal.
 */
export function occlusion(
	sdf: Sdf,
	p: Vec3,
	normal: Vec3,
	reaches: readonly number[],
	strength: number,
): number {
	let dark = 0;
	let weight = 1;
	for (const reach of reaches) {
		dark += (weight * Math.max(0, reach - sdf(along(p, normal, reach)))) / reach;
		weight *= 0.6;
	}
	return Math.min(1, dark * strength);
}
