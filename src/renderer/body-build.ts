import { type Object3D, Vector3 } from "three";

/** Finds the node of a humanoid by VRM's name of its bone; its axes are those of the model in a T-pose. */
export type FindHumanoidBone = (bone: string) => Object3D | undefined;

/** Half the distance of the shoulder joints in arm lengths, of the body that clips are written for. */
const BREADTH = 0.255;
/** How far ahead of the shoulders hands meet, in arm lengths. */
const MEETING = 0.5;
/** Builds beyond this are drawings, and what suits them is not to be calculated. Radians. */
const MOST_INWARD = 0.22;

/** How far arms have to turn inwards for hands to meet where clips have them meet: broad shoulders, further. Radians. */
export function inwardFor(find: FindHumanoidBone): number {
	const [left, right] = [find("leftUpperArm"), find("rightUpperArm")];
	const [elbow, hand] = [find("leftLowerArm"), find("leftHand")];
	if (left === undefined || right === undefined || elbow === undefined || hand === undefined) return 0;
	const [from, to, at, end] = [left, right, elbow, hand].map((bone) => bone.getWorldPosition(new Vector3()));
	if (from === undefined || to === undefined || at === undefined || end === undefined) return 0;
	const length = from.distanceTo(at) + at.distanceTo(end);
	if (!(length > 0)) return 0;
	const inward = (from.distanceTo(to) / 2 / length - BREADTH) / MEETING;
	return Math.min(MOST_INWARD, Math.max(-MOST_INWARD, inward));
}
