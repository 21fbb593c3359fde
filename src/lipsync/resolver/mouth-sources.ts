import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../blendshapes.ts";

/** Jaw weight at which a talking mouth counts as wide open; people speak with the lower half of the range. */
const OPEN_JAW = 0.6;
/** How far parted lips alone (jaw shut) open the mouth, against the jaw. */
const PARTED_LIPS = 0.35;
/** Openness from which spread lips are a vowel and not a smile. */
const VOICED_OPENNESS = 0.12;

const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));

const at = (weights: Float32Array, index: number): number => weights[index] ?? 0;

/**
 * Computes vowels and closures from `weights[0 … 51]` into the places after them (order of `MOUTH_SOURCES`).
 * All are 0 … 1, the vowels sum to at most 1, and closed lips silence every vowel. Any thread; allocates nothing.
 */
export function mouthSourcesInto(weights: Float32Array): void {
	const jaw = at(weights, AT.jawOpen);
	const parted =
		(at(weights, AT.mouthLowerDownLeft) +
			at(weights, AT.mouthLowerDownRight) +
			at(weights, AT.mouthUpperUpLeft) +
			at(weights, AT.mouthUpperUpRight)) /
		4;
	const pressed = (at(weights, AT.mouthPressLeft) + at(weights, AT.mouthPressRight)) / 2;
	const rolled = Math.min(at(weights, AT.mouthRollLower), at(weights, AT.mouthRollUpper));
	// Lips are together when mouthClose makes up for the jaw, or when they are pressed or rolled in.
	const shut = clamp01(
		Math.max(
			jaw > 0.02 ? at(weights, AT.mouthClose) / jaw : at(weights, AT.mouthClose),
			pressed * 1.5,
			rolled * 1.5,
		),
	);
	const open = clamp01((jaw + PARTED_LIPS * parted) / OPEN_JAW) * (1 - shut);

	const pucker = at(weights, AT.mouthPucker) * (1 - shut);
	const funnel = at(weights, AT.mouthFunnel) * (1 - shut);
	const round = clamp01(pucker + funnel);
	const voiced = clamp01(open / VOICED_OPENNESS);
	const stretch = (at(weights, AT.mouthStretchLeft) + at(weights, AT.mouthStretchRight)) / 2;
	const smile = (at(weights, AT.mouthSmileLeft) + at(weights, AT.mouthSmileRight)) / 2;
	const spread = clamp01(stretch * 1.4 + smile * 0.7) * voiced * (1 - round) * (1 - shut);

	const ou = round * clamp01(1.15 - open - 0.5 * funnel);
	const oh = round * clamp01(open + 0.5 * funnel);
	const wide = spread * (1 - 0.6 * open);
	const narrow = open * (1 - round) * (1 - spread);
	// A little open and unrounded is "ih", more of it is "aa".
	const aa = narrow * clamp01(open * 1.6);
	const ih = (narrow - aa) * 0.7;
	const ee = wide;

	const scale = 1 / Math.max(1, aa + ih + ou + ee + oh);
	weights[BLENDSHAPE_COUNT] = aa * scale;
	weights[BLENDSHAPE_COUNT + 1] = ih * scale;
	weights[BLENDSHAPE_COUNT + 2] = ou * scale;
	weights[BLENDSHAPE_COUNT + 3] = ee * scale;
	weights[BLENDSHAPE_COUNT + 4] = oh * scale;
	weights[BLENDSHAPE_COUNT + 5] = shut * clamp01(jaw * 4 + pressed + rolled);
	weights[BLENDSHAPE_COUNT + 6] =
		clamp01((at(weights, AT.mouthRollLower) - at(weights, AT.mouthRollUpper)) * 1.5) * (1 - shut);
}
