import { type Object3D, Quaternion, Vector3 } from "three";
import { nameKey } from "../lipsync/resolver/normalise-name.ts";

/** Finds a node by VRM's name of its bone. */
export type FindBone = (bone: ArmBone) => Object3D | undefined;

type ArmBone = "leftUpperArm" | "leftLowerArm" | "leftHand" | "rightUpperArm" | "rightLowerArm" | "rightHand";

/** Where a relaxed left arm points (+X is the character's left, +Z forward): hanging, a hand's breadth off the body. */
const UPPER_ARM = new Vector3(0.27, -1, -0.03).normalize();
const LOWER_ARM = new Vector3(0.13, -1, 0.2).normalize();

/** Names of arm bones outside VRM, without rig prefixes. */
const NAMES: Readonly<Record<ArmBone, readonly string[]>> = {
	leftUpperArm: [
		"LeftArm",
		"CC_Base_L_Upperarm",
		"Bip01_L_UpperArm",
		"upperarm_l",
		"upper_arm.L",
		"J_Bip_L_UpperArm",
	],
	leftLowerArm: [
		"LeftForeArm",
		"CC_Base_L_Forearm",
		"Bip01_L_Forearm",
		"lowerarm_l",
		"forearm.L",
		"J_Bip_L_LowerArm",
	],
	leftHand: ["LeftHand", "CC_Base_L_Hand", "Bip01_L_Hand", "hand_l", "hand.L", "J_Bip_L_Hand"],
	rightUpperArm: [
		"RightArm",
		"CC_Base_R_Upperarm",
		"Bip01_R_UpperArm",
		"upperarm_r",
		"upper_arm.R",
		"J_Bip_R_UpperArm",
	],
	rightLowerArm: [
		"RightForeArm",
		"CC_Base_R_Forearm",
		"Bip01_R_Forearm",
		"lowerarm_r",
		"forearm.R",
		"J_Bip_R_LowerArm",
	],
	rightHand: ["RightHand", "CC_Base_R_Hand", "Bip01_R_Hand", "hand_r", "hand.R", "J_Bip_R_Hand"],
};

const TOOL_PREFIX = /^mixamorig\d*:?/;

/** Finds arm bones by the names that rigs outside VRM give them. */
export function armBonesOf(root: Object3D): FindBone {
	const byKey = new Map<string, Object3D>();
	root.traverse((object) => {
		const key = nameKey(object.name.replace(TOOL_PREFIX, ""));
		if (!byKey.has(key)) byKey.set(key, object);
	});
	return (bone) => NAMES[bone].map((name) => byKey.get(nameKey(name))).find((found) => found !== undefined);
}

/** Lets the arms of a model in T or A pose hang. Bones that are missing are left out. */
export function relaxArms(find: FindBone): void {
	for (const side of ["left", "right"] as const) {
		const [upper, lower, hand] = [find(`${side}UpperArm`), find(`${side}LowerArm`), find(`${side}Hand`)];
		if (upper !== undefined && lower !== undefined) pointAt(upper, lower, mirrored(UPPER_ARM, side));
		if (lower !== undefined && hand !== undefined) pointAt(lower, hand, mirrored(LOWER_ARM, side));
	}
}

const mirrored = (direction: Vector3, side: "left" | "right"): Vector3 =>
	direction.clone().setX(side === "left" ? direction.x : -direction.x);

/** Turns `bone` by the shortest way so that `child` lies in `direction` of it. */
function pointAt(bone: Object3D, child: Object3D, direction: Vector3): void {
	bone.updateWorldMatrix(true, true);
	const from = child.getWorldPosition(new Vector3()).sub(bone.getWorldPosition(new Vector3()));
	if (from.lengthSq() === 0) return;
	const turn = new Quaternion().setFromUnitVectors(from.normalize(), direction);
	const parent = bone.parent?.getWorldQuaternion(new Quaternion()) ?? new Quaternion();
	bone.quaternion.premultiply(parent).premultiply(turn).premultiply(parent.invert());
	bone.updateWorldMatrix(false, true);
}
