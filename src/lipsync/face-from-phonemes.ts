import type { Phoneme } from "../protocol/driver-message.ts";
import type { Seconds } from "../util/time.ts";
import { BLENDSHAPE_COUNT } from "./blendshapes.ts";
import type { GestureOptions } from "./gesture.ts";
import { FACE_FRAME_RATE, PhonemeFace } from "./phoneme-face.ts";

export interface FaceFromPhonemesOptions extends GestureOptions {
	/** Length of the clip, seconds: `round(duration × frameRate)` face frames come out. */
	readonly duration: Seconds | number;
	/** Face frames per second, {@link FACE_FRAME_RATE} by default. At 25 or more each bilabial closure has a frame of its own. */
	readonly frameRate?: number;
}

/**
 * Face frames for a clip whose phonemes are known: `count × 52` weights in the order of `BLENDSHAPES`, frame `i` at
 * `i / frameRate` on the phonemes' timeline. Phonemes may be in Mandarin initials and finals, ARPAbet, or IPA as
 * espeak-ng names it. @throws {RangeError} if duration or frame rate is no usable number.
 *
 * For a stream, keep a {@link PhonemeFace} instead and make it anew as phonemes arrive: what it shows before its
 * `stableUntil` stays as it is.
 */
export function faceFromPhonemes(
	phonemes: readonly Phoneme[],
	options: FaceFromPhonemesOptions,
): Float32Array {
	const frameRate = options.frameRate ?? FACE_FRAME_RATE;
	if (!(frameRate > 0) || !Number.isFinite(frameRate))
		throw new RangeError(`frameRate: expected a positive number, got ${frameRate}`);
	if (!(options.duration >= 0) || !Number.isFinite(options.duration))
		throw new RangeError(`duration: expected seconds of 0 or more, got ${options.duration}`);
	const face = new PhonemeFace(phonemes, options, frameRate);
	const count = Math.round(options.duration * frameRate);
	const out = new Float32Array(count * BLENDSHAPE_COUNT);
	for (let frame = 0; frame < count; frame++) face.sample(frame / frameRate, out, frame * BLENDSHAPE_COUNT);
	return out;
}
