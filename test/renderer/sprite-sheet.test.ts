import { describe, expect, it } from "vitest";
import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX, type BlendshapeName } from "../../src/lipsync/blendshapes.ts";
import { nearestMouth } from "../../src/renderer/sprite-sheet.ts";

const weights = (mouth: Partial<Record<BlendshapeName, number>>) => {
	const all = new Float32Array(BLENDSHAPE_COUNT);
	for (const [name, weight] of Object.entries(mouth)) all[BLENDSHAPE_INDEX[name as BlendshapeName]] = weight;
	return all;
};

/** jawOpen, mouthClose, mouthFunnel, mouthPucker, stretch, smile, rollLower, press, lowerDown, upperUp. */
const SHEET = {
	mouths: [
		[0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
		[0.06, 0.06, 0, 0, 0, 0, 0, 0.35, 0, 0],
		[0.4, 0, 0, 0, 0, 0, 0, 0, 0.2, 0.1],
		[0.1, 0, 0.2, 0.7, 0, 0, 0, 0, 0, 0],
	],
};

describe("the picture for a mouth", () => {
	it.each([
		["rest", {}, 0],
		["closed lips, though the jaw is open", { jawOpen: 0.1, mouthClose: 0.1, mouthPressLeft: 0.3 }, 1],
		["a wide vowel", { jawOpen: 0.36, mouthLowerDownLeft: 0.15 }, 2],
		["rounded lips", { jawOpen: 0.08, mouthPucker: 0.6, mouthFunnel: 0.1 }, 3],
	] as const)("is the one that is most like it: %s", (_sound, mouth, picture) => {
		expect(nearestMouth(SHEET, weights(mouth))).toBe(picture);
	});
});
