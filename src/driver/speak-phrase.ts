import { resample } from "../audio/resampler.ts";
import { ESPEAK_RATE, type Espeak } from "./espeak.ts";
import { phraseFace } from "./phrase-face.ts";
import { phraseTimeline } from "./phrase-timeline.ts";
import { speakSegment } from "./speak-segment.ts";
import type { SpeechManner, SpeechSegment } from "./speech-segment.ts";
import { SAMPLES_PER_FACE_FRAME, SPEECH_RATE, type SpokenPhrase } from "./spoken-phrase.ts";
import { delayUnit, type SpokenUnit } from "./spoken-unit.ts";
import { unitSubtitles, unitWords } from "./unit-words.ts";

/** Sound and where it stands in the phrase, in samples. */
interface Piece {
	readonly samples: Float32Array;
	readonly at: number;
}

/** Says a phrase: one voice after the other, pauses between, the face on top. Blocks for the time of synthesis. */
export function speakPhrase(
	espeak: Espeak,
	clauseText: string,
	segments: readonly SpeechSegment[],
	manner: SpeechManner,
): SpokenPhrase {
	const pieces: Piece[] = [];
	const units: SpokenUnit[] = [];
	let length = 0;
	let speechEnd = 0;
	for (const segment of segments) {
		if (segment.type === "pause") {
			length += Math.round(segment.duration * SPEECH_RATE);
			continue;
		}
		const spoken = speakSegment(espeak, segment, manner.timbre);
		const samples = resample(spoken.samples, ESPEAK_RATE, SPEECH_RATE);
		pieces.push({ samples, at: length });
		units.push(...spoken.units.map((unit) => delayUnit(unit, length / SPEECH_RATE)));
		length += samples.length;
		speechEnd = length;
	}
	const samples = mix(pieces, wholeFaceFrames(length), manner.gain);
	const timeline = phraseTimeline(units, samples.length / SPEECH_RATE);
	return {
		samples,
		face: phraseFace(timeline, samples),
		phonemes: timeline.flatMap((stretch) => stretch.phonemes),
		words: unitWords(clauseText, units),
		subtitles: unitSubtitles(clauseText, units, manner.subtitles),
		pause: samples.length - speechEnd,
	};
}

const wholeFaceFrames = (length: number): number =>
	Math.max(1, Math.ceil(length / SAMPLES_PER_FACE_FRAME)) * SAMPLES_PER_FACE_FRAME;

function mix(pieces: readonly Piece[], length: number, gain: number): Float32Array {
	const mixed = new Float32Array(length);
	for (const { samples, at } of pieces)
		for (let i = 0; i < samples.length; i++)
			mixed[at + i] = Math.max(-1, Math.min(1, (samples[i] ?? 0) * gain));
	return mixed;
}
