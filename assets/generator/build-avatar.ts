import { BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";
import { buildClothes } from "./body/clothes.ts";
import { buildTrim } from "./body/collar.ts";
import { buildHands } from "./body/hands.ts";
import { buildSkeleton } from "./body/skeleton.ts";
import type { Detail } from "./detail.ts";
import { buildBrows } from "./features/brows.ts";
import { buildCatchLights } from "./features/catch-lights.ts";
import { buildEars } from "./features/ears.ts";
import { buildEyeball } from "./features/eyeballs.ts";
import { buildFace } from "./features/face.ts";
import { buildLashes } from "./features/lashes.ts";
import { buildMouthInterior } from "./features/mouth-interior.ts";
import { writeAvatar } from "./gltf/write-avatar.ts";
import { buildHair } from "./hair/hair.ts";
import { createHeadShape } from "./head/head-shape.ts";
import type { Look } from "./looks/look.ts";
import type { BoneWeights, Part } from "./part.ts";

/** A finished avatar file and what it holds. */
export interface BuiltAvatar {
	bytes: Uint8Array;
	vertices: number;
	triangles: number;
	parts: readonly { name: string; vertices: number; triangles: number; morphs: number }[];
}

/** Generates one look on one level of detail as a binary VRM. */
export async function buildAvatar(look: Look, detail: Detail): Promise<BuiltAvatar> {
	const parts = buildParts(look, detail);
	const bytes = await writeAvatar(look, detail, buildSkeleton(look.shoulders), parts);
	const table = parts.map((part) => ({
		name: part.name,
		vertices: part.positions.length,
		triangles: part.triangles.length / 3,
		morphs: part.morphs.length,
	}));
	return {
		bytes,
		vertices: table.reduce((sum, part) => sum + part.vertices, 0),
		triangles: table.reduce((sum, part) => sum + part.triangles, 0),
		parts: table,
	};
}

function buildParts(look: Look, detail: Detail): Part[] {
	const shape = createHeadShape(look.head);
	const { palette } = look;
	return [
		buildFace(shape, palette, detail),
		buildStillSkin(look, detail),
		buildEyeball(1, detail),
		buildEyeball(-1, detail),
		buildCatchLights(detail),
		buildLashes(shape, palette, detail, BLENDSHAPES),
		buildBrows(shape, look.brow, palette, detail, BLENDSHAPES),
		buildMouthInterior(shape, detail, BLENDSHAPES),
		buildHair(look, shape, detail),
		buildClothes(look, detail),
		buildTrim(look, detail),
	];
}

/** Skin without blendshapes: ears and hands in one mesh. */
function buildStillSkin(look: Look, detail: Detail): Part {
	const ears = buildEars(createHeadShape(look.head), look.palette, detail);
	const hands = buildHands(look, detail);
	const first = ears.positions.length;
	const weights: BoneWeights[] = [...ears.positions.map((): BoneWeights => [["head", 1]]), ...hands.weights];
	return {
		name: "stillSkin",
		material: "skin",
		positions: [...ears.positions, ...hands.positions],
		normals: [...ears.normals, ...hands.normals],
		triangles: [...ears.triangles, ...hands.triangles.map((index) => index + first)],
		colours: [...(ears.colours ?? []), ...(hands.colours ?? [])],
		morphs: [],
		bind: { weights },
	};
}
