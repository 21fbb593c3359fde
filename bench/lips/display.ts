import { BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { LIPS_TOUCH, lipGap } from "../../src/lipsync/lip-gap.ts";
import { FaceDirector } from "../../src/motion/face-director.ts";
import { seconds } from "../../src/util/time.ts";
import { SeededRandom } from "../../test/support/seeded-random.ts";
import type { Recording } from "./speech.ts";

const DISPLAY_RATE = 60;

/** The closure window of the face frames, widened by the display frame that a sentence's first sound may have to wait for. */
const BEFORE = 0.04;
const AFTER = 1 / DISPLAY_RATE;

const isBilabial = ({ symbol }: { readonly symbol: string }) => /^[bpm]h?$/.test(symbol);

/**
 * How many bilabials of a recording are seen closed on a 60 Hz display of any phase, after the face track, a smile and
 * idle life have been laid over its face frames.
 */
export function closedOnDisplay(
	recording: Recording,
	weights: Float32Array,
	frameRate: number,
	seed: number,
): number {
	const random = new SeededRandom(seed);
	const director = new FaceDirector({ random: () => random.next() });
	director.handle({
		type: "face",
		utterance: 1,
		presentationTime: seconds(0),
		frameRate,
		count: weights.length / BLENDSHAPE_COUNT,
		weights: weights.slice(),
	});
	director.handle({
		type: "expression",
		utterance: 1,
		name: "happy",
		start: seconds(0),
		end: recording.duration,
	});
	const face = new Float32Array(BLENDSHAPE_COUNT);
	const closed: number[] = [];
	for (let time = random.next() / DISPLAY_RATE; time < recording.duration; time += 1 / DISPLAY_RATE) {
		director.update(1 / DISPLAY_RATE, seconds(time), 1, face);
		if (lipGap(face) < LIPS_TOUCH) closed.push(time);
	}
	return recording.phonemes
		.filter(isBilabial)
		.filter(({ start }) => closed.some((time) => time >= start - BEFORE && time <= start + AFTER)).length;
}
