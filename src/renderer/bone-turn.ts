import { Euler, type Object3D, Quaternion } from "three";

const angles = new Euler(0, 0, 0, "YXZ");
const turn = new Quaternion();

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
		turn.setFromEuler(angles.set(pitch, yaw, roll));
		this.#bone.quaternion
			.copy(this.#intoParent)
			.multiply(turn)
			.multiply(this.#outOfParent)
			.multiply(this.#rest);
	}
}
