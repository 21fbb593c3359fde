import type { ArmPosture } from "../../src/motion/body-arm.ts";

/** Arm postures that several gestures share. x away from the body, y up, z forward; see {@link ArmPosture}. */

/** An open hand offered forward and aside, palm up. */
export const OFFERED: ArmPosture = {
	upper: [0.28, -0.94, 0.22],
	fore: [0.45, 0.08, 0.9],
	palm: [-0.2, 1, 0.2],
	hand: "offer",
};

/** Straight ahead at the height of the waist, palm half up. */
export const AHEAD: ArmPosture = {
	upper: [0.2, -0.85, 0.5],
	fore: [-0.05, 0.12, 1],
	palm: [-0.6, 0.8, 0],
	hand: "flat",
};

/** Before the chest, as a hand is held to explain. */
export const BEFORE_CHEST: ArmPosture = {
	upper: [0.28, -0.92, 0.2],
	fore: [0.12, 0.22, 1],
	palm: [-0.75, 0.6, 0.1],
	hand: "offer",
};

/** Across the belly, the palm to the body. */
export const ACROSS_BELLY: ArmPosture = {
	upper: [0.16, -1, 0.22],
	fore: [-0.8, 0.02, 0.62],
	palm: [-0.1, -0.5, -1],
	hand: "relaxed",
};

/** Points aside with an open hand, the palm forward and up. */
export const ASIDE: ArmPosture = {
	upper: [0.2, -0.96, 0.22],
	fore: [0.36, 0.5, 0.78],
	fingers: [0.78, 0.32, 0.55],
	palm: [-0.1, 0.55, 0.75],
	hand: "flat",
};

/** Points aside and up with the forefinger. */
export const ASIDE_UP: ArmPosture = {
	upper: [0.36, -0.84, 0.38],
	fore: [0.32, 1, 0.3],
	fingers: [0.58, 0.85, 0.15],
	palm: [-0.3, 0, 1],
	hand: "point",
};

/** A fist before the chest with the thumb up. */
export const THUMB_UP: ArmPosture = {
	upper: [0.3, -0.9, 0.3],
	fore: [-0.05, 0.5, 0.85],
	fingers: [-0.1, 0.15, 1],
	palm: [-1, 0, 0],
	hand: "thumbUp",
};
