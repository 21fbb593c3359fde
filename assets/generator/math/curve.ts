import { at } from "./at.ts";
import { clamp } from "./scalar.ts";
import type { Vec3 } from "./vec3.ts";

/** Point of the Catmull-Rom curve through `points` at `u` in 0…1. */
export function curveAt(points: readonly Vec3[], u: number): Vec3 {
	const last = points.length - 1;
	const place = clamp(u) * last;
	const k = Math.min(last - 1, Math.floor(place));
	const t = place - k;
	const a = at(points, Math.max(0, k - 1));
	const b = at(points, k);
	const c = at(points, k + 1);
	const d = at(points, Math.min(last, k + 2));
	const blend = (i: 0 | 1 | 2): number =>
		0.5 *
		(2 * b[i] +
			(c[i] - a[i]) * t +
			(2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t +
			(3 * b[i] - a[i] - 3 * c[i] + d[i]) * t * t * t);
	return [blend(0), blend(1), blend(2)];
}
