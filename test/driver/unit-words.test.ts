import { describe, expect, it } from "vitest";
import type { SpokenUnit } from "../../src/driver/spoken-unit.ts";
import { unitSubtitles, unitWords } from "../../src/driver/unit-words.ts";
import { seconds } from "../../src/util/time.ts";

/** A unit for each `[start, end)`, 0.1 s each. */
const units = (joins: boolean, ...ranges: [number, number][]): SpokenUnit[] =>
	ranges.map(([start, end], index) => ({
		start,
		end,
		from: seconds(index / 10),
		to: seconds((index + 1) / 10),
		phonemes: [],
		inventory: "mandarin",
		spelling: `s${index}`,
		joins,
	}));

const CHINESE = "在人工智能中，“好”。";
const CHINESE_UNITS = units(true, [0, 1], [1, 2], [2, 3], [3, 4], [4, 5], [5, 6], [8, 9]);

describe("unitWords", () => {
	it("joins characters to words", () => {
		expect(unitWords(CHINESE, CHINESE_UNITS).map((word) => `${word.text} ${word.phonemes}`)).toEqual([
			"在 s0",
			"人工 s1|s2",
			"智能 s3|s4",
			"中 s5",
			"好 s6",
		]);
	});

	it("leaves words that stand alone as they are, without their punctuation", () => {
		const text = '"Well," she said.';
		expect(unitWords(text, units(false, [0, 7], [8, 11], [12, 17])).map((word) => word.text)).toEqual([
			"Well",
			"she",
			"said",
		]);
	});
});

describe("unitSubtitles", () => {
	it("shows punctuation with the word before it", () => {
		expect(unitSubtitles(CHINESE, CHINESE_UNITS, "character").map((s) => s.text)).toEqual([
			"在",
			"人",
			"工",
			"智",
			"能",
			"中，",
			"好”。",
		]);
	});

	it("shows a word that the voice swallowed with the one before it", () => {
		const shown = unitSubtitles("of the “park”, not in", units(false, [0, 2], [8, 12], [15, 18]), "word");
		expect(shown.map((s) => s.text)).toEqual(["of the", "park”,", "not"]);
	});

	it("shows whole words, from the start of the first character to the end of the last", () => {
		const words = unitSubtitles(CHINESE, CHINESE_UNITS, "word");
		expect(words.map((s) => s.text)).toEqual(["在", "人工", "智能", "中，", "好”。"]);
		expect(words[1]).toMatchObject({ start: 0.1, end: 0.3, textStart: 1, textEnd: 3 });
	});
});
