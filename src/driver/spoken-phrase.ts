import type { Phoneme, Subtitle, Word } from "../protocol/driver-message.ts";

/** Sample rate that the driver sends: the vendor's own client plays every message at this one. Hertz. */
export const SPEECH_RATE = 24_000;

/** Face frames per second: what the vendor's own client plays. */
export const FACE_FRAME_RATE = 25;

/** Samples of one face frame. Every phrase is a whole number of face frames long. */
export const SAMPLES_PER_FACE_FRAME = SPEECH_RATE / FACE_FRAME_RATE;

/** A phrase, spoken. Times count from its first sample, text positions are indices of the clause's text. */
export interface SpokenPhrase {
	/** At {@link SPEECH_RATE}, −1 … 1; a multiple of {@link SAMPLES_PER_FACE_FRAME} long. */
	readonly samples: Float32Array;
	/** 52 weights in the order of `BLENDSHAPES` for each {@link SAMPLES_PER_FACE_FRAME} samples. */
	readonly face: Float32Array;
	/** Without gaps from the first sample to the last, silence included. */
	readonly phonemes: readonly Phoneme[];
	readonly words: readonly Word[];
	readonly subtitles: readonly Subtitle[];
	/** Samples of silence that end the phrase. */
	readonly pause: number;
}
