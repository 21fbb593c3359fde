import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";

/**
 * The peer: a mouth that follows volume and nothing else, as several popular web avatars have it (ChatVRM, amica,
 * AITuberKit): the peak of the last 2048 samples through a steep sigmoid, nothing below 0.1, drives one open vowel at
 * half strength.
 */
const WINDOW = 2048;
const STEEPNESS = 45;
const OFFSET = 5;
const CUT = 0.1;
const STRENGTH = 0.5;

/** Face frames of a clip, `frameRate` a second, in the order of `BLENDSHAPES`. */
export function volumeMouth(samples: Float32Array, sampleRate: number, frameRate: number): Float32Array {
	const count = Math.round((samples.length / sampleRate) * frameRate);
	const weights = new Float32Array(count * BLENDSHAPE_COUNT);
	for (let frame = 0; frame < count; frame++) {
		const end = Math.round((frame / frameRate) * sampleRate);
		let peak = 0;
		for (let at = Math.max(0, end - WINDOW); at < end; at++)
			peak = Math.max(peak, Math.abs(samples[at] ?? 0));
		const open = 1 / (1 + Math.exp(OFFSET - STEEPNESS * peak));
		weights[frame * BLENDSHAPE_COUNT + AT.jawOpen] = open < CUT ? 0 : STRENGTH * open;
	}
	return weights;
}
