import type { ActionClips } from "../../src/motion/action-clip.ts";
import type { ArmPosture } from "../../src/motion/body-arm.ts";
import { ACROSS_BELLY, BEFORE_CHEST, OFFERED, THUMB_UP } from "./arms.ts";

/** A hand beside the head; `x` sways the forearm outwards. */
const waving = (x: number): ArmPosture => ({
	upper: [0.42, -0.66, 0.55],
	fore: [x, 1, 0.2],
	palm: [-0.1, 0, 1],
	hand: "spread",
});

/** Hands before the chest; `x` brings them together. */
const clapping = (x: number): ArmPosture => ({
	upper: [0.2, -0.88, 0.42],
	fore: [x, 0.42, 0.62],
	fingers: [-0.18, 0.72, 0.68],
	palm: [-1, -0.1, 0],
	hand: "flat",
});
const APART = clapping(-0.42);
const TOGETHER = clapping(-0.69);

const OK: ArmPosture = {
	upper: [0.3, -0.88, 0.38],
	fore: [0.16, 0.95, 0.38],
	palm: [-0.8, 0, 0.6],
	hand: "ok",
};
const HEART: ArmPosture = {
	upper: [0.35, -0.85, 0.4],
	fore: [-0.2, 0.92, 0.35],
	fingers: [0.15, 0.95, 0.25],
	palm: [-0.5, 0.1, 0.85],
	hand: "heart",
};
const FIST_UP: ArmPosture = {
	upper: [0.4, -0.8, 0.4],
	fore: [-0.12, 1, 0.25],
	palm: [-0.75, 0, -0.6],
	hand: "fist",
};
const FIST_LOW: ArmPosture = { ...FIST_UP, upper: [0.35, -0.95, 0.15], fore: [-0.1, 0.85, 0.55] };
const AT_CHIN: ArmPosture = {
	upper: [0.1, -0.8, 0.6],
	fore: [-0.5, 0.86, -0.16],
	fingers: [-0.3, 0.9, -0.25],
	palm: [-0.6, 0, -0.8],
	hand: "chin",
};
const SHRUGGED: ArmPosture = {
	upper: [0.24, -0.95, 0.1],
	fore: [0.5, 0.22, 0.82],
	fingers: [0.78, 0.08, 0.62],
	palm: [0, 1, 0.25],
	hand: "offer",
	shrug: 1,
};

