import type { ActionClips } from "../../src/motion/action-clip.ts";

/** Gestures of the head alone. */
export const HEAD_GESTURES = {
	nod: {
		duration: 1.15,
		shown: 0.6,
		keys: [
			{ at: 0.22, head: [14, 0, 0], torso: [2, 0, 0] },
			{ at: 0.44, head: [-2, 0, 0] },
			{ at: 0.66, head: [10, 0, 0], torso: [1.5, 0, 0] },
		],
	},
	shake: {
		duration: 1.45,
		shown: 0.9,
		keys: [
			{ at: 0.25, head: [1, 13, 0] },
			{ at: 0.55, head: [1, -13, 0] },
			{ at: 0.82, head: [1, 9, 0] },
			{ at: 1.08, head: [1, -6, 0] },
		],
		face: { browInnerUp: 0.12 },
	},
	tilt: {
		duration: 1.6,
		shown: 0.7,
		keys: [
			{ at: 0.4, head: [2, 3, 9] },
			{ at: 1.05, head: [3, 3, 9] },
		],
		face: { mouthSmile: 0.2, browOuterUp: 0.12 },
	},
	"nod-low": {
		duration: 1.9,
		shown: 1,
		keys: [
			{ at: 0.55, head: [20, 0, 0], torso: [6, 0, 0] },
			{ at: 1.05, head: [20, 0, 0], torso: [6, 0, 0] },
		],
	},
	"look-left": { duration: 1.9, shown: 0.8, keys: headHeld([0, 20, 2]) },
	"look-right": { duration: 1.9, shown: 0.8, keys: headHeld([0, -20, -2]) },
	"look-up-left": { duration: 1.9, shown: 0.8, keys: headHeld([-8, 16, 3]) },
	"look-up-right": { duration: 1.9, shown: 0.8, keys: headHeld([-8, -16, -3]) },
} as const satisfies ActionClips;

function headHeld(head: readonly [number, number, number]) {
	return [
		{ at: 0.4, head },
		{ at: 1.25, head },
	] as const;
}
