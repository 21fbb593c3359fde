import { RULES, WORDS } from "./letter-tables.ts";
import type { Sound } from "./mandarin-syllable.ts";

/** Lengths of sounds against each other, as in read speech. */
const LONG_VOWEL = 1.5;
const SHORT_VOWEL = 1.05;
const REDUCED_VOWEL = 0.7;
const HISS = 1.05;
const NASAL = 0.8;
const OTHER = 0.65;

const LONG_VOWELS = new Set("AA AE AO AW AY ER EY IY OW OY UW".split(" "));
const SHORT_VOWELS = new Set("EH IH UH".split(" "));
const HISSES = new Set("S Z SH ZH CH JH F".split(" "));
const NASALS = new Set("M N NG".split(" "));

/** The sounds of an English word in ARPAbet, with their lengths against each other. Empty for what has no letters. */
export function englishWord(word: string): readonly Sound[] {
	const letters = word.toLowerCase().replace(/[^a-z0-9]/g, "");
	return pronounce(letters)
		.split(" ")
		.filter((symbol) => symbol !== "")
		.map((symbol) => ({ symbol, length: soundLength(symbol) }));
}

function pronounce(letters: string): string {
	const known = WORDS.get(letters);
	if (known !== undefined) return known;
	const singular = letters.length > 3 && letters.endsWith("s") ? WORDS.get(letters.slice(0, -1)) : undefined;
	if (singular !== undefined) return `${singular} Z`;
	const sounds: string[] = [];
	let at = 0;
	while (at < letters.length) {
		const rule = RULES.find((candidate) => fits(candidate, letters, at));
		if (rule !== undefined) sounds.push(rule[3]);
		else sounds.push(WORDS.get(letters.charAt(at)) ?? "");
		at += rule?.[0].length ?? 1;
	}
	return sounds.join(" ");
}

function fits([part, before, after]: (typeof RULES)[number], letters: string, at: number): boolean {
	if (!letters.startsWith(part, at)) return false;
	if (before !== undefined && !before.test(letters.slice(0, at))) return false;
	return after === undefined || after.test(letters.slice(at + part.length));
}

function soundLength(symbol: string): number {
	if (symbol === "AH") return REDUCED_VOWEL;
	if (LONG_VOWELS.has(symbol)) return LONG_VOWEL;
	if (SHORT_VOWELS.has(symbol)) return SHORT_VOWEL;
	if (HISSES.has(symbol)) return HISS;
	return NASALS.has(symbol) ? NASAL : OTHER;
}
