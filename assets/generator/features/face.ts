import { BLENDSHAPES } from "../../../src/lipsync/blendshapes.ts";
import { headWeights } from "../body/body-weights.ts";
import type { Detail } from "../detail.ts";
import { buildFaceMesh } from "../face/face-mesh.ts";
import type { FaceVertex } from "../face/face-vertex.ts";
import { faceColour } from "../face/skin-colour.ts";
import type { HeadShape } from "../head/head-shape.ts";
import type { Palette } from "../looks/look.ts";
import { at } from "../math/at.ts";
import { meshNormals } from "../math/normals.ts";
import { smoothstep } from "../math/scalar.ts";
import { add, distance, lerp, normalize, subtract, type Vec3 } from "../math/vec3.ts";
import { FaceMorphs } from "../morphs/face-morphs.ts";
import type { Morph, Part } from "../part.ts";
import { gradient } from "../sdf/march.ts";

/** A shape that moves no vertex of a part farther than this, in centimetres, is left out of it. */
const LEAST_SHAPE = 1e-3;

/** The skin of head and neck with all blendshapes that move it. */
export function buildFace(shape: HeadShape, palette: Palette, detail: Detail): Part {
	const { vertices, triangles } = buildFaceMesh(shape, detail);
	const positions = vertices.map((vertex) => vertex.position);
	const own = meshNormals(positions, triangles);
	const normals = vertices.map((vertex, i) => restNormal(shape, vertex, at(own, i)));
	const mover = new FaceMorphs(shape, vertices);
	const morphs = BLENDSHAPES.flatMap((name): Morph[] => {
		const moved = mover.positions(name);
		if (!moved.some((p, i) => distance(p, at(positions, i)) > LEAST_SHAPE)) return [];
		// Only the change of the mesh's normals is added to the field's smooth ones.
		const turned = meshNormals(moved, triangles).map((n, i) =>
			normalize(add(at(normals, i), subtract(n, at(own, i)))),
		);
		return [{ name, positions: moved, normals: turned }];
	});
	return {
		name: "face",
		material: "skin",
		positions,
		normals,
		triangles,
		colours: vertices.map((vertex, i) => faceColour(shape, palette, vertex, at(normals, i))),
		morphs,
		bind: { weights: positions.map(headWeights) },
		landmarks: faceLandmarks(vertices),
	};
}

/** The field's normal is smooth; the designed loops have relief of their own that only the mesh knows. */
function restNormal(shape: HeadShape, vertex: FaceVertex, own: Vec3): Vec3 {
	const smooth = (): Vec3 => gradient(shape.head, vertex.position, 0.06);
	if (vertex.zone === "skin" || vertex.zone === "neck") return smooth();
	const share = vertex.zone === "mouth" ? vertex.own : 1 - smoothstep(0.75, 1, vertex.spread);
	return share >= 1 ? own : normalize(lerp(smooth(), own, share));
}

/** Lists of vertices that the geometric tests measure between. Pairs share a place round the mouth or the eye. */
function faceLandmarks(vertices: readonly FaceVertex[]): Record<string, number[]> {
	const marks: Record<string, number[]> = {
		upperContact: [],
		lowerContact: [],
		upperLip: [],
		lowerLip: [],
		upperBag: [],
		lowerBag: [],
		lidsLeft: [],
		lidsRight: [],
		upperRimLeft: [],
		lowerRimLeft: [],
		upperRimRight: [],
		lowerRimRight: [],
	};
	const rims: { key: string; index: number; t: number }[] = [];
	const contacts: { half: number; index: number; t: number }[] = [];
	const mark = (key: string, index: number): void => {
		marks[key]?.push(index);
	};
	vertices.forEach((vertex, index) => {
		if (vertex.zone === "lid") {
			const side = vertex.side > 0 ? "Left" : "Right";
			mark(`lids${side}`, index);
			if (vertex.ring === 0 && Math.abs(Math.sin(vertex.t)) > 1e-6)
				rims.push({ key: `${vertex.t > 0 ? "upper" : "lower"}Rim${side}`, index, t: Math.abs(vertex.t) });
		} else if (vertex.zone === "mouth") {
			const half = vertex.half > 0 ? "upper" : "lower";
			if (vertex.half !== 0 && vertex.inner > 0) mark(`${half}Bag`, index);
			else if (vertex.half !== 0 && vertex.lip > 0) mark(`${half}Lip`, index);
			if (vertex.contact && vertex.half !== 0)
				contacts.push({ half: vertex.half, index, t: Math.abs(vertex.t) });
		}
	});
	for (const { key, index } of rims.toSorted((a, b) => a.t - b.t)) mark(key, index);
	for (const { half, index } of contacts.toSorted((a, b) => a.t - b.t))
		mark(half > 0 ? "upperContact" : "lowerContact", index);
	return marks;
}
