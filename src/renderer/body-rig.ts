import { Euler, type Object3D, Quaternion, Vector3 } from "three";
import { type BodyPose, POSE, SIDE } from "../motion/body-pose.ts";

/** Finds the node of a humanoid by VRM's name of its bone; its axes are those of the model in a T-pose. */
export type FindHumanoidBone = (bone: string) => Object3D | undefined;

/** How far a bent finger turns at its root, middle and tip; a fist at 1. Radians. */
const FINGER_BEND = [1.45, 1.75, 1.1] as const;
const THUMB_BEND = [0, 0.75, 1.1] as const;
/** How far the thumb's root goes across the palm, and under it. Radians. */
const THUMB_ACROSS = 0.65;
const THUMB_UNDER = 1;
/** How far the fingers go apart from the middle one: index, middle, ring, little. Radians. */
const FINGER_SPREAD = [-0.2, 0, 0.17, 0.36] as const;
/** A full breath opens the chest and lifts the shoulders. Radians. */
const BREATH_CHEST = 0.022;
const BREATH_SHOULDERS = 0.02;
/** Hips of the body that clips are written for, in metres. */
const HIPS_HEIGHT = 0.9;

/** Half the distance of the shoulder joints in arm lengths, of the body that clips are written for. */
const BREADTH = 0.255;
/** How far ahead of the shoulders hands meet, in arm lengths. */
const MEETING = 0.5;
/** Builds beyond this are drawings, and what suits them is not to be calculated. Radians. */
const MOST_INWARD = 0.22;

const FINGERS = ["Index", "Middle", "Ring", "Little"] as const;
const JOINTS = ["Proximal", "Intermediate", "Distal"] as const;
const THUMB_JOINTS = ["Metacarpal", "Proximal", "Distal"] as const;
const TORSO = ["spine", "chest", "upperChest"] as const;

const turn = new Quaternion();
const chain = new Quaternion();
const angles = new Euler(0, 0, 0, "YXZ");

/** Puts a body's pose on a humanoid skeleton. Bones that are missing are left out. Render thread; allocates nothing per frame. */
export class BodyRig {
	readonly #hips: Object3D | undefined;
	/** Where the hips are at rest. */
	readonly #hipsAt = new Vector3(0, HIPS_HEIGHT, 0);
	readonly #torso: readonly Object3D[];
	readonly #arms: readonly ArmRig[];
	/** VRM 0.x looks the other way: x and z change their signs. */
	readonly #flip: number;

