import type { Subtitle, Word } from "../protocol/driver-message.ts";
import type { SpokenUnit } from "./spoken-unit.ts";

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** The words of the units, with their phonemes: characters are joined to the words that they form. */
export function unitWords(text: string, units: readonly SpokenUnit[]): Word[] {
	return joinWords(text, units).map((word) => ({
		text: bare(text.slice(word[0]?.start, word.at(-1)?.end)),
		phonemes: word.map((unit) => unit.spelling).join("|"),
	}));
}

/** A subtitle for each unit or each word. Punctuation is shown with the word before it. */
export function unitSubtitles(
	text: string,
	units: readonly SpokenUnit[],
	mode: "character" | "word",
): Subtitle[] {
	const groups = mode === "word" ? joinWords(text, units) : units.map((unit) => [unit]);
	return groups.flatMap((group, index) => {
		const [first] = group;
		const last = group.at(-1);
		if (!first || !last) return [];
		const textEnd = withPunctuation(text, withSwallowed(text, last.end, groups[index + 1]?.[0]?.start));
		const shown = text.slice(first.start, textEnd);
		return [{ text: shown, start: first.from, end: last.to, textStart: first.start, textEnd }];
	});
}

/** Groups units that one word of the text holds. */
function joinWords(text: string, units: readonly SpokenUnit[]): SpokenUnit[][] {
	const wordEnds = new Set<number>();
	for (const { index, segment } of segmenter.segment(text)) wordEnds.add(index + segment.length);
	const words: SpokenUnit[][] = [];
	let open = false;
	for (const unit of units) {
		const last = words.at(-1);
		if (open && last && unit.joins && last.at(-1)?.end === unit.start) last.push(unit);
		else words.push([unit]);
		open = unit.joins && !wordEnds.has(unit.end);
	}
	return words;
}

/**
 * Where the words between `end` and the next unit stop: the voice ran them together with the one before (`of the`), so
 * they have no unit. Behind the last unit stands what others say.
 */
function withSwallowed(text: string, end: number, next = end): number {
	const swallowed = /^.*[\p{L}\p{N}]/su.exec(text.slice(end, next));
	return end + (swallowed?.[0].length ?? 0);
}

/** Where the punctuation behind `end` stops; opening marks and spaces belong to what follows. */
function withPunctuation(text: string, end: number): number {
	const marks = /^[\p{Po}\p{Pe}\p{Pf}\p{Pd}…]+/u.exec(text.slice(end));
	return end + (marks?.[0].length ?? 0);
}

const bare = (word: string): string => word.replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, "") || word;
