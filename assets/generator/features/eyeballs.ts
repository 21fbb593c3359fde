import type { Detail } from "../detail.ts";
import { eyeCentre } from "../face/eye-frame.ts";
import type { Side } from "../face/face-vertex.ts";
import { EYE_RADIUS } from "../head/head-shape.ts";
import { range } from "../math/at.ts";
import { DEGREE, mix, smoothstep } from "../math/scalar.ts";
import { along, normalize, subtract, type Vec3 } from "../math/vec3.ts";
import { turnEye } from "../morphs/gaze.ts";
import type { Part } from "../part.ts";

/** Angle from the pupil that the texture's edge shows, in radians; beyond it its border colour is repeated. */
export const IRIS_TEXTURE_REACH = 0.85;

/** The eyes stand outwards a little: truly converging ones look cross-eyed at this size. */
const TOE_OUT = 2.6 * DEGREE;

/** How far round from the pupil the ball is built; the rest is never seen. */
const BALL_REACH = 1.75;

/** One eyeball, its texture in polar coordinates round the pupil, shaded below the upper lid. */
export function buildEyeball(side: Side, detail: Detail): Part {
	const centre = eyeCentre(side);
	const positions: Vec3[] = [];
	const uvs: [number, number][] = [];
	for (const j of range(0, detail.eyeRings))
		for (const i of range(0, detail.eyeSegments)) {
			const polar = (j / detail.eyeRings) ** 1.2 * BALL_REACH;
			const around = (i / detail.eyeSegments) * 2 * Math.PI;
			const [x, y, z] = [
				Math.sin(polar) * Math.cos(around),
				Math.sin(polar) * Math.sin(around),
				Math.cos(polar),
			];
			const yaw = TOE_OUT * side;
			const direction: Vec3 = [
				x * Math.cos(yaw) + z * Math.sin(yaw),
				y,
				-x * Math.sin(yaw) + z * Math.cos(yaw),
			];
			positions.push(along(centre, direction, EYE_RADIUS));
			const reach = polar / IRIS_TEXTURE_REACH / 2;
			uvs.push([0.5 + reach * Math.cos(around), 0.5 - reach * Math.sin(around)]);
		}
	const triangles: number[] = [];
	const row = detail.eyeSegments + 1;
	for (const j of range(0, detail.eyeRings - 1))
		for (const i of range(0, detail.eyeSegments - 1)) {
			const a = j * row + i;
			triangles.push(a, a + row, a + 1, a + 1, a + row, a + row + 1);
		}
	const suffix = side > 0 ? "Left" : "Right";
	return {
		name: `eye${suffix}`,
		material: "eye",
		positions,
		normals: positions.map((p) => normalize(subtract(p, centre))),
		triangles,
		colours: positions.map((p) => {
			const pitch = Math.asin((p[1] - centre[1]) / EYE_RADIUS) / DEGREE;
			const shade = mix(0.6, 1, smoothstep(27, 9, pitch)) * mix(0.86, 1, smoothstep(-26, -14, pitch));
			return [shade, shade ** 1.12, shade ** 1.15] as const;
		}),
		uvs,
		morphs: ["eyeLookIn", "eyeLookOut", "eyeLookUp", "eyeLookDown"].map((shape) => ({
			name: shape + suffix,
			positions: positions.map((p) => turnEye(shape, p, side)),
		})),
		bind: { bone: side > 0 ? "leftEye" : "rightEye" },
	};
}