	/** @param backwards whether the model looks along −Z in its own axes, as VRM 0.x does */
	constructor(find: FindHumanoidBone, backwards: boolean) {
		this.#flip = backwards ? -1 : 1;
		this.#hips = find("hips");
		if (this.#hips !== undefined) this.#hipsAt.copy(this.#hips.position);
		this.#torso = TORSO.map(find).filter((bone) => bone !== undefined);
		const inward = inwardFor(find);
		this.#arms = [
			new ArmRig(find, "left", POSE.left, this.#flip, inward),
			new ArmRig(find, "right", POSE.right, this.#flip, inward),
		];
	}

	/** Whether there are arms to act with. */
	get hasArms(): boolean {
		return this.#arms.some((arm) => arm.complete);
	}

	/** Shows a pose; `breath` is 0 … 1. */
	apply(pose: BodyPose, breath: number): void {
		this.#stand(pose);
		const share = 1 / Math.max(1, this.#torso.length);
		const at = POSE.torso;
		const pitch = (pose[at] ?? 0) * share;
		for (let i = 0; i < this.#torso.length; i++) {
			const breathing = i === this.#torso.length - 1 ? breath * BREATH_CHEST : 0;
			angles.set(pitch - breathing, (pose[at + 1] ?? 0) * share, (pose[at + 2] ?? 0) * share);
			face(turn.setFromEuler(angles), this.#flip);
			this.#torso[i]?.quaternion.copy(turn);
		}
		for (let i = 0; i < this.#arms.length; i++) this.#arms[i]?.apply(pose, breath);
	}

	#stand(pose: BodyPose): void {
		if (this.#hips === undefined) return;
		const { x, y, z } = this.#hipsAt;
		const scale = (y / HIPS_HEIGHT) * this.#flip;
		this.#hips.position.set(x + (pose[POSE.stand] ?? 0) * scale, y, z + (pose[POSE.stand + 1] ?? 0) * scale);
		this.#hips.quaternion.setFromEuler(angles.set(0, pose[POSE.stand + 2] ?? 0, 0));
	}
}

class ArmRig {
	readonly #at: number;
	readonly #flip: number;
	/** How far the arm is turned inwards about the upright axis, so that hands meet on any build. */
	readonly #inward = new Quaternion();
	readonly #outward = new Quaternion();
	/** 1 for the left arm, −1 for the right one, which is its mirror image. */
	readonly #side: number;
	readonly #shoulder: Object3D | undefined;
	readonly #upper: Object3D | undefined;
	readonly #lower: Object3D | undefined;
	readonly #hand: Object3D | undefined;
	readonly #thumb: readonly (Object3D | undefined)[];
	readonly #fingers: readonly (readonly (Object3D | undefined)[])[];

	constructor(find: FindHumanoidBone, side: "left" | "right", at: number, flip: number, inward: number) {
		this.#at = at;
		this.#flip = flip;
		this.#side = side === "left" ? 1 : -1;
		this.#inward.setFromEuler(angles.set(0, -inward * this.#side, 0));
		this.#outward.copy(this.#inward).conjugate();
		this.#shoulder = find(`${side}Shoulder`);
		this.#upper = find(`${side}UpperArm`);
		this.#lower = find(`${side}LowerArm`);
		this.#hand = find(`${side}Hand`);
		this.#thumb = THUMB_JOINTS.map((joint) => find(`${side}Thumb${joint}`));
		this.#fingers = FINGERS.map((finger) => JOINTS.map((joint) => find(`${side}${finger}${joint}`)));
	}

	get complete(): boolean {
		return this.#upper !== undefined && this.#lower !== undefined;
	}

	apply(pose: BodyPose, breath: number): void {
		this.#turn(this.#shoulder, pose, SIDE.shoulder);
		turn.setFromEuler(angles.set(0, 0, breath * BREATH_SHOULDERS * this.#side));
		this.#shoulder?.quaternion.premultiply(face(turn, this.#flip));
		this.#turn(this.#upper, pose, SIDE.upper);
		// Without a shoulder bone the arm does what the shoulder would have done.
		if (this.#shoulder === undefined) this.#upper?.quaternion.premultiply(read(pose, this.#at, this.#flip));
		this.#turn(this.#lower, pose, SIDE.lower);
		this.#turn(this.#hand, pose, SIDE.hand);
		this.#fitBuild();
		this.#bend(pose);
	}

	/** Turns the arm inwards and the hand back: it is elsewhere, and faces what it faced. */
	#fitBuild(): void {
		if (this.#upper === undefined || this.#lower === undefined) return;
		chain.copy(this.#upper.quaternion).multiply(this.#lower.quaternion);
		turn.copy(chain).conjugate().multiply(this.#outward).multiply(chain);
		this.#hand?.quaternion.premultiply(turn);
		this.#upper.quaternion.premultiply(this.#inward);
	}

	#turn(bone: Object3D | undefined, pose: BodyPose, joint: number): void {
		bone?.quaternion.copy(read(pose, this.#at + joint, this.#flip));
	}

	#bend(pose: BodyPose): void {
		const at = this.#at + SIDE.fingers;
		const across = pose[at] ?? 0;
		const curl = pose[at + 1] ?? 0;
		const spread = pose[at + 6] ?? 0;
		this.#set(this.#thumb[0], Math.max(0, across) * THUMB_UNDER, across * THUMB_ACROSS, 0);
		for (let joint = 1; joint < 3; joint++)
			this.#set(this.#thumb[joint], 0, curl * (THUMB_BEND[joint] ?? 0), 0);
		for (let finger = 0; finger < FINGERS.length; finger++) {
			const bend = pose[at + 2 + finger] ?? 0;
			for (let joint = 0; joint < JOINTS.length; joint++) {
				const apart = joint === 0 ? spread * (FINGER_SPREAD[finger] ?? 0) : 0;
				this.#set(this.#fingers[finger]?.[joint], 0, apart, -bend * (FINGER_BEND[joint] ?? 0));
			}
		}
	}

	/** Angles of a left hand's joint. */
	#set(bone: Object3D | undefined, x: number, y: number, z: number): void {
		angles.set(x, y * this.#side, z * this.#side);
		bone?.quaternion.copy(face(turn.setFromEuler(angles), this.#flip));
	}
}

/** The same turn for a model that looks the other way (`flip` −1). */
function face(rotation: Quaternion, flip: number): Quaternion {
	rotation.x *= flip;
	rotation.z *= flip;
	return rotation;
}

function read(pose: BodyPose, at: number, flip: number): Quaternion {
	turn.set(pose[at] ?? 0, pose[at + 1] ?? 0, pose[at + 2] ?? 0, pose[at + 3] ?? 1);
	return face(turn, flip);
}

/** Broad shoulders with the same arms have to reach further in. Radians. */
function inwardFor(find: FindHumanoidBone): number {
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
