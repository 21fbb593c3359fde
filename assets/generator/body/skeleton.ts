import { EYE_CENTRE } from "../head/head-shape.ts";
import { mirror, type Vec3 } from "../math/vec3.ts";

const JOINTS = ["Proximal", "Intermediate", "Distal"] as const;
const THUMB_JOINTS = ["Metacarpal", "Proximal", "Distal"] as const;

/** A VRM 1.0 humanoid bone. */
export type BoneName = string;

export interface Bone {
	name: BoneName;
	parent: BoneName | undefined;
	/** Joint in the T-pose, in centimetres from the point between the eyes. */
	joint: Vec3;
}

/** Height of the point between the eyes over the ground, in centimetres. */
export const EYE_HEIGHT = 150;

/** Lengths of the left arm's bones along +x in the T-pose, in centimetres. */
export const UPPER_ARM = 23;
export const FOREARM = 21;

/** One finger in the hand's frame: x to the tips, y up from the back of the hand, z towards the thumb. */
export interface Finger {
	name: string;
	joints: readonly [Vec3, Vec3, Vec3];
	tip: Vec3;
	/** Radius at the root and at the tip. */
	radii: readonly [number, number];
}

function straightFinger(
	name: string,
	z: number,
	start: number,
	length: number,
	splay: number,
	radius: number,
): Finger {
	const along = (t: number): Vec3 => [start + length * t, -0.25 * t * t, z + splay * t];
	return {
		name,
		joints: [along(0), along(0.46), along(0.76)],
		tip: along(1),
		radii: [radius, radius * 0.78],
	};
}

/** Fingers of the left hand, lengths in centimetres from the wrist. */
export const FINGER_SHAPES: readonly Finger[] = [
	{
		name: "Thumb",
		joints: [
			[1.6, -0.5, 1.9],
			[4, -0.9, 3.9],
			[6, -1.1, 5],
		],
		tip: [7.9, -1.15, 5.7],
		radii: [1.05, 0.72],
	},
	straightFinger("Index", 2.5, 7.4, 6.3, 0.45, 0.8),
	straightFinger("Middle", 0.85, 7.7, 6.9, 0.1, 0.82),
	straightFinger("Ring", -0.8, 7.4, 6.4, -0.25, 0.78),
	straightFinger("Little", -2.3, 6.8, 5, -0.6, 0.68),
];

/** Joint of the left shoulder in the T-pose for shoulders `halfWidth` wide. */
export function shoulderJoint(halfWidth: number): Vec3 {
	return [halfWidth - 3, -22.4, -3.4];
}

/** Wrist of the left arm in the T-pose. */
export function wristJoint(halfWidth: number): Vec3 {
	const [x, y, z] = shoulderJoint(halfWidth);
	return [x + UPPER_ARM + FOREARM, y, z];
}

/** The full VRM 1.0 humanoid, parents before children. The legs are empty: the avatar ends below the waist. */
export function buildSkeleton(halfWidth: number): Bone[] {
	const bones: Bone[] = [
		{ name: "hips", parent: undefined, joint: [0, -62, -2.5] },
		{ name: "spine", parent: "hips", joint: [0, -53, -2.2] },
		{ name: "chest", parent: "spine", joint: [0, -42, -2.4] },
		{ name: "upperChest", parent: "chest", joint: [0, -31, -3] },
		{ name: "neck", parent: "upperChest", joint: [0, -17.5, -3.2] },
		{ name: "head", parent: "neck", joint: [0, -8.5, -2] },
	];
	for (const side of [1, -1] as const) bones.push(...sideBones(side, halfWidth));
	return bones;
}

function sideBones(side: 1 | -1, halfWidth: number): Bone[] {
	const prefix = side > 0 ? "left" : "right";
	const shoulder = shoulderJoint(halfWidth);
	const wrist = wristJoint(halfWidth);
	const bone = (name: string, parent: string, joint: Vec3): Bone => ({
		name: prefix + name,
		parent: parent === parent.toLowerCase() || parent === "upperChest" ? parent : prefix + parent,
		joint: side > 0 ? joint : mirror(joint),
	});
	return [
		bone("Eye", "head", EYE_CENTRE),
		bone("Shoulder", "upperChest", [2.5, -20.5, -3.2]),
		bone("UpperArm", "Shoulder", shoulder),
		bone("LowerArm", "UpperArm", [shoulder[0] + UPPER_ARM, shoulder[1], shoulder[2]]),
		bone("Hand", "LowerArm", wrist),
		...FINGER_SHAPES.flatMap((finger) => fingerBones(finger, wrist, bone)),
		bone("UpperLeg", "hips", [8, -66, -2.5]),
		bone("LowerLeg", "UpperLeg", [8, -104, -2.5]),
		bone("Foot", "LowerLeg", [8, -142, -3.5]),
		bone("Toes", "Foot", [8, -149, 7]),
	];
}

function fingerBones(
	finger: Finger,
	wrist: Vec3,
	bone: (name: string, parent: string, joint: Vec3) => Bone,
): Bone[] {
	return finger.joints.map(([x, y, z], i) => {
		const joint: Vec3 = [wrist[0] + x, wrist[1] + y, wrist[2] + z];
		return bone(fingerBone(finger.name, i), i === 0 ? "Hand" : fingerBone(finger.name, i - 1), joint);
	});
}

/** Name of a finger's bone without its side. */
export function fingerBone(finger: string, joint: number): string {
	const joints = finger === "Thumb" ? THUMB_JOINTS : JOINTS;
	return `${finger}${joints[joint as 0 | 1 | 2]}`;
}
