import { BLENDSHAPE_COUNT } from "../../lipsync/blendshapes.ts";
import { readDelivery } from "../delivery.ts";
import { planPhrase } from "../plan-phrase.ts";
import { readMarkdown } from "../read-markdown.ts";
import type { Speaker } from "../speaker.ts";
import { splitClauses } from "../split-clauses.ts";
import { SAMPLES_PER_FACE_FRAME, SPEECH_RATE, type SpokenPhrase } from "../spoken-phrase.ts";

/** Says a text, phrase by phrase. Rejects with the signal's reason. */
export type StandInVoice = (text: string, signal: AbortSignal) => AsyncIterable<SpokenPhrase>;

/** The local driver's voice. */
export function speakerVoice(speaker: Speaker): StandInVoice {
	const delivery = readDelivery();
	return async function* (text, signal) {
		for (const clause of splitClauses(readMarkdown(text)))
			for (const phrase of clause.phrases) {
				const segments = planPhrase(clause, phrase, delivery);
				const request = { clauseText: clause.text, segments, manner: delivery.manner };
				yield await speaker.speak(request, signal);
			}
	};
}

/** Silence of a length that the text gives: for tests of commands and states, which need no synthesiser. */
export function steadyVoice(secondsPerCharacter: number): StandInVoice {
	return async function* (text, signal) {
		signal.throwIfAborted();
		yield silence(text.length * secondsPerCharacter);
	};
}

/** A phrase of silence and a resting face. */
export function silence(duration: number): SpokenPhrase {
	const frames = Math.max(1, Math.ceil((duration * SPEECH_RATE) / SAMPLES_PER_FACE_FRAME));
	return soundOnly(new Float32Array(frames * SAMPLES_PER_FACE_FRAME));
}

/** Sound without a face of its own. `samples` is a whole number of face frames long. */
export const soundOnly = (samples: Float32Array): SpokenPhrase => ({
	samples,
	face: new Float32Array((samples.length / SAMPLES_PER_FACE_FRAME) * BLENDSHAPE_COUNT),
	phonemes: [],
	words: [],
	subtitles: [],
	pause: 0,
});
