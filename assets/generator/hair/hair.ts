import type { Detail } from "../detail.ts";
import type { HeadShape } from "../head/head-shape.ts";
import type { Look } from "../looks/look.ts";
import type { Part } from "../part.ts";
import { buildBob } from "./bob.ts";
import { type HairMesh, hairNormals } from "./hair-mesh.ts";

/** The hair of a look, hung on the head. */
export function buildHair(look: Look, shape: HeadShape, detail: Detail): Part {
	const mesh: HairMesh = buildBob(look.palette, shape, detail);
	return {
		name: "hair",
		material: "hair",
		positions: mesh.positions,
		normals: hairNormals(mesh),
		triangles: mesh.triangles,
		colours: mesh.colours,
		uvs: mesh.uvs,
		morphs: [],
		bind: { bone: "head" },
	};
}
