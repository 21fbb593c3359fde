import type { Object3D } from "three";
import type { CoverageCard } from "../lipsync/resolver/coverage-card.ts";
import type { ActionLayer } from "../motion/action-layers.ts";
import type { BodyPose } from "../motion/body-pose.ts";
import type { HeadPose } from "../motion/head-pose.ts";
import type { Seconds } from "../util/time.ts";
import type { ActionFile } from "./action-file.ts";
import type { AvatarAnchors } from "./avatar-anchors.ts";
import type { AvatarLicence } from "./avatar-licence.ts";
import type { WeightStats } from "./weight-input.ts";

/**
 * A model, ready to be driven. Lives on the thread that renders. Each frame: {@link apply}, {@link setHeadPose},
 * {@link setBodyPose}, {@link applyActions}, {@link update}, then the stage renders (it calls `update` itself).
 */
export interface Avatar {
	/** For the stage alone: what stands in the scene. */
	readonly object: Object3D;
	readonly coverage: CoverageCard;
	/** Where its head and body are, for the camera. */
	readonly anchors: AvatarAnchors;
	/** What a VRM's author permits; absent for plain glTF. */
	readonly licence?: AvatarLicence;
	/** Counters since loading. */
	readonly stats: WeightStats;
	/**
	 * Takes the 52 weights of one face frame in the order of `BLENDSHAPES`; nothing is kept of the array.
	 * Values outside 0 … 1 are clamped and NaN holds the weight before it; both are counted. Allocates nothing.
	 */
	apply(weights: Float32Array): void;
	/** Turns head and neck away from rest; nothing is kept of the object. Does nothing to a model without these bones. */
	setHeadPose(pose: Readonly<HeadPose>): void;
	/**
	 * Puts torso, arms and hands into a pose; `breath` is 0 … 1. The pose's head is not for here: it goes with the rest of
	 * {@link setHeadPose}. Absent if the model has no arms that can be posed. Allocates nothing.
	 */
	setBodyPose?(pose: BodyPose, breath: number): void;
	/** Fits an action from a file to this body; replaces the one of that name. Absent where {@link applyActions} is. */
	addAction?(name: string, file: ActionFile): void;
	/**
	 * Lays actions from files over the pose, in this order; a name that was not added shows nothing. To be called after
	 * {@link setBodyPose}, for every frame of every pose. Absent if the model is no VRM with arms. Allocates nothing.
	 */
	applyActions?(layers: readonly ActionLayer[]): void;
	/** Adds a gaze to the eye shapes of the frames that follow, radians as in `HeadPose`. */
	lookAt(yaw: number, pitch: number): void;
	/** Advances what moves by itself (springs, constraints, materials) by `delta` and brings all weights to the meshes. */
	update(delta: Seconds): void;
	/** Frees geometries, materials, textures and skeletons. Idempotent. */
	dispose(): void;
}
