import { BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import { smoothstep } from "../util/smoothstep.ts";
import type { ActionClip } from "./action-clip.ts";
import type { ActionTrack } from "./action-track.ts";
import { AT_EASE, type BodyPose, blendPoses, solvePosture } from "./body-pose.ts";
import { expressionWeights } from "./expressions.ts";

/** The face comes and goes in this time. Seconds. */
const FACE_IN = 0.25;
const FACE_OUT = 0.5;

interface Key {
	readonly at: number;
	readonly through: boolean;
	readonly pose: BodyPose;
}

/** A clip made ready to be played: all its poses solved. {@link sample} allocates nothing. */
export class BodyTrack implements ActionTrack {
	readonly duration: number;
	readonly shown: number;
	readonly #keys: readonly Key[];
	readonly #face: Float32Array;

	/** @throws {TypeError} if times are out of order or the face names an unknown shape; `name` is for the message */
	constructor(name: string, clip: ActionClip) {
		const { keys, duration, shown, face = {} } = clip;
		const ease = solvePosture(AT_EASE);
		const times = [0, ...keys.map(({ at }) => at), duration];
		for (const [index, time] of times.entries())
			if (index > 0 && !(time > (times[index - 1] ?? 0)))
				throw new TypeError(`actions.${name}: key ${index} comes no later than the one before`);
		if (!(shown > 0 && shown <= duration))
			throw new TypeError(`actions.${name}.shown: expected within the clip, got ${shown}`);
		this.duration = duration;
		this.shown = shown;
		this.#keys = [
			{ at: 0, through: false, pose: ease },
			...keys.map((key) => ({ at: key.at, through: key.through ?? false, pose: solvePosture(key) })),
			{ at: duration, through: false, pose: ease },
		];
		this.#face = expressionWeights(name, face);
	}

	/** Writes the pose at `time`; at ease outside of the clip. */
	sample(time: number, out: BodyPose): void {
		let next = 1;
		while (next < this.#keys.length - 1 && time >= (this.#keys[next]?.at ?? 0)) next++;
		const [from, to] = [this.#keys[next - 1], this.#keys[next]];
		if (from === undefined || to === undefined) return;
		const share = Math.min(1, Math.max(0, (time - from.at) / (to.at - from.at)));
		blendPoses(from.pose, to.pose, eased(share, from.through, to.through), out);
	}

	/** Writes the face's 52 weights at `time`. */
	sampleFace(time: number, out: Float32Array): void {
		const share = smoothstep(time / FACE_IN) * smoothstep((this.duration - time) / FACE_OUT);
		for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++) out[shape] = (this.#face[shape] ?? 0) * share;
	}
}

/** Level at ends where the motion rests, straight where it goes through. */
function eased(share: number, fromThrough: boolean, toThrough: boolean): number {
	if (fromThrough && toThrough) return share;
	if (fromThrough) return share * (2 - share);
	return toThrough ? share * share : smoothstep(share);
}
