import type { BoneName } from "./body/skeleton.ts";
import type { Colour } from "./math/colour.ts";
import type { Vec3 } from "./math/vec3.ts";

export type MaterialName =
	| "skin"
	| "eye"
	| "catchLight"
	| "lash"
	| "brow"
	| "mouth"
	| "hair"
	| "cloth"
	| "trim";

/** Up to four bones and their shares, which add up to 1. */
export type BoneWeights = readonly (readonly [bone: BoneName, share: number])[];

/** One blendshape of a part at weight 1. Without normals the part keeps its rest normals. */
export interface Morph {
	name: string;
	positions: Vec3[];
	normals?: Vec3[];
}

/** One mesh of the avatar, before it is written. Centimetres from the point between the eyes. */
export interface Part {
	name: string;
	material: MaterialName;
	positions: Vec3[];
	normals: Vec3[];
	triangles: number[];
	/** Linear colours; with alphas, the material blends. */
	colours?: Colour[];
	alphas?: number[];
	uvs?: (readonly [number, number])[];
	morphs: Morph[];
	/** Hung on one bone, or skinned by vertex. */
	bind: { bone: BoneName } | { weights: BoneWeights[] };
	/** Named vertex indices that the geometric tests use; written as the mesh's extras. */
	landmarks?: Readonly<Record<string, readonly number[]>>;
}
