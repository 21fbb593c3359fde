import { Euler, type Object3D, Quaternion } from "three";
import type { HeadPose } from "../motion/head-pose.ts";

const angles = new Euler(0, 0, 0, "YXZ");
const turn = new Quaternion();
/** The angles on their way into {@link angles}: as arguments of a call they would be garbage. */
const wanted: [number, number, number] = [0, 0, 0];

/**
 * Turns one bone in the model's own axes, whatever way the bone's local axes point. Made in rest pose with the model
 * in its final orientation. Render thread; {@link set} allocates nothing.
 */
export class BoneTurn {
	readonly #bone: Object3D;
	readonly #rest: Quaternion;
	/** From model axes to the axes of the bone's parent, and back. */
	readonly #intoParent = new Quaternion();
	readonly #outOfParent = new Quaternion();

	constructor(bone: Object3D) {
		this.#bone = bone;
		this.#rest = bone.quaternion.clone();
		bone.parent?.getWorldQuaternion(this.#outOfParent);
		this.#intoParent.copy(this.#outOfParent).invert();
	}

	/** Radians away from rest: about +X (nod down), +Y (to the character's left), +Z (to its right shoulder). */
	set(pitch: number, yaw: number, roll: number): void {
		wanted[0] = pitch;
		wanted[1] = yaw;
		wanted[2] = roll;
		this.#turn();
	}

	/** Away from rest by a share of a pose. */
	setShare(pose: Readonly<HeadPose>, share: number): void {
		wanted[0] = pose.pitch * share;
		wanted[1] = pose.yaw * share;
		wanted[2] = pose.roll * share;
		this.#turn();
	}

	#turn(): void {
		turn.setFromEuler(angles.fromArray(wanted));
		this.#bone.quaternion
			.copy(this.#intoParent)
			.multiply(turn)
			.multiply(this.#outOfParent)
			.multiply(this.#rest);
	}
}
