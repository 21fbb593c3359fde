import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT, BLENDSHAPES } from "./blendshapes.ts";
import type { FaceQuality } from "./face-judge.ts";
import type { PhonemeFace } from "./phoneme-face.ts";

/** A jaw below this belongs to a sound that needs it narrow. */
const NARROW = 0.13;

const isLips = (shape: number): boolean => BLENDSHAPES[shape]?.startsWith("mouth") ?? false;

/**
 * Writes the driver's frame with what it lacks taken from the phonemes at `time` to `out`: closures, or the whole lips
 * where only its jaw moves. Narrow sounds and closures then keep the phonemes' jaw, open ones take the driver's.
 */
export function mixLips(
	quality: Exclude<FaceQuality, "whole">,
	face: Float32Array,
	speech: PhonemeFace,
	time: number,
	out: Float32Array,
): void {
	if (quality === "open-lips") {
		out.set(face);
		speech.closeLips(time, out);
		return;
	}
	speech.sample(time, out);
	const jaw = out[AT.jawOpen] ?? 0;
	const narrow = jaw < NARROW || (out[AT.mouthClose] ?? 0) > 0;
	for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++) if (!isLips(shape)) out[shape] = face[shape] ?? 0;
	if (narrow) out[AT.jawOpen] = Math.min(jaw, face[AT.jawOpen] ?? 0);
	out[AT.mouthClose] = Math.min(out[AT.mouthClose] ?? 0, out[AT.jawOpen] ?? 0);
}
