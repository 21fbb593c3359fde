import type { Detail } from "../detail.ts";
import { eyeCentre } from "../face/eye-frame.ts";
import { EYE_RADIUS } from "../head/head-shape.ts";
import { range } from "../math/at.ts";
import { DEGREE } from "../math/scalar.ts";
import { add, along, cross, normalize, type Vec3 } from "../math/vec3.ts";
import type { Part } from "../part.ts";

/** Yaw and pitch from straight ahead, radius on the eyeball, opacity: a window above and its bounce below. */
const LIGHTS = [
	[-9.5 * DEGREE, 12.5 * DEGREE, 0.4, 1],
	[11 * DEGREE, -11 * DEGREE, 0.17, 0.75],
] as const;

/** Height over the eyeball, in centimetres: above its facets, below every lid. */
const LIFT = 0.03;
/** Share of the radius that is fully opaque; the rest fades, so that the edge is soft at any size. */
const CORE = 0.72;

/** The glints that make eyes alive. They stay where the light is while the eyes turn beneath them. */
export function buildCatchLights(detail: Detail): Part {
	const segments = detail.catchLightSegments;
	const positions: Vec3[] = [];
	const normals: Vec3[] = [];
	const alphas: number[] = [];
	const triangles: number[] = [];
	for (const side of [1, -1] as const)
		for (const [yaw, pitch, radius, opacity] of LIGHTS) {
			const forward: Vec3 = [
				Math.sin(yaw) * Math.cos(pitch),
				Math.sin(pitch),
				Math.cos(yaw) * Math.cos(pitch),
			];
			const right = normalize(cross([0, 1, 0], forward));
			const up = cross(forward, right);
			const first = positions.length;
			const place = (angle: number, reach: number, alpha: number): void => {
				const tilt = (radius * reach) / EYE_RADIUS;
				const off = add(
					along([0, 0, 0], right, Math.sin(tilt) * Math.cos(angle)),
					along([0, 0, 0], up, Math.sin(tilt) * Math.sin(angle)),
				);
				const direction = normalize(along(off, forward, Math.cos(tilt)));
				positions.push(along(eyeCentre(side), direction, EYE_RADIUS + LIFT));
				normals.push(direction);
				alphas.push(alpha * opacity);
			};
			place(0, 0, 1);
			for (const reach of [CORE, 1])
				for (const i of range(0, segments - 1)) place((i / segments) * 2 * Math.PI, reach, reach < 1 ? 1 : 0);
			for (const i of range(0, segments - 1)) {
				const a = first + 1 + i;
				const b = first + 1 + ((i + 1) % segments);
				triangles.push(first, a, b, a, a + segments, b, b, a + segments, b + segments);
			}
		}
	return {
		name: "catchLights",
		material: "catchLight",
		positions,
		normals,
		triangles,
		colours: positions.map(() => [1, 1, 1] as const),
		alphas,
		morphs: [],
		bind: { bone: "head" },
	};
}
