import { ACTION_CODES } from "../../assets/gestures/action-codes.ts";
import { GESTURES } from "../../assets/gestures/gestures.ts";
import { BodyDirector } from "../motion/body-director.ts";
import { headOf } from "../motion/body-pose.ts";
import type { FaceDirector } from "../motion/face-director.ts";
import { type HeadPose, headAtRest } from "../motion/head-pose.ts";
import type { Avatar } from "../renderer/avatar.ts";

/** Brings what the directors decide to an avatar: the same whether the stage is watched or filmed. */
export class AvatarMover {
	readonly body = new BodyDirector({ clips: GESTURES, map: ACTION_CODES });
	/** How the head is turned as of the last {@link move}, the body's part included. */
	readonly head: Readonly<HeadPose>;
	readonly #head = headAtRest();

	constructor() {
		this.head = this.#head;
	}

	/** Moves the body on by `delta` seconds and applies it, and `weights`, to the avatar. Allocates nothing. */
	move(delta: number, director: FaceDirector, weights: Float32Array, avatar: Avatar | undefined): void {
		const { body } = this;
		const { pose } = body;
		body.update(delta, director.action);
		if (avatar === undefined) return;
		avatar.apply(weights);
		headOf(pose, director.head, this.#head);
		avatar.setHeadPose(this.#head);
		body.arms = avatar.setBodyPose !== undefined;
		avatar.setBodyPose?.(pose, director.breath);
		avatar.applyActions?.(body.layers);
	}
}
