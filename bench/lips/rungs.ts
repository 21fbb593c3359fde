import { alignPhonemes } from "../../src/lipsync/align-phonemes.ts";
import { faceFromAudio } from "../../src/lipsync/audio-face.ts";
import { faceFromPhonemes } from "../../src/lipsync/face-from-phonemes.ts";
import { measureLoudness } from "../../src/lipsync/loudness.ts";
import { phonemesFromWords } from "../../src/lipsync/phonemes-from-words.ts";
import { readPinyin } from "../../src/lipsync/pinyin.ts";
import { trackSpeech } from "../../src/lipsync/speech-track.ts";
import type { Recording } from "./speech.ts";

/** The rungs of the ladder that make a face themselves, best first. */
export const MADE_RUNGS = ["phonemes", "words", "audio"] as const;
export type MadeRung = (typeof MADE_RUNGS)[number];

/** Face frames of a recording as each rung makes them, 25 a second. */
export function faceOf(rung: MadeRung, recording: Recording): Float32Array {
	const { samples, sampleRate, duration, phonemes, words } = recording;
	if (rung === "audio") return faceFromAudio(samples, { sampleRate });
	const loudness = measureLoudness(samples, sampleRate);
	if (rung === "phonemes") return faceFromPhonemes(phonemes, { duration, loudness });
	const aligned = alignPhonemes(
		phonemesFromWords(words, readPinyin),
		words.map(({ end }) => end),
		trackSpeech(samples, sampleRate),
	);
	return faceFromPhonemes(aligned, { duration, loudness, plosiveStart: "closure" });
}
