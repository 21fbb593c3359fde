import { BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import { faceFromPhonemes } from "../lipsync/face-from-phonemes.ts";
import { measureLoudness } from "../lipsync/loudness.ts";
import type { Stretch } from "./phrase-timeline.ts";
import { FACE_FRAME_RATE, SAMPLES_PER_FACE_FRAME, SPEECH_RATE } from "./spoken-phrase.ts";

/**
 * Face frames of a phrase, 52 weights each. Each stretch is read in its own notation (`v` is [v] in IPA and ü in
 * pinyin) and shown for as long as it sounds.
 */
export function phraseFace(stretches: readonly Stretch[], samples: Float32Array): Float32Array {
	const duration = samples.length / SPEECH_RATE;
	const loudness = measureLoudness(samples, SPEECH_RATE);
	const count = samples.length / SAMPLES_PER_FACE_FRAME;
	const face = new Float32Array(count * BLENDSHAPE_COUNT);
	let from = 0;
	for (const [index, { phonemes, inventory }] of stretches.entries()) {
		const next = stretches[index + 1]?.phonemes[0]?.start;
		const to = next === undefined ? count : Math.min(count, Math.ceil(next * FACE_FRAME_RATE));
		const options = { duration, loudness, inventory, frameRate: FACE_FRAME_RATE };
		const frames = faceFromPhonemes(phonemes, options);
		face.set(frames.subarray(from * BLENDSHAPE_COUNT, to * BLENDSHAPE_COUNT), from * BLENDSHAPE_COUNT);
		from = to;
	}
	return face;
}
