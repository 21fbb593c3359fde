import type { ClausePart } from "./driver-message.ts";

/** What the driver API speaks unless it says otherwise. */
export const DEFAULT_SAMPLE_RATE = 24_000;

/** Weights per face frame unless ThDim says otherwise. */
export const DEFAULT_DIMENSION = 52;

/** The only RealThType that the documents show. */
export const DEFAULT_FACE_TYPE = "3D_standard";

/** A part of clause 1 with nothing in it but `fields`; for senders. */
export function clausePart(fields: Partial<ClausePart> = {}): ClausePart {
	return {
		sequence: 1,
		samples: new Int16Array(0),
		sampleRate: DEFAULT_SAMPLE_RATE,
		face: { dimension: DEFAULT_DIMENSION, count: 0, weights: new Float32Array(0) },
		faceType: DEFAULT_FACE_TYPE,
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
