import type { Phoneme, Subtitle, Word } from "../protocol/driver-message.ts";
import { seconds } from "../util/time.ts";
import { englishWord } from "./english-word.ts";
import { mandarinSyllable, type Sound } from "./mandarin-syllable.ts";
import { detectInventory, readPhoneme } from "./read-phoneme.ts";

/** Readings of each code point of a text, "" where it is no Chinese character; see `readPinyin`. */
export type PinyinReader = (text: string) => readonly string[];

/** A word, a character or a longer piece of text, and when it is spoken. */
export type TimedText = Pick<Subtitle, "text" | "start" | "end">;

/** The driver's own notation of words: their sounds in order, without times. */
export type Pronunciations = ReadonlyMap<string, readonly Sound[]>;

const NO_PRONUNCIATIONS: Pronunciations = new Map();

/** Length of a consonant against a vowel's, where the driver says only what sounds. */
const CONSONANT_LENGTH = 0.5;

/**
 * Reads the words of a driver (`zh-iii4|n-eng2`: syllables joined by `|`, initial and final by `-`). Words whose
 * notation holds a symbol that no table knows are left out: their spelling says more.
 */
export function readPronunciations(words: readonly Word[]): Pronunciations {
	const known = words.flatMap(({ text, phonemes }) => {
		const symbols = phonemes.split(/[|-]/).filter((symbol) => symbol !== "");
		const inventory = detectInventory(symbols);
		const phones = symbols.map((symbol) => readPhoneme(symbol, inventory));
		if (symbols.length === 0 || phones.includes(undefined)) return [];
		const sounds = symbols.map((symbol, index) => {
			const kind = phones[index]?.parts[0]?.pose.kind;
			return { symbol, length: kind === "vowel" || kind === "round" ? 1 : CONSONANT_LENGTH };
		});
		return [[text.trim(), sounds] as const];
	});
	return new Map(known);
}

/** Digits as Mandarin reads them one by one. */
const MANDARIN_DIGITS = "ling2 yi1 er4 san1 si4 wu3 liu4 qi1 ba1 jiu3".split(" ");

const HAN = /\p{Script=Han}/u;

/**
 * Phonemes for text whose words are timed and whose sounds are not: spelling gives the sounds, the usual lengths of
 * sounds divide the time between them. Mandarin in initials and finals, English in ARPAbet, mixed texts in both.
 * Without `pinyin` Chinese characters become unknown sounds, which follow the loudness. What `pronunciations` knows is
 * not spelled. Texts without a length or without letters are passed over.
 */
export function phonemesFromWords(
	words: readonly TimedText[],
	pinyin?: PinyinReader,
	pronunciations: Pronunciations = NO_PRONUNCIATIONS,
): Phoneme[] {
	const usable = words.filter(({ start, end }) => Number.isFinite(start) && end > start);
	const readings = pinyin?.(usable.map(({ text }) => text).join("")) ?? [];
	const mandarin = usable.some(({ text }) => HAN.test(text));
	let offset = 0;
	return usable.flatMap((word) => {
		const length = [...word.text].length;
		const given = pronunciations.get(word.text.trim());
		const sounds = given ?? soundsOf(word.text, readings.slice(offset, offset + length), mandarin);
		offset += length;
		return spread(sounds, word);
	});
}

function soundsOf(text: string, readings: readonly string[], mandarin: boolean): readonly Sound[] {
	const sounds: Sound[] = [];
	let latin = "";
	const flush = () => {
		sounds.push(...englishWord(latin));
		latin = "";
	};
	for (const [index, character] of [...text].entries()) {
		if (HAN.test(character)) {
			flush();
			sounds.push(...hanSounds(readings[index] ?? ""));
		} else if (mandarin && /[0-9]/.test(character)) {
			flush();
			sounds.push(...mandarinSyllable(MANDARIN_DIGITS[Number(character)] ?? ""));
		} else if (/[a-z0-9'’]/i.test(character)) latin += character;
		else flush();
	}
	flush();
	return sounds;
}

/** A character without a reading still takes its time. */
const hanSounds = (reading: string): readonly Sound[] => {
	const sounds = mandarinSyllable(reading);
	return sounds.length > 0 ? sounds : [{ symbol: "�", length: 1.3 }];
};

function spread(sounds: readonly Sound[], { start, end }: TimedText): Phoneme[] {
	const total = sounds.reduce((sum, sound) => sum + sound.length, 0);
	let at: number = start;
	return sounds.map(({ symbol, length }) => {
		const from = at;
		at += ((end - start) * length) / total;
		return { symbol, start: seconds(from), end: seconds(at) };
	});
}
