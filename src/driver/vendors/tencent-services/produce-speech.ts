import type { SpeechOptions } from "../../../protocol/driver-request.ts";
import { readDelivery } from "../../delivery.ts";
import { planPhrase } from "../../plan-phrase.ts";
import { readMarkdown } from "../../read-markdown.ts";
import { readSsml } from "../../read-ssml.ts";
import type { Speaker } from "../../speaker.ts";
import { splitClauses } from "../../split-clauses.ts";
import { SPEECH_RATE, type SpokenPhrase } from "../../spoken-phrase.ts";

/** A text, spoken as a whole. Times are seconds. */
export interface ProducedSpeech {
	readonly phrases: readonly SpokenPhrase[];
	readonly duration: number;
	readonly sentences: readonly {
		readonly text: string;
		readonly words: readonly { readonly text: string; readonly start: number; readonly end: number }[];
	}[];
}

const ROOT = /^\s*<speak[\s>]/;

/** Says `ssml` (or plain text) with the local voice. Rejects with what the speaker failed of. */
export async function produceSpeech(
	ssml: string,
	options: SpeechOptions,
	speaker: Speaker,
	signal: AbortSignal,
): Promise<ProducedSpeech> {
	const delivery = readDelivery({ ...options, subtitles: "word" });
	const phrases: SpokenPhrase[] = [];
	const sentences: { text: string; words: { text: string; start: number; end: number }[] }[] = [];
	let time = 0;
	for (const clause of splitClauses(ROOT.test(ssml) ? readSsml(ssml) : readMarkdown(ssml))) {
		const words: { text: string; start: number; end: number }[] = [];
		for (const phrase of clause.phrases) {
			const segments = planPhrase(clause, phrase, delivery);
			const request = { clauseText: clause.text, segments, manner: delivery.manner };
			const spoken = await speaker.speak(request, signal);
			for (const { text, start, end } of spoken.subtitles)
				words.push({ text, start: time + start, end: time + end });
			phrases.push(spoken);
			time += spoken.samples.length / SPEECH_RATE;
		}
		sentences.push({ text: clause.text, words });
	}
	return { phrases, duration: time, sentences };
}

const stamp = (time: number): string => {
	const milliseconds = Math.round(time * 1000);
	const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
	const clock = `${two(milliseconds / 3_600_000)}:${two((milliseconds / 60_000) % 60)}:${two((milliseconds / 1000) % 60)}`;
	return `${clock},${String(milliseconds % 1000).padStart(3, "0")}`;
};

/** SubRip, a sentence an entry. */
export const subtitlesOf = ({ sentences }: ProducedSpeech): string =>
	sentences
		.filter(({ words }) => words.length > 0)
		.map(
			({ text, words }, i) =>
				`${i + 1}\n${stamp(words[0]?.start ?? 0)} --> ${stamp(words.at(-1)?.end ?? 0)}\n${text}\n`,
		)
		.join("\n");

/** All phrases one after the other. */
export function joined({ phrases }: ProducedSpeech): Float32Array {
	const samples = new Float32Array(phrases.reduce((length, phrase) => length + phrase.samples.length, 0));
	let at = 0;
	for (const phrase of phrases) {
		samples.set(phrase.samples, at);
		at += phrase.samples.length;
	}
	return samples;
}
