import type { ActionClip, ActionClips } from "../../src/motion/action-clip.ts";
import type { ArmPosture } from "../../src/motion/body-arm.ts";
import { AHEAD, ASIDE, ASIDE_UP, OFFERED } from "./arms.ts";

/** Where a hand slides along from: before the belly. */
const BEFORE_BELLY: ArmPosture = {
	upper: [0.22, -0.95, 0.25],
	fore: [-0.45, 0.05, 0.9],
	palm: [-0.1, 1, 0],
	hand: "offer",
};
const LOW_ASIDE: ArmPosture = {
	upper: [0.28, -0.95, 0.12],
	fore: [0.3, -0.28, 0.88],
	fingers: [0.5, -0.3, 0.78],
	palm: [-0.1, 0.6, 0.8],
	hand: "flat",
};
const HIGH_ASIDE: ArmPosture = {
	upper: [0.38, -0.8, 0.42],
	fore: [0.28, 1, 0.32],
	fingers: [0.5, 0.9, 0.15],
	palm: [-0.3, 0.1, 1],
	hand: "flat",
};
const POINTING: ArmPosture = {
	upper: [0.28, -0.88, 0.38],
	fore: [0.42, 0.32, 0.86],
	fingers: [0.68, 0.25, 0.68],
	palm: [-0.5, -0.5, 0.7],
	hand: "point",
};

/** One arm shows something while the head looks that way. */
function shows(side: "left" | "right", arm: ArmPosture, yaw: number, withoutArms: string): ActionClip {
	const sign = side === "left" ? 1 : -1;
	const look = { torso: [1, sign * 5, 0], head: [0, sign * yaw, 0] } as const;
	return {
		duration: 2.5,
		shown: 1.2,
		keys: [
			{ at: 0.55, [side]: arm, ...look },
			{ at: 1.7, [side]: arm, torso: [1, sign * 4, 0], head: [0, sign * yaw * 0.3, 0] },
		],
		face: { mouthSmile: 0.15, browOuterUp: 0.1 },
		withoutArms,
	};
}

/** Gestures that show where something is. */
export const POINTING_GESTURES = {
	"both-forward": {
		duration: 2.4,
		shown: 1.1,
		keys: [
			{ at: 0.5, left: AHEAD, right: AHEAD, torso: [3, 0, 0] },
			{ at: 1.6, left: AHEAD, right: AHEAD, torso: [3, 0, 0], head: [2, 0, 0] },
		],
		withoutArms: "nod",
	},
	"left-slide": {
		duration: 2.7,
		shown: 1.5,
		keys: [
			{ at: 0.5, left: BEFORE_BELLY, head: [3, -4, 0] },
			{ at: 1.25, left: OFFERED, torso: [0, 5, 0], head: [2, 9, 0] },
			{ at: 1.85, left: OFFERED, torso: [0, 5, 0], head: [0, 3, 0] },
		],
		withoutArms: "look-left",
	},
	"left-side": shows("left", ASIDE, 16, "look-left"),
	"left-up": shows("left", ASIDE_UP, 12, "look-up-left"),
	"right-side": shows("right", ASIDE, 16, "look-right"),
	"right-up": shows("right", ASIDE_UP, 12, "look-up-right"),
	"right-slide-down": {
		duration: 2.8,
		shown: 1.6,
		keys: [
			{ at: 0.5, right: HIGH_ASIDE, torso: [0, -4, 0], head: [-2, -12, 0] },
			{ at: 1.45, right: LOW_ASIDE, torso: [1, -4, 0], head: [4, -12, 0] },
			{ at: 1.95, right: LOW_ASIDE, torso: [1, -3, 0], head: [0, -3, 0] },
		],
		withoutArms: "look-right",
	},
	point: shows("right", POINTING, 14, "look-right"),
} as const satisfies ActionClips;
