import type { Vec3 } from "./vec3.ts";

/** `p` turned by `angle` radians round the z axis, counter-clockwise seen from +z. */
export function rotateZ(p: Vec3, angle: number): Vec3 {
	const c = Math.cos(angle);
	const s = Math.sin(angle);
	return [p[0] * c - p[1] * s, p[0] * s + p[1] * c, p[2]];
}
