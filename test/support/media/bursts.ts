import { FACE_FRAME_RATE, SPEECH_RATE } from "../../../src/driver/spoken-phrase.ts";
import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX } from "../../../src/lipsync/blendshapes.ts";
import { SeededRandom } from "../seeded-random.ts";

/** Tones whose loudness is the opening of the mouth, at uneven distances: what a skew is measured with. */
export function bursts(duration: number, seed = 1): { samples: Float32Array; face: Float32Array } {
	const random = new SeededRandom(seed);
	const peaks: number[] = [];
	for (let at = 0.3; at < duration - 0.3; at += 0.25 + 0.2 * random.next()) peaks.push(at);
	const opening = (time: number): number =>
		peaks.reduce((most, peak) => Math.max(most, 1 - Math.abs(time - peak) / 0.12), 0);
	const samples = Float32Array.from(
		{ length: Math.round(duration * SPEECH_RATE) },
		(_, index) => 0.7 * opening(index / SPEECH_RATE) * Math.sin((2 * Math.PI * 500 * index) / SPEECH_RATE),
	);
	const face = new Float32Array(Math.round(duration * FACE_FRAME_RATE) * BLENDSHAPE_COUNT);
	for (let frame = 0; frame * BLENDSHAPE_COUNT < face.length; frame++)
		face[frame * BLENDSHAPE_COUNT + BLENDSHAPE_INDEX.jawOpen] = opening(frame / FACE_FRAME_RATE);
	return { samples, face };
}
