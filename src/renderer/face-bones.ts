import type { Object3D } from "three";
import { MathUtils } from "three";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPES } from "../lipsync/blendshapes.ts";
import type { HeadBone } from "../lipsync/resolver/bones.ts";
import type { RigPlan } from "../lipsync/resolver/rig-plan.ts";
import type { HeadPose } from "../motion/head-pose.ts";
import { BoneTurn } from "./bone-turn.ts";

/** How far a jaw bone opens at `jawOpen` 1: most rigs show the lower teeth well and keep the cheeks whole. */
const JAW_OPEN_DEGREES = 20;
const JAW_SIDE = MathUtils.degToRad(7);
const EYE_YAW = MathUtils.degToRad(28);
const EYE_UP = MathUtils.degToRad(20);
const EYE_DOWN = MathUtils.degToRad(24);
/** A neck takes part in a turn of the head. */
const NECK_SHARE = 0.35;

/** The bones of a head: jaw and eyes by weights, head and neck by pose. Render thread; allocates nothing per frame. */
export class FaceBones {
	readonly #jaw: BoneTurn | undefined;
	readonly #leftEye: BoneTurn | undefined;
	readonly #rightEye: BoneTurn | undefined;
	readonly #head: BoneTurn | undefined;
	readonly #neck: BoneTurn | undefined;
	readonly #jawOpen: number;
	/** 1 for the shapes that turn bones, 0 for the others. */
	readonly #mask: Float32Array;

	/**
	 * @param find the node to turn for a bone
	 * @param jawDegrees how far the jaw turns at weight 1
	 */
	constructor(
		{ turning, shapes }: RigPlan,
		find: (bone: HeadBone) => Object3D | undefined,
		jawDegrees?: number,
	) {
		const turnOf = (bone: HeadBone, prefix = ""): BoneTurn | undefined => {
			const node =
				turning.some((shape) => shape.startsWith(prefix)) || prefix === "" ? find(bone) : undefined;
			return node === undefined ? undefined : new BoneTurn(node);
		};
		this.#jaw = turnOf("jaw", "jaw");
		this.#leftEye = turnOf("leftEye", "eyeLook");
		this.#rightEye = turnOf("rightEye", "eyeLook");
		this.#head = turnOf("head");
		this.#neck = turnOf("neck");
		this.#jawOpen = MathUtils.degToRad(jawDegrees ?? JAW_OPEN_DEGREES);
		this.#mask = Float32Array.from(BLENDSHAPES, (name) => (turning.includes(name) ? 1 : 0));
		// Where no target brings the lips together, the jaw has to close for them.
		const { how } = shapes.mouthClose;
		this.#mask[AT.mouthClose] = how === "missing" || how === "still" ? 1 : 0;
	}

	/** Turns jaw and eyes for the given weights, in the order of `BLENDSHAPES`. */
	apply(weights: Float32Array): void {
		if (this.#jaw !== undefined) {
			const open = Math.max(0, this.#at(weights, AT.jawOpen) - this.#at(weights, AT.mouthClose));
			const side = this.#at(weights, AT.jawLeft) - this.#at(weights, AT.jawRight);
			this.#jaw.set(open * this.#jawOpen, side * JAW_SIDE, 0);
		}
		if (this.#leftEye !== undefined) {
			const yaw = this.#at(weights, AT.eyeLookOutLeft) - this.#at(weights, AT.eyeLookInLeft);
			this.#leftEye.set(this.#pitch(weights, AT.eyeLookDownLeft, AT.eyeLookUpLeft), yaw * EYE_YAW, 0);
		}
		if (this.#rightEye !== undefined) {
			const yaw = this.#at(weights, AT.eyeLookInRight) - this.#at(weights, AT.eyeLookOutRight);
			this.#rightEye.set(this.#pitch(weights, AT.eyeLookDownRight, AT.eyeLookUpRight), yaw * EYE_YAW, 0);
		}
	}

	/** See `Avatar.setHeadPose`. */
	pose(pose: Readonly<HeadPose>): void {
		this.#neck?.setShare(pose, this.#head === undefined ? 1 : NECK_SHARE);
		this.#head?.setShare(pose, this.#neck === undefined ? 1 : 1 - NECK_SHARE);
	}

	#at(weights: Float32Array, index: number): number {
		return (weights[index] ?? 0) * (this.#mask[index] ?? 0);
	}

	#pitch(weights: Float32Array, down: number, up: number): number {
		return this.#at(weights, down) * EYE_DOWN - this.#at(weights, up) * EYE_UP;
	}
}
