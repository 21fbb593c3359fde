import { describe, expect, it } from "vitest";
import { readNumberInHan } from "../../src/driver/han-number.ts";
import { mandarinSyllables } from "../../src/driver/mandarin-syllables.ts";
import { pinyinPhonemes } from "../../src/driver/pinyin-phonemes.ts";

describe("readNumberInHan", () => {
	it.each([
		["0", "", "零"],
		["5", "", "五"],
		["10", "", "十"],
		["12", "个", "十二"],
		["25", "个", "二十五"],
		["100", "", "一百"],
		["105", "", "一百零五"],
		["110", "", "一百一十"],
		["1001", "", "一千零一"],
		["1,200", "", "一千二百"],
		["10000", "", "一万"],
		["10500", "", "一万零五百"],
		["100000", "", "十万"],
		["120030", "", "十二万零三十"],
		["100000000", "", "一亿"],
		["300000005", "", "三亿零五"],
		["2026", "年", "二零二六"],
		["2026", "个", "二千零二十六"],
		["3.14", "", "三点一四"],
		["25%", "", "百分之二十五"],
		["0.5%", "", "百分之零点五"],
		["007", "", "零零七"],
		["12345678901234", "", "一二三四五六七八九零一二三四"],
	])("reads %s before %o as %s", (token, following, expected) => {
		expect(readNumberInHan(token, following)).toBe(expected);
	});
});

describe("pinyinPhonemes", () => {
	it.each([
		["zai4", "z", "ai", 4],
		["zhi4", "zh", "iii", 4],
		["zi3", "z", "ii", 3],
		["ri4", "r", "iii", 4],
		["ji1", "j", "i", 1],
		["ye4", "", "ie", 4],
		["yi1", "", "i", 1],
		["wu3", "", "u", 3],
		["wo3", "", "uo", 3],
		["yu2", "", "v", 2],
		["yuan2", "", "van", 2],
		["yue4", "", "ve", 4],
		["you3", "", "iou", 3],
		["wei2", "", "uei", 2],
		["wen2", "", "uen", 2],
		["an1", "", "an", 1],
		["er2", "", "er", 2],
		["liu4", "l", "iou", 4],
		["dui4", "d", "uei", 4],
		["lun2", "l", "uen", 2],
		["ju4", "j", "v", 4],
		["xue2", "x", "ve", 2],
		["quan2", "q", "van", 2],
		["jun1", "j", "vn", 1],
		["nv3", "n", "v", 3],
		["nü3", "n", "v", 3],
		["lve4", "l", "ve", 4],
		["xiong2", "x", "iong", 2],
		["zhuang1", "zh", "uang", 1],
		["de5", "d", "e", 5],
		["de", "d", "e", 5],
		["ng4", "", "eng", 4],
	])("takes %s apart", (syllable, initial, final, tone) => {
		expect(pinyinPhonemes(syllable)).toEqual({ initial, final, tone });
	});
});

describe("mandarinSyllables", () => {
	const read = (text: string): string =>
		mandarinSyllables(text)
			.map((syllable) => syllable.pinyin)
			.join(" ");

	it.each([
		["银行行长", "yin2 hang2 hang2 zhang3"],
		["一个不是", "yi2 ge4 bu2 shi4"],
		["女人略多", "nv3 ren2 lve4 duo1"],
		["我的", "wo3 de5"],
		["2026年25%", "er4 ling2 er4 liu4 nian2 bai3 fen1 zhi1 er4 shi2 wu3"],
		["“好”，吗？", "hao3 ma5"],
		["ABC", ""],
	])("reads %s", (text, expected) => {
		expect(read(text)).toBe(expected);
	});

	it("says where each syllable stands; those of a number share its place", () => {
		expect(mandarinSyllables("有25个")).toEqual([
			{ pinyin: "you3", start: 0, end: 1 },
			{ pinyin: "er4", start: 1, end: 3 },
			{ pinyin: "shi2", start: 1, end: 3 },
			{ pinyin: "wu3", start: 1, end: 3 },
			{ pinyin: "ge4", start: 3, end: 4 },
		]);
	});

	it("keeps its place behind characters outside the basic plane", () => {
		expect(mandarinSyllables("😀好").at(-1)).toEqual({ pinyin: "hao3", start: 2, end: 3 });
	});
});
