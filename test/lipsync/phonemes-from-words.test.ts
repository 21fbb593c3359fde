import { describe, expect, test } from "vitest";
import { alignPhonemes } from "../../src/lipsync/align-phonemes.ts";
import { englishWord } from "../../src/lipsync/english-word.ts";
import { mandarinSyllable } from "../../src/lipsync/mandarin-syllable.ts";
import { phonemesFromWords, readPronunciations } from "../../src/lipsync/phonemes-from-words.ts";
import { readPinyin } from "../../src/lipsync/pinyin.ts";
import { readPhoneme } from "../../src/lipsync/read-phoneme.ts";
import type { SpeechTrack } from "../../src/lipsync/speech-track.ts";
import { seconds } from "../../src/util/time.ts";

const spelled = (sounds: readonly { readonly symbol: string }[]) =>
	sounds.map(({ symbol }) => symbol).join(" ");

const word = (text: string, start: number, end: number) => ({
	text,
	start: seconds(start),
	end: seconds(end),
});

describe("mandarinSyllable", () => {
	test.each([
		["zhi4", "zh iii4"],
		["neng2", "n eng2"],
		["si1", "s ii1"],
		["ye4", "ie4"],
		["wo3", "uo3"],
		["you3", "iou3"],
		["wei2", "uei2"],
		["wen2", "uen2"],
		["yuan2", "van2"],
		["yun2", "vn2"],
		["yong4", "iong4"],
		["jun1", "j vn1"],
		["xue2", "x ve2"],
		["qu4", "q v4"],
		["lv4", "l v4"],
		["nü3", "n v3"],
		["jiu3", "j iou3"],
		["dui4", "d uei4"],
		["lun2", "l uen2"],
		["shuang1", "sh uang1"],
		["er2", "er2"],
		["an1", "an1"],
		["ma0", "m a5"],
		["yi1", "i1"],
		["wu3", "u3"],
		["yu3", "v3"],
		["，", ""],
		["", ""],
	])("%s is %s", (syllable, sounds) => {
		expect(spelled(mandarinSyllable(syllable))).toBe(sounds);
	});

	test("every reading of a common text is known to the mouth", () => {
		const readings = readPinyin("在人工智能产业中哪些领域的基础条件更好女儿说绿色的雪球一样远永远用云群穷");
		for (const reading of readings)
			for (const { symbol } of mandarinSyllable(reading))
				expect(readPhoneme(symbol, "mandarin")).toBeDefined();
	});
});

describe("readPinyin", () => {
	test("chooses the reading by the context, one for each code point", () => {
		expect(readPinyin("银行，行人𠮷ok")).toEqual([
			"yin2",
			"hang2",
			"",
			"xing2",
			"ren2",
			expect.any(String),
			"",
			"",
		]);
	});
});

describe("englishWord", () => {
	test.each([
		["Hello", "HH AH L OW"],
		["brother", "B R AH DH ER"],
		["Bob", "B AA B"],
		["makes", "M EY K S"],
		["pumpkin", "P AH M P K IH N"],
		["five", "F AY V"],
		["phone", "F OW N"],
		["knife", "N AY F"],
		["climbs", "K L AY M Z"],
		["nation", "N EY SH AH N"],
		["judge", "JH AH JH"],
		["queen", "K W IY N"],
		["watched", "W AA CH D"],
		["table", "T EY B AH L"],
		["night", "N AY T"],
		["birds", "B ER D S"],
		["don't", "D AA N T"],
		["7", "S EH V AH N"],
		["12", "W AH N T UW"],
		["…", ""],
	])("%s is %s", (text, sounds) => {
		expect(spelled(englishWord(text))).toBe(sounds);
	});

	test.each([
		["computer", 2],
		["problem", 3],
		["remember", 3],
		["umbrella", 2],
		["psychology", 0],
		["photograph", 0],
		["bumblebee", 4],
		["happy", 1],
		["doubt", 0],
		["lamb", 1],
		["temperature", 2],
		["public", 2],
	])("%s closes the lips %i times", (text, times) => {
		expect(englishWord(text).filter(({ symbol }) => /^[BPM]$/.test(symbol)).length).toBe(times);
	});

	test("every sound that a rule gives is known to the mouth", () => {
		const text = "the quick brown fox jumps over a lazy dog while sphinxes of black quartz judge my vow";
		for (const part of text.split(" "))
			for (const { symbol } of englishWord(part)) expect(readPhoneme(symbol, "arpabet")).toBeDefined();
	});
});

