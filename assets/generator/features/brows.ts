import type { Detail } from "../detail.ts";
import type { FaceVertex } from "../face/face-vertex.ts";
import { stitchRows } from "../face/stitch.ts";
import { frontDepth } from "../head/direction-map.ts";
import type { HeadShape } from "../head/head-shape.ts";
import type { BrowForm, Palette } from "../looks/look.ts";
import { at, range } from "../math/at.ts";
import { tint } from "../math/colour.ts";
import { curveAt } from "../math/curve.ts";
import { meshNormals } from "../math/normals.ts";
import { bell, mix } from "../math/scalar.ts";
import { along, mirror, subtract, type Vec3 } from "../math/vec3.ts";
import { FaceMorphs } from "../morphs/face-morphs.ts";
import type { Part } from "../part.ts";
import { gradient } from "../sdf/march.ts";

/** Height of the brow's ridge over the skin, in centimetres. */
const RELIEF = 0.15;

/** Both brows: half-tubes laid on the forehead, round inside, tapered outside, the arch past the middle. */
export function buildBrows(
	shape: HeadShape,
	form: BrowForm,
	palette: Palette,
	detail: Detail,
	names: readonly string[],
): Part {
	const positions: Vec3[] = [];
	const ridge: number[] = [];
	const uvs: [number, number][] = [];
	const triangles: number[] = [];
	for (const side of [1, -1] as const) {
		const rows = range(0, detail.browSteps).map((i) =>
			range(0, detail.browSides - 1).map((k) => {
				const u = i / detail.browSteps;
				const angle = (k / (detail.browSides - 1)) * Math.PI;
				const p = browPoint(shape, form, u, angle);
				ridge.push(Math.sin(angle));
				uvs.push([k / (detail.browSides - 1), u * 2]);
				return positions.push(side > 0 ? p : mirror(p)) - 1;
			}),
		);
		for (let i = 0; i + 1 < rows.length; i++) stitchRows(triangles, at(rows, i), at(rows, i + 1), side > 0);
	}
	const normals = meshNormals(positions, triangles);
	const vertices: FaceVertex[] = positions.map((position) => ({ zone: "skin", position }));
	const morphs = new FaceMorphs(shape, vertices);
	return {
		name: "brows",
		material: "brow",
		positions,
		normals,
		triangles,
		colours: ridge.map((r) => tint(palette.brow, palette.browLight, r)),
		uvs,
		morphs: names
			.filter((name) => /^brow|^noseSneer/.test(name))
			.map((name) => {
				const moved = morphs.positions(name);
				return { name, positions: moved, normals: meshNormals(moved, triangles) };
			}),
		bind: { bone: "head" },
	};
}

function browPoint(shape: HeadShape, form: BrowForm, u: number, angle: number): Vec3 {
	const line: Vec3[] = [
		[form.innerX, form.innerY, 0],
		[mix(form.innerX, form.outerX, 0.34), mix(form.innerY, form.archY, 0.66), 0],
		[mix(form.innerX, form.outerX, 0.66), form.archY, 0],
		[form.outerX, form.outerY, 0],
	];
	const centre = curveAt(line, u);
	const ahead = subtract(curveAt(line, Math.min(1, u + 0.02)), curveAt(line, Math.max(0, u - 0.02)));
	const run = Math.hypot(ahead[0], ahead[1]);
	const across: Vec3 = [-ahead[1] / run, ahead[0] / run, 0];
	const round = Math.min(1, u / 0.2 + 0.001) ** 0.6;
	const half = form.thickness * round * (1 - u) ** 0.5 * (1.05 + 0.25 * bell(u - 0.3, 0.25)) + 0.02;
	const flat = along(centre, across, Math.cos(angle) * half);
	const skin: Vec3 = [flat[0], flat[1], frontDepth(shape.head, flat[0], flat[1])];
	const lift = Math.sin(angle) * RELIEF * (1 - u) ** 0.4 * Math.min(1, u * 12 + 0.05) - 0.03;
	return along(skin, gradient(shape.head, skin, 0.3), lift);
}
