import { at } from "./at.ts";
import { cross, normalize, subtract, type Vec3 } from "./vec3.ts";

/** Unit vertex normals, weighted by the area of the triangles round each vertex. */
export function meshNormals(positions: readonly Vec3[], triangles: readonly number[]): Vec3[] {
	const sums = positions.map(() => [0, 0, 0] as [number, number, number]);
	for (let i = 0; i < triangles.length; i += 3) {
		const corners = [at(triangles, i), at(triangles, i + 1), at(triangles, i + 2)];
		const [a, b, c] = corners.map((k) => at(positions, k)) as [Vec3, Vec3, Vec3];
		const n = cross(subtract(b, a), subtract(c, a));
		for (const k of corners) {
			const sum = at(sums, k);
			sum[0] += n[0];
			sum[1] += n[1];
			sum[2] += n[2];
		}
	}
	return sums.map(normalize);
}
