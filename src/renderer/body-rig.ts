import { Euler, type Object3D, Quaternion, Vector3 } from "three";
import { type BodyPose, POSE } from "../motion/body-pose.ts";
import { ArmRig } from "./body-arm-rig.ts";
import { type FindHumanoidBone, inwardFor } from "./body-build.ts";
import { bodyFacing } from "./body-facing.ts";

/** A full breath opens the chest. Radians. */
const BREATH_CHEST = 0.022;
/** Hips of the body that clips are written for, in metres. */
const HIPS_HEIGHT = 0.9;

const TORSO = ["spine", "chest", "upperChest"] as const;

const turn = new Quaternion();
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
			bodyFacing(turn.setFromEuler(angles), this.#flip);
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
