import type { VRM, VRMLookAtBoneApplier } from "@pixiv/three-vrm";
import { BLENDSHAPE_INDEX as AT } from "../lipsync/blendshapes.ts";

type LookAt = NonNullable<VRM["lookAt"]>;

/** By its shape: the reader of whole VRMs brings a class of its own, of the same name. */
const turnsBones = (applier: LookAt["applier"]): applier is VRMLookAtBoneApplier => "humanoid" in applier;

/** What a VRM's look-at moves, if it moves anything. */
export function lookAtKind({ lookAt, humanoid }: VRM): "bone" | "expression" | undefined {
	if (!lookAt) return undefined;
	if (!turnsBones(lookAt.applier)) return "expression";
	return humanoid.getRawBoneNode("leftEye") || humanoid.getRawBoneNode("rightEye") ? "bone" : undefined;
}

/** Turns a VRM's eyes by the file's own ranges: an eye shape at weight 1 is the end of its range. Render thread. */
export class VrmGaze {
	readonly #lookAt: LookAt;
	/** Degrees of gaze at weight 1. */
	readonly #sideways: number;
	readonly #down: number;
	readonly #up: number;

	constructor(lookAt: LookAt) {
		this.#lookAt = lookAt;
		const { applier } = lookAt;
		const ranges = turnsBones(applier) ? applier : undefined;
		this.#sideways = ranges?.rangeMapHorizontalOuter.inputMaxValue ?? 90;
		// The library reads the two vertical ranges the other way round: below zero it takes the one for down.
		this.#down = ranges?.rangeMapVerticalUp.inputMaxValue ?? 90;
		this.#up = ranges?.rangeMapVerticalDown.inputMaxValue ?? 90;
	}

	/** Takes the gaze from the eye shapes of a frame; `VRM.update` brings it to the bones. Allocates nothing. */
	apply(weights: Float32Array): void {
		const left = sum(weights, AT.eyeLookOutLeft, AT.eyeLookInRight);
		const right = sum(weights, AT.eyeLookInLeft, AT.eyeLookOutRight);
		const lowered = sum(weights, AT.eyeLookDownLeft, AT.eyeLookDownRight);
		const raised = sum(weights, AT.eyeLookUpLeft, AT.eyeLookUpRight);
		this.#lookAt.yaw = ((left - right) / 2) * this.#sideways;
		this.#lookAt.pitch = (lowered / 2) * this.#down - (raised / 2) * this.#up;
	}
}

const sum = (weights: Float32Array, a: number, b: number): number => (weights[a] ?? 0) + (weights[b] ?? 0);
