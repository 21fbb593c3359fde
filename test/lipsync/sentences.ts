import { readFileSync } from "node:fs";
import type { Loudness } from "../../src/lipsync/loudness.ts";
import type { Phoneme } from "../../src/protocol/driver-message.ts";
import { type Seconds, seconds } from "../../src/util/time.ts";

/** A sentence as espeak-ng said it: times of its phonemes and words, and its loudness. */
export interface Sentence {
	readonly text: string;
	readonly language: "en" | "zh";
	readonly duration: Seconds;
	readonly phonemes: readonly Phoneme[];
	readonly words: readonly { readonly text: string; readonly start: Seconds; readonly end: Seconds }[];
	readonly loudness: Loudness;
}

type Row = readonly [string, number, number];

interface StoredSentence {
	readonly text: string;
	readonly language: "en" | "zh";
	readonly duration: number;
	readonly phonemes: readonly Row[];
	readonly words: readonly Row[];
	readonly loudness: readonly number[];
}

const stored = JSON.parse(
	readFileSync(new URL("../fixtures/lips/sentences.json", import.meta.url), "utf8"),
) as readonly StoredSentence[];

export const SENTENCES: readonly Sentence[] = stored.map((sentence) => ({
	text: sentence.text,
	language: sentence.language,
	duration: seconds(sentence.duration),
	phonemes: phonemes(sentence.phonemes),
	words: sentence.words.map(([text, start, end]) => ({ text, start: seconds(start), end: seconds(end) })),
	loudness: { rate: 100, values: Float32Array.from(sentence.loudness) },
}));

/** Phonemes from rows of symbol, start and end in seconds. */
export function phonemes(rows: readonly Row[]): Phoneme[] {
	return rows.map(([symbol, start, end]) => ({ symbol, start: seconds(start), end: seconds(end) }));
}

/** Phonemes one after the other, each as long as said, from time 0. */
export function sequence(...sounds: readonly (readonly [string, number])[]): Phoneme[] {
	let at = 0;
	return sounds.map(([symbol, length]) => {
		const start = at;
		at += length;
		return { symbol, start: seconds(start), end: seconds(at) };
	});
}
