import type { ActionClips } from "../../src/motion/action-clip.ts";
import { HAND_GESTURES } from "./hand-gestures.ts";
import { HEAD_GESTURES } from "./head-gestures.ts";
import { POINTING_GESTURES } from "./pointing-gestures.ts";
import { STAGE_GESTURES } from "./stage-gestures.ts";

/** Everything that our avatars can do, by name. */
export const GESTURES = {
	...HEAD_GESTURES,
	...HAND_GESTURES,
	...POINTING_GESTURES,
	...STAGE_GESTURES,
} as const satisfies ActionClips;

export type GestureName = keyof typeof GESTURES;
