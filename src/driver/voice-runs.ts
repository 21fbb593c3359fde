import { type VoiceName, voiceForLetter } from "./voices.ts";

/** A stretch of text that one voice reads. */
export interface VoiceRun {
	readonly start: number;
	readonly end: number;
	readonly voice: VoiceName;
}

/**
 * Splits a text by who can read it: Latin words in a Mandarin sentence go to an English voice. Spaces and punctuation
 * stay with the run before them; digits go to the voice that has most of the letters, `preferred` breaking the tie.
 */
export function splitVoiceRuns(text: string, preferred: VoiceName | undefined): VoiceRun[] {
	const letters = lettersOf(text, preferred);
	const main = mainVoice(letters) ?? preferred ?? "en-us";
	const runs: VoiceRun[] = [];
	for (const match of text.matchAll(/[\p{L}\p{M}]+|\p{N}+|[^\p{L}\p{M}\p{N}]+/gu)) {
		for (const piece of voicesOf(match[0], match.index, preferred, main)) append(runs, piece);
	}
	return runs;
}

/** Joins a piece to the run before it if the voice is the same or the piece has no sound of its own. */
function append(runs: VoiceRun[], piece: VoiceRun & { readonly neutral: boolean }): void {
	const last = runs.at(-1);
	const { start, end, voice, neutral } = piece;
	if (last && (neutral || last.voice === voice)) runs[runs.length - 1] = { ...last, end };
	else runs.push({ start, end, voice });
}

function voicesOf(
	word: string,
	start: number,
	preferred: VoiceName | undefined,
	main: VoiceName,
): (VoiceRun & { readonly neutral: boolean })[] {
	const end = start + word.length;
	if (/^\p{N}/u.test(word)) return [{ start, end, voice: main, neutral: false }];
	if (!/^[\p{L}\p{M}]/u.test(word)) return [{ start, end, voice: main, neutral: true }];
	let at = start;
	return [...word].map((letter) => {
		const from = at;
		at += letter.length;
		const neutral = /\p{M}/u.test(letter);
		return { start: from, end: at, voice: voiceForLetter(letter, preferred), neutral };
	});
}

function lettersOf(text: string, preferred: VoiceName | undefined): Map<VoiceName, number> {
	const counts = new Map<VoiceName, number>();
	for (const letter of text.match(/\p{L}/gu) ?? []) {
		const voice = voiceForLetter(letter, preferred);
		// A Latin word is several letters, a Han character is a word or half of one.
		const weight = /\p{sc=Latin}/u.test(letter) ? 1 : 3;
		counts.set(voice, (counts.get(voice) ?? 0) + weight);
	}
	return counts;
}

const mainVoice = (counts: Map<VoiceName, number>): VoiceName | undefined =>
	[...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