/** Gestures that say something by the hands. */
export const HAND_GESTURES = {
	wave: {
		duration: 2.5,
		shown: 1.35,
		keys: [
			{ at: 0.5, right: waving(0.1), head: [0, 0, 3], torso: [0, 0, 1.5] },
			{ at: 0.74, right: waving(0.4), head: [0, 0, 4], torso: [0, 0, 1.5] },
			{ at: 0.98, right: waving(-0.14), head: [0, 0, 4], torso: [0, 0, 1.5] },
			{ at: 1.22, right: waving(0.4), head: [0, 0, 4], torso: [0, 0, 1.5] },
			{ at: 1.46, right: waving(-0.14), head: [0, 0, 4], torso: [0, 0, 1.5] },
			{ at: 1.72, right: waving(0.25), head: [0, 0, 3], torso: [0, 0, 1] },
		],
		face: { mouthSmile: 0.45, cheekSquint: 0.2, browOuterUp: 0.15 },
		withoutArms: "tilt",
	},
	applaud: {
		duration: 2.9,
		shown: 1.5,
		keys: [
			{ at: 0.45, left: APART, right: APART, torso: [2, 0, 0] },
			...[0, 1, 2, 3, 4].flatMap((clap) => [
				{
					at: 0.62 + clap * 0.34,
					left: TOGETHER,
					right: TOGETHER,
					torso: [2, 0, 0],
					head: [3, 0, 0],
				} as const,
				{ at: 0.79 + clap * 0.34, left: APART, right: APART, torso: [2, 0, 0], head: [1, 0, 0] } as const,
			]),
		],
		face: { mouthSmile: 0.5, cheekSquint: 0.25 },
		withoutArms: "nod",
	},
	"thumbs-up": {
		duration: 2.2,
		shown: 1.1,
		keys: [
			{ at: 0.5, right: THUMB_UP, head: [4, 0, 3] },
			{ at: 1.45, right: THUMB_UP, head: [2, 0, 3] },
		],
		face: { mouthSmile: 0.45, cheekSquint: 0.2 },
		withoutArms: "nod",
	},
	"two-thumbs-up": {
		duration: 2.3,
		shown: 1.1,
		keys: [
			{ at: 0.5, left: THUMB_UP, right: THUMB_UP, head: [4, 0, 0], torso: [2, 0, 0] },
			{ at: 1.55, left: THUMB_UP, right: THUMB_UP, head: [2, 0, 2], torso: [2, 0, 0] },
		],
		face: { mouthSmile: 0.55, cheekSquint: 0.3, browOuterUp: 0.15 },
		withoutArms: "nod",
	},
	ok: {
		duration: 2.2,
		shown: 1.1,
		keys: [
			{ at: 0.5, right: OK, head: [3, 0, 4] },
			{ at: 1.45, right: OK, head: [1, 0, 4] },
		],
		face: { mouthSmile: 0.4, cheekSquint: 0.15 },
		withoutArms: "nod",
	},
	"finger-heart": {
		duration: 2.4,
		shown: 1.2,
		keys: [
			{ at: 0.55, right: HEART, head: [2, 0, 6] },
			{ at: 1.6, right: HEART, head: [2, 0, 7] },
		],
		face: { mouthSmile: 0.6, cheekSquint: 0.35, eyeSquint: 0.15 },
		withoutArms: "tilt",
	},
	cheer: {
		duration: 2.3,
		shown: 1.2,
		keys: [
			{ at: 0.45, right: FIST_UP, torso: [0, 0, 1] },
			{ at: 0.72, right: FIST_LOW, head: [4, 0, 0], torso: [2, 0, 0] },
			{ at: 0.98, right: FIST_UP, torso: [0, 0, 1] },
			{ at: 1.25, right: FIST_LOW, head: [4, 0, 0], torso: [2, 0, 0] },
			{ at: 1.52, right: FIST_UP },
		],
		face: { mouthSmile: 0.45, browOuterUp: 0.2, browInnerUp: 0.1 },
		withoutArms: "nod",
	},
	think: {
		duration: 3.2,
		shown: 1.6,
		keys: [
			{ at: 0.65, right: AT_CHIN, left: ACROSS_BELLY, head: [-2, 6, 5] },
			{ at: 2.3, right: AT_CHIN, left: ACROSS_BELLY, head: [-4, 8, 6] },
		],
		face: { browInnerUp: 0.15, browDownLeft: 0.15, mouthPress: 0.1, eyeLookUp: 0.15 },
		withoutArms: "tilt",
	},
	shrug: {
		duration: 1.9,
		shown: 0.9,
		keys: [
			{ at: 0.42, left: SHRUGGED, right: SHRUGGED, head: [-2, 0, 7] },
			{ at: 1.05, left: SHRUGGED, right: SHRUGGED, head: [-2, 0, 7] },
		],
		face: { browInnerUp: 0.35, browOuterUp: 0.3, mouthShrugLower: 0.3, mouthFrown: 0.12 },
		withoutArms: "tilt",
	},
	explain: {
		duration: 3.4,
		shown: 1.8,
		keys: [
			{ at: 0.5, left: BEFORE_CHEST, right: BEFORE_CHEST, torso: [1, 0, 0] },
			{ at: 1.05, left: BEFORE_CHEST, right: { ...OFFERED, upper: [0.3, -0.94, 0.16] }, torso: [1, -4, 0] },
			{ at: 1.6, left: BEFORE_CHEST, right: BEFORE_CHEST, torso: [1, 0, 0] },
			{ at: 2.15, left: { ...OFFERED, upper: [0.3, -0.94, 0.16] }, right: BEFORE_CHEST, torso: [1, 4, 0] },
			{ at: 2.7, left: BEFORE_CHEST, right: BEFORE_CHEST },
		],
		withoutArms: "nod",
	},
} as const satisfies ActionClips;
