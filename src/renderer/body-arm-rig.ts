import { Euler, type Object3D, Quaternion } from "three";
import { type BodyPose, SIDE } from "../motion/body-pose.ts";
import type { FindHumanoidBone } from "./body-build.ts";
import { bodyFacing } from "./body-facing.ts";

/** How far a bent finger turns at its root, middle and tip; a fist at 1. Radians. */
const FINGER_BEND = [1.45, 1.75, 1.1] as const;
const THUMB_BEND = [0, 0.75, 1.1] as const;
/** How far the thumb's root goes across the palm, and under it. Radians. */
const THUMB_ACROSS = 0.65;
const THUMB_UNDER = 1;
/** How far the fingers go apart from the middle one: index, middle, ring, little. Radians. */
const FINGER_SPREAD = [-0.2, 0, 0.17, 0.36] as const;
/** A full breath lifts the shoulders. Radians. */
const BREATH_SHOULDERS = 0.02;

const FINGERS = ["Index", "Middle", "Ring", "Little"] as const;
const JOINTS = ["Proximal", "Intermediate", "Distal"] as const;
const THUMB_JOINTS = ["Metacarpal", "Proximal", "Distal"] as const;

const turn = new Quaternion();
const chain = new Quaternion();
const angles = new Euler(0, 0, 0, "YXZ");

/** One arm with its hand: bones that are missing are left out. Render thread; allocates nothing per frame. */
export class ArmRig {
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
		this.#shoulder?.quaternion.premultiply(bodyFacing(turn, this.#flip));
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
		bone?.quaternion.copy(bodyFacing(turn.setFromEuler(angles), this.#flip));
	}
}

function read(pose: BodyPose, at: number, flip: number): Quaternion {
	turn.set(pose[at] ?? 0, pose[at + 1] ?? 0, pose[at + 2] ?? 0, pose[at + 3] ?? 1);
	return bodyFacing(turn, flip);
}
