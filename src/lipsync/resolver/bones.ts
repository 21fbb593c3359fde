import type { BlendshapeName } from "../blendshapes.ts";
import { nameKey } from "./normalise-name.ts";

/** The bones of a head that the runtime turns. */
export const HEAD_BONES = ["jaw", "leftEye", "rightEye", "head", "neck"] as const;

export type HeadBone = (typeof HEAD_BONES)[number];

/** Names of each bone, best first; compared without case, separators and rig prefixes (`mixamorig:`, `CC_Base_`). */
const NAMES: Readonly<Record<HeadBone, readonly string[]>> = {
	jaw: ["CC_Base_JawRoot", "J_Adj_C_Jaw", "jaw", "jaw_root", "jawbone", "FACIAL_C_Jaw", "mandible"],
	leftEye: ["CC_Base_L_Eye", "J_Adj_L_FaceEye", "leftEye", "eye_L", "eyeball_L", "FACIAL_L_Eye"],
	rightEye: ["CC_Base_R_Eye", "J_Adj_R_FaceEye", "rightEye", "eye_R", "eyeball_R", "FACIAL_R_Eye"],
	head: ["CC_Base_Head", "J_Bip_C_Head", "mixamorig:Head", "head", "Bip01_Head", "DEF-head"],
	neck: [
		"CC_Base_NeckTwist01",
		"J_Bip_C_Neck",
		"mixamorig:Neck",
		"neck",
		"neck_01",
		"Bip01_Neck",
		"DEF-neck",
	],
};

/** The name of the jaw bone on Character Creator rigs, which turns together with the morph targets. */
const CHARACTER_CREATOR_JAW = nameKey("CC_Base_JawRoot");

/** Finds the head's bones among the names of a model's nodes. */
export function findBones(nodes: readonly string[]): Partial<Record<HeadBone, string>> {
	const byKey = new Map<string, string>();
	// Loaders number the second of two nodes of one name: "Head_1" may be the bone and "Head" the mesh.
	for (const spelling of [(name: string) => name, (name: string) => name.replace(/_\d+$/, "")]) {
		for (const name of nodes) {
			const key = nameKey(spelling(name));
			if (!byKey.has(key)) byKey.set(key, name);
		}
	}
	const found: Partial<Record<HeadBone, string>> = {};
	for (const bone of HEAD_BONES) {
		const name = NAMES[bone]
			.map((candidate) => byKey.get(nameKey(candidate)))
			.find((hit) => hit !== undefined);
		if (name !== undefined) found[bone] = name;
	}
	return found;
}

/** Whether a rig turns jaw and eyes by bones in addition to morph targets of the same meaning. */
export const bonesJoinMorphs = (jaw: string | undefined): boolean =>
	jaw !== undefined && nameKey(jaw) === CHARACTER_CREATOR_JAW;

const JAW_SHAPES: readonly string[] = ["jawOpen", "jawLeft", "jawRight"];

/** Whether a shape says where an eye looks. */
export const isGaze = (shape: BlendshapeName): boolean => shape.startsWith("eyeLook");

/** The bone that can take a shape's part, if the model has it. */
export function boneOf(
	shape: BlendshapeName,
	bones: Readonly<Partial<Record<HeadBone, string>>>,
): string | undefined {
	if (JAW_SHAPES.includes(shape)) return bones.jaw;
	if (!isGaze(shape)) return undefined;
	return shape.endsWith("Left") ? bones.leftEye : bones.rightEye;
}

/** Loaders take dots and colons out of the names of nodes: `Bone.012` may be there as `Bone012`. */
export const findNode = (nodes: readonly string[], name: string): string | undefined =>
	nodes.find((node) => node === name) ?? nodes.find((node) => nameKey(node) === nameKey(name));
