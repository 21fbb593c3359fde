import { lightHead } from "../../assets/light-head/light-head.ts";
import type { Rig, RigNode } from "../../assets/light-head/rig.ts";
import { writeRig } from "../../assets/light-head/write-rig.ts";

type Bone = readonly [name: string, parent: string, x: number, y: number, z: number];

const SPINE: readonly Bone[] = [
	["Hips", "Armature", 0, 1, 0],
	["Spine", "Hips", 0, 0.1, 0],
	["Spine1", "Spine", 0, 0.12, 0],
	["Spine2", "Spine1", 0, 0.12, 0],
	["Neck", "Spine2", 0, 0.12, 0],
	["Head", "Neck", 0, 0.09, 0],
	["HeadTop_End", "Head", 0, 0.2, 0],
	["LeftEye", "Head", 0.03, 0.07, 0.08],
	["RightEye", "Head", -0.03, 0.07, 0.08],
];

/** Bones of one side, without `Left` or `Right`; a parent of the spine is marked by `*`. */
const SIDE: readonly Bone[] = [
	["Shoulder", "*Spine2", 0.06, 0.09, 0],
	["Arm", "Shoulder", 0.12, 0, 0],
	["ForeArm", "Arm", 0.26, 0, 0],
	["Hand", "ForeArm", 0.24, 0, 0],
	["UpLeg", "*Hips", 0.09, -0.05, 0],
	["Leg", "UpLeg", 0, -0.42, 0],
	["Foot", "Leg", 0, -0.42, 0],
	["ToeBase", "Foot", 0, -0.08, 0.12],
	["Toe_End", "ToeBase", 0, 0, 0.06],
];

const FINGERS = ["Thumb", "Index", "Middle", "Ring", "Pinky"];

const fingerBones: readonly Bone[] = FINGERS.flatMap((finger, place) =>
	[1, 2, 3, 4].map((joint): Bone => {
		const parent = joint === 1 ? "Hand" : `Hand${finger}${joint - 1}`;
		return [
			`Hand${finger}${joint}`,
			parent,
			joint === 1 ? 0.08 : 0.03,
			0,
			joint === 1 ? 0.03 - 0.015 * place : 0,
		];
	}),
);

function sideNodes(side: "Left" | "Right"): RigNode[] {
	const sign = side === "Left" ? 1 : -1;
	return [...SIDE, ...fingerBones].map(([name, parent, x, y, z]) => ({
		name: `${side}${name}`,
		parent: parent.startsWith("*") ? parent.slice(1) : `${side}${parent}`,
		translation: [sign * x, y, z],
	}));
}

/**
 * The light head on a whole skeleton with Mixamo's names, without a body: the least that the peer accepts, so that both
 * sides move the same mesh.
 */
export function mixamoHead(): Rig {
	const spine = SPINE.map(([name, parent, x, y, z]): RigNode => ({ name, parent, translation: [x, y, z] }));
	const nodes = [{ name: "Armature" }, ...spine, ...sideNodes("Left"), ...sideNodes("Right")];
	const meshes = lightHead().meshes.map((mesh) => ({ ...mesh, name: `${mesh.name}Mesh` }));
	return { name: "Mixamo head", nodes, meshes };
}

export const writeMixamoHead = () => writeRig(mixamoHead());
