import type { ActionClips } from "../../src/motion/action-clip.ts";
import type { ArmPosture } from "../../src/motion/body-arm.ts";
import { OFFERED } from "./arms.ts";

/** Arms of a body that bows: they hang down, so forward of the chest. */
const BOWED: ArmPosture = { upper: [0.2, -1, 0.38], fore: [0.08, -1, 0.55], palm: [-1, 0, -0.2] };
/** Arms of a body that walks. */
const SWUNG: ArmPosture = { upper: [0.2, -1, 0.2], fore: [0.05, -0.9, 0.5], palm: [-1, 0, -0.1] };
const SWUNG_BACK: ArmPosture = { upper: [0.24, -1, -0.25], fore: [0.1, -1, 0.1], palm: [-1, 0, -0.2] };

/** Gestures of the whole figure. */
export const STAGE_GESTURES = {
	bow: {
		duration: 2.4,
		shown: 1.4,
		keys: [
			{ at: 0.75, torso: [24, 0, 0], head: [14, 0, 0], left: BOWED, right: BOWED },
			{ at: 1.35, torso: [24, 0, 0], head: [14, 0, 0], left: BOWED, right: BOWED },
		],
		face: { mouthSmile: 0.15 },
		withoutArms: "nod-low",
	},
	welcome: {
		duration: 2.7,
		shown: 1.3,
		keys: [
			{ at: 0.6, left: OFFERED, right: OFFERED, torso: [2, 0, 0], head: [3, 0, 0] },
			{ at: 1.8, left: OFFERED, right: OFFERED, torso: [1, 0, 0], head: [0, 0, 4] },
		],
		face: { mouthSmile: 0.5, cheekSquint: 0.25, browOuterUp: 0.2 },
		withoutArms: "tilt",
	},
	enter: {
		duration: 3.4,
		shown: 2.2,
		keys: [
			{ at: 0.7, stand: [0.16, -0.4, -35], left: SWUNG, right: SWUNG_BACK },
			{ at: 1.2, stand: [0.1, -0.25, -25], left: SWUNG_BACK, right: SWUNG, through: true },
			{ at: 1.7, stand: [0.03, -0.07, -10], left: SWUNG, right: SWUNG_BACK },
			{ at: 2.2, torso: [8, 0, 0], head: [8, 0, 0] },
		],
		face: { mouthSmile: 0.4, browOuterUp: 0.15 },
		withoutArms: "nod",
	},
	exit: {
		duration: 6,
		shown: 3,
		keys: [
			{ at: 0.5, torso: [8, 0, 0], head: [9, 0, 0] },
			{ at: 1.1, stand: [0, 0, 60], left: SWUNG_BACK, right: SWUNG },
			{ at: 1.7, stand: [0.45, 0, 85], left: SWUNG, right: SWUNG_BACK, through: true },
			{ at: 2.5, stand: [1.2, 0, 85], left: SWUNG_BACK, right: SWUNG },
			{ at: 4, stand: [1.2, 0, -85], left: SWUNG_BACK, right: SWUNG },
			{ at: 4.7, stand: [0.5, 0, -70], left: SWUNG, right: SWUNG_BACK, through: true },
		],
		withoutArms: "nod-low",
	},
	"turn-around": {
		duration: 3,
		shown: 2.6,
		keys: [
			{ at: 0.65, stand: [0, 0, 90], head: [0, 12, 0], left: SWUNG_BACK, right: SWUNG, through: true },
			{ at: 1.2, stand: [0, 0, 180], head: [0, 12, 0], through: true },
			{ at: 1.75, stand: [0, 0, 270], head: [0, 12, 0], left: SWUNG, right: SWUNG_BACK, through: true },
			{ at: 2.4, stand: [0, 0, 360] },
		],
		withoutArms: "shake",
	},
} as const satisfies ActionClips;
