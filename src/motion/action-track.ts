import type { BodyPose } from "./body-pose.ts";

/** What a body action does to pose and face, over its time. */
export interface ActionTrack {
	/** Seconds; back at ease by then. */
	readonly duration: number;
	/** From when on its meaning has been shown, and the next action may take over. Seconds. */
	readonly shown: number;
	/** Writes the pose at `time`. */
	sample(time: number, out: BodyPose): void;
	/** Writes the face's 52 weights at `time`. */
	sampleFace(time: number, out: Float32Array): void;
}
