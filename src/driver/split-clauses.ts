import { estimateDuration } from "./estimate-duration.ts";
import { isInsideReading, type SpeechText, type TextCue, type TextStyle } from "./speech-text.ts";
import { findBoundaries } from "./text-boundaries.ts";

/** A stretch of text that is synthesised in one go. Indices are those of the clause's text. */
export interface Phrase {
	readonly start: number;
	readonly end: number;
	/** What comes after it. */
	readonly ending: "phrase" | "clause" | "cut";
}

/** A sentence, or as much of one as is known: what one `SeqNo` counts. */
export interface Clause {
	readonly text: string;
	/** Not empty, in order, without gaps. Indices of cues and styles are those of `text`. */
	readonly phrases: readonly Phrase[];
	readonly cues: readonly TextCue[];
	readonly styles: readonly TextStyle[];
}

/** Whether a cue at `at` belongs to the phrase: one between two phrases to the later, one behind the text to the last. */
export const phraseHolds = (clause: Clause, phrase: Phrase, at: number): boolean =>
	at >= phrase.start && (at < phrase.end || phrase.end === clause.text.length);

/** A phrase shorter than this is said together with the next one: a message should hold half a second of sound. */
const SHORTEST_PHRASE = 0.5;

/** A phrase longer than this is cut at a space: synthesis of it would keep everybody else waiting. */
const LONGEST_PHRASE = 8;

/** Cuts a text into clauses of phrases. The clauses' texts together are the whole text. */
export function splitClauses(speech: SpeechText): Clause[] {
	const ranges = clauseRanges(speech);
	return ranges.map((range, index) => cutOut(speech, range, index === ranges.length - 1));
}

/** The clause at `range`. A cue behind the last character belongs to the last clause. */
function cutOut(speech: SpeechText, { start, end }: Range, isLast: boolean): Clause {
	const text = speech.text.slice(start, end);
	const styles = speech.styles
		.filter((style) => style.start < end && style.end > start)
		.map((style) => ({
			...style,
			start: Math.max(0, style.start - start),
			end: Math.min(end, style.end) - start,
		}));
	const cues = speech.cues
		.filter((cue) => cue.at >= start && (cue.at < end || isLast))
		.map((cue) => ({ ...cue, at: cue.at - start }));
	return { text, phrases: splitPhrases(text, styles), cues, styles };
}

interface Range {
	readonly start: number;
	readonly end: number;
}

/** Cuts behind each clause mark; text without letters or digits joins the clause before it. */
function clauseRanges({ text, styles, cues }: SpeechText): Range[] {
	const ends = findBoundaries(text, true)
		.filter(({ strength, end }) => strength === "clause" && !isInsideReading(styles, end))
		.map((boundary) => boundary.end);
	const ranges: Range[] = [];
	let start = 0;
	for (const end of [...ends, text.length]) {
		if (end <= start || !hasWords(text.slice(start, end))) continue;
		ranges.push({ start, end });
		start = end;
	}
	const last = ranges.at(-1);
	if (last) ranges[ranges.length - 1] = { start: last.start, end: text.length };
	else if (text !== "" || cues.length > 0) ranges.push({ start: 0, end: text.length });
	return ranges;
}

function splitPhrases(text: string, styles: readonly TextStyle[]): Phrase[] {
	const phrases: Phrase[] = [];
	const textEnd = { end: text.length, strength: "clause" } as const;
	let start = 0;
	for (const { end, strength } of [...findBoundaries(text, true), textEnd]) {
		const isEnd = end === text.length;
		if (isInsideReading(styles, end)) continue;
		if (end <= start || (!isEnd && estimateDuration(text.slice(start, end)) < SHORTEST_PHRASE)) continue;
		phrases.push(...cutLong(text, start, end, isEnd ? "clause" : strength));
		start = end;
	}
	// A text of nothing but cues still has a time for them.
	return phrases.length > 0 ? phrases : [{ start: 0, end: 0, ending: "clause" }];
}

function cutLong(text: string, start: number, end: number, ending: Phrase["ending"]): Phrase[] {
	const phrases: Phrase[] = [];
	let from = start;
	while (estimateDuration(text.slice(from, end)) > LONGEST_PHRASE) {
		const to = cutPlace(text, from, end);
		phrases.push({ start: from, end: to, ending: "cut" });
		from = to;
	}
	return [...phrases, { start: from, end, ending }];
}

/** Behind the last space before the phrase gets too long, else wherever that is. */
function cutPlace(text: string, from: number, end: number): number {
	let place = from;
	let space = from;
	let duration = 0;
	while (place < end && duration < LONGEST_PHRASE) {
		const character = String.fromCodePoint(text.codePointAt(place) ?? 0);
		place += character.length;
		duration += estimateDuration(character);
		if (character === " ") space = place;
	}
	return space > from ? space : place;
}

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
