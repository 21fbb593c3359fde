import type { Detail } from "../detail.ts";
import type { HeadShape } from "../head/head-shape.ts";
import type { Look, Palette } from "../looks/look.ts";
import type { Part } from "../part.ts";
import { buildBob } from "./bob.ts";
import { buildBun } from "./bun.ts";
import { buildCrop } from "./crop.ts";
import { type HairMesh, hairNormals } from "./hair-mesh.ts";

const STYLES: Readonly<
	Record<Look["hair"], (palette: Palette, shape: HeadShape, detail: Detail) => HairMesh>
> = {
	bob: buildBob,
	bun: buildBun,
	crop: buildCrop,
};

/** The hair of a look, hung on the head. */
export function buildHair(look: Look, shape: HeadShape, detail: Detail): Part {
	const mesh = STYLES[look.hair](look.palette, shape, detail);
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