describe("phonemesFromWords", () => {
	test("divides the time of each word among its sounds, without gaps", () => {
		const phonemes = phonemesFromWords([word("爸", 0, 0.3), word("妈", 0.3, 0.5)], readPinyin);
		expect(spelled(phonemes)).toBe("b a4 m a1");
		expect(phonemes[0]?.start).toBe(0);
		expect(phonemes[1]?.end).toBeCloseTo(0.3);
		expect(phonemes[2]?.start).toBeCloseTo(0.3);
		expect(phonemes[3]?.end).toBeCloseTo(0.5);
	});

	test("reads mixed text in both languages, and digits as the text's language does", () => {
		expect(spelled(phonemesFromWords([word("用5个app。", 0, 1)], readPinyin))).toBe("iong4 u3 g e4 AE P");
		expect(spelled(phonemesFromWords([word("use 5 apps", 0, 1)]))).toBe("Y UW Z F AY V AE P S");
	});

	test("characters that nobody can read take their time as unknown sounds", () => {
		const phonemes = phonemesFromWords([word("爸爸", 0, 0.4)]);
		expect(phonemes.length).toBe(2);
		expect(phonemes.every(({ symbol }) => readPhoneme(symbol, "mandarin") === undefined)).toBe(true);
	});

	test("takes the driver's own notation of a word where there is one", () => {
		const pronunciations = readPronunciations([
			{ text: "智能", phonemes: "zh-iii4|n-eng2" },
			{ text: "业", phonemes: "ie4" },
			{ text: "空", phonemes: "" },
			{ text: "怪", phonemes: "g-☂4" },
		]);
		const words = [word("智能", 0, 0.4), word("业", 0.4, 0.6), word("怪", 0.6, 0.8)];
		expect(spelled(phonemesFromWords(words, readPinyin, pronunciations))).toBe("zh iii4 n eng2 ie4 g uai4");
		expect([...pronunciations.keys()]).toEqual(["智能", "业"]);
	});

	test("passes over words without a length, without letters, or with times that are none", () => {
		expect(
			phonemesFromWords([word("a", 1, 1), word("b", 2, 1), word("c", Number.NaN, 1), word("…", 0, 1)]),
		).toEqual([]);
	});
});

describe("alignPhonemes", () => {
	/** A clip given as spans of level, hiss and murmur. */
	function clip(
		...spans: readonly (readonly [hops: number, level: number, hiss: number, murmur: number])[]
	): SpeechTrack {
		const fill = (pick: 1 | 2 | 3) =>
			Float32Array.from(spans.flatMap((span) => Array.from({ length: span[0] }, () => span[pick])));
		const level = fill(1);
		return { level, hiss: fill(2), murmur: fill(3), open: level.map((value) => (value > 0.8 ? 0.8 : 0.1)) };
	}

	test("finds the silence of a stop and the noise of a hiss", () => {
		// 80 ms vowel, 60 ms silence and burst, 150 ms vowel, 120 ms hiss, 90 ms vowel.
		const track = clip(
			[8, 0.9, 0, 0],
			[6, 0.05, 0, 0],
			[2, 0.5, 0.3, 0],
			[13, 0.9, 0, 0],
			[12, 0.6, 0.9, 0],
			[9, 0.9, 0, 0],
		);
		const estimated = phonemesFromWords([word("a", 0, 0.15), word("pass", 0.15, 0.38), word("a", 0.38, 0.5)]);
		expect(spelled(estimated)).toBe("AH P AE S AH");
		const aligned = alignPhonemes(estimated, [0.15, 0.38, 0.5], track);
		const [, p, , s] = aligned;
		expect(Math.abs((p?.start ?? 0) - 0.08)).toBeLessThan(0.035);
		expect(Math.abs((s?.start ?? 0) - 0.29)).toBeLessThan(0.035);
		expect(Math.abs((s?.end ?? 0) - 0.41)).toBeLessThan(0.035);
	});

	test("keeps order, and gives back what it got where there is no sound", () => {
		const estimated = phonemesFromWords([word("papa", 0, 0.5)]);
		expect(alignPhonemes(estimated, [0.5], clip())).toEqual(estimated);
		expect(alignPhonemes([], [], clip([50, 0.5, 0, 0]))).toEqual([]);
		const aligned = alignPhonemes(estimated, [0.5], clip([50, 0.5, 0, 0.3]));
		for (const [index, { start, end }] of aligned.entries()) {
			expect(end).toBeGreaterThan(start);
			expect(start).toBeGreaterThanOrEqual((aligned[index - 1]?.end ?? 0) - 1e-9);
		}
	});

	test("words beyond the end of the sound stay where they were", () => {
		const estimated = phonemesFromWords([word("papa", 3, 3.5)]);
		expect(alignPhonemes(estimated, [3.5], clip([50, 0.5, 0, 0]))).toEqual(estimated);
	});
});
