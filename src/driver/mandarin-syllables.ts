import { pinyin } from "pinyin-pro";
import { NUMBER_TOKEN, readNumberInHan } from "./han-number.ts";

/** A syllable to be said, and the characters that stand for it: several syllables of a number share theirs. */
export interface Syllable {
	/** Pinyin with tone digit: `zhi4`, `nv3`. */
	readonly pinyin: string;
	readonly start: number;
	readonly end: number;
}

/** A character as it is read, and where what it reads stands in the text. */
interface ReadCharacter {
	readonly character: string;
	readonly start: number;
	readonly end: number;
}

/**
 * The syllables of a Mandarin text. Readings depend on the words around (行 in 银行, 一 before a fourth tone); numbers
 * in digits are read out; other characters are silent. Characters without a known reading are left out.
 */
export function mandarinSyllables(text: string): Syllable[] {
	const read = readCharacters(text);
	const spoken = read.map(({ character }) => character).join("");
	const syllables: Syllable[] = [];
	let index = 0;
	for (const { origin, pinyin: reading, isZh } of pinyin(spoken, { type: "all", toneType: "num", v: true })) {
		const place = read[index];
		index += [...origin].length;
		if (isZh && place && /^[a-zêü]+\d$/.test(reading))
			syllables.push({ pinyin: withTone(reading), start: place.start, end: place.end });
	}
	return syllables;
}

/** The library writes the neutral tone as 0, the synthesiser and the driver's phoneme set as 5. */
const withTone = (reading: string): string => reading.replace(/0$/, "5");

function readCharacters(text: string): ReadCharacter[] {
	const read: ReadCharacter[] = [];
	let from = 0;
	const readPlain = (to: number): void => {
		for (const character of text.slice(from, to)) {
			read.push({ character, start: from, end: from + character.length });
			from += character.length;
		}
	};
	for (const match of text.matchAll(NUMBER_TOKEN)) {
		readPlain(match.index);
		const end = match.index + match[0].length;
		for (const character of readNumberInHan(match[0], text.slice(end)))
			read.push({ character, start: match.index, end });
		from = end;
	}
	readPlain(text.length);
	return read;
}
