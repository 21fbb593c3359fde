import type { ClausePart } from "../../src/protocol/driver-message.ts";

/** A part of a clause for tests: 24 kHz, no sound, no face, no cues, unless said. */
export function clausePart(fields: Partial<ClausePart> & { readonly sequence: number }): ClausePart {
	return {
		samples: new Float32Array(0),
		sampleRate: 24_000,
		face: { dimension: 52, count: 0, weights: new Float32Array(0) },
		faceType: "",
		phonemes: [],
		words: [],
		subtitles: [],
		actions: [],
		expressions: [],
		clauseStart: false,
		clauseFinal: false,
		faceFinal: false,
		final: false,
		...fields,
	};
}

/** `length` samples of one value, which names the part in assertions. */
export const level = (value: number, length = 2_400): Float32Array => new Float32Array(length).fill(value);

/** `count` face frames with one value. */
export const faceFrames = (value: number, count: number): ClausePart["face"] => ({
	dimension: 52,
	count,
	weights: new Float32Array(count * 52).fill(value),
});
