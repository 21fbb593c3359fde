import { BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import { POSE_LENGTH } from "../motion/body-pose.ts";
import type { FaceDirector } from "../motion/face-director.ts";
import { type HeadPose, headAtRest } from "../motion/head-pose.ts";
import type { AvatarMover } from "./avatar-mover.ts";

/** Differences that nobody sees who is not looking for them: of a weight, a turn in radians, the chest's fill, a joint. */
const WEIGHT = 0.1;
const TURN = 0.015;
const BREATH = 0.3;
const JOINT = 0.01;

/** A face and a body at one moment. */
export interface Appearance {
	/** 52 weights. */
	readonly weights: Float32Array;
	readonly head: Readonly<HeadPose>;
	/** See `BodyPose`. */
	readonly pose: Float32Array;
	/** 0 … 1. */
	readonly breath: number;
}

/** How `mover` and `director` have left face and body. */
export const appearanceOf = (
	{ body, head }: AvatarMover,
	director: FaceDirector,
	weights: Float32Array,
): Appearance => ({
	weights,
	head,
	pose: body.pose,
	get breath() {
		return director.breath;
	},
});

/** Leaves out frames that nobody would tell from the one before. Allocates nothing. */
export class VisibleChange {
	/** Whether any are left out. */
	isWatching = false;
	readonly #now: Appearance;
	#isForced = true;
	readonly #weights = new Float32Array(BLENDSHAPE_COUNT);
	readonly #pose = new Float32Array(POSE_LENGTH);
	readonly #head = headAtRest();
	#breath = 0;

	/** @param now how face and body are; changes with them */
	constructor(now: Appearance) {
		this.#now = now;
	}

	/** Something else may look otherwise: the next frame is drawn. */
	force(): void {
		this.#isForced = true;
	}

	/** Whether this frame is to be drawn; it then counts as shown. */
	isWorthDrawing(): boolean {
		if (!this.isWatching) return true;
		if (!this.#isForced && !this.#isSeen()) return false;
		this.#isForced = false;
		this.#shown();
		return true;
	}

	#isSeen(): boolean {
		const { weights, head, pose, breath } = this.#now;
		return (
			Math.abs(breath - this.#breath) > BREATH ||
			Math.abs(head.pitch - this.#head.pitch) > TURN ||
			Math.abs(head.yaw - this.#head.yaw) > TURN ||
			Math.abs(head.roll - this.#head.roll) > TURN ||
			differs(weights, this.#weights, WEIGHT) ||
			differs(pose, this.#pose, JOINT)
		);
	}

	#shown(): void {
		const { weights, head, pose, breath } = this.#now;
		this.#weights.set(weights);
		this.#pose.set(pose);
		this.#head.pitch = head.pitch;
		this.#head.yaw = head.yaw;
		this.#head.roll = head.roll;
		this.#breath = breath;
	}
}

function differs(a: Float32Array, b: Float32Array, by: number): boolean {
	for (let i = 0; i < a.length; i++) if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > by) return true;
	return false;
}
