import type { Detail } from "../detail.ts";
import type { HeadShape } from "../head/head-shape.ts";
import type { FaceMesh } from "./face-vertex.ts";
import { addFill } from "./fill.ts";
import { addLidRings } from "./lid-rings.ts";
import { addMouthRings } from "./mouth-rings.ts";
import { addNeckRings } from "./neck-rings.ts";

/**
 * The skin of head and neck in one topology: designed loops at eyes, mouth and neck, free vertices between them.
 * The field gives the shape, the loops give every vertex a meaning that the blendshapes use.
 */
export function buildFaceMesh(shape: HeadShape, detail: Detail): FaceMesh {
	const mesh: FaceMesh = { vertices: [], triangles: [] };
	const loops = [
		addLidRings(mesh, shape, 1, detail),
		addLidRings(mesh, shape, -1, detail),
		addMouthRings(mesh, shape, detail),
		addNeckRings(mesh, shape, detail),
	];
	addFill(mesh, shape, loops, detail.skinSpacing);
	return mesh;
}
