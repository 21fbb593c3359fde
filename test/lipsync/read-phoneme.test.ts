import { describe, expect, test } from "vitest";
import { POSES, type PoseName } from "../../src/lipsync/mouth-pose.ts";
import { ARPABET_PHONES, IPA_PHONES, MANDARIN_PHONES } from "../../src/lipsync/phone-tables.ts";
import { detectInventory, type PhoneInventory, readPhoneme } from "../../src/lipsync/read-phoneme.ts";
import { SENTENCES } from "./sentences.ts";

const NAMES = new Map(Object.entries(POSES).map(([name, pose]) => [pose, name as PoseName]));

function poses(symbol: string, inventory: PhoneInventory): string | undefined {
	return readPhoneme(symbol, inventory)
		?.parts.map(({ pose }) => NAMES.get(pose as (typeof POSES)[PoseName]))
		.join(" ");
}

/** The CSMSC inventory as its lexicon generator lists it. */
const INITIALS = "b p m f d t n l g k h zh ch sh r z c s j q x".split(" ");
const FINALS = (
	"a ai ao an ang e er ei en eng o ou ong ii iii i ia iao ian iang ie io iou iong in ing " +
	"u ua uai uan uang uei uo uen ueng v ve van vn"
).split(" ");

describe("readPhoneme", () => {
	const rows = [MANDARIN_PHONES, ARPABET_PHONES, IPA_PHONES].flatMap((table) => Object.values(table));

	test.each(rows)("the row “%s” names poses that exist, with shares that add up", (row) => {
		const words = row.split(" ");
		const names = words.filter((_, index) => index % 2 === 0);
		const shares = words.length === 1 ? ["100"] : words.filter((_, index) => index % 2 === 1);
		for (const name of names) expect(POSES).toHaveProperty(name);
		expect(shares.reduce((sum, share) => sum + Number(share), 0)).toBe(100);
	});

	test("knows every Mandarin initial, and every final in every tone and with erhua", () => {
		for (const symbol of ["sil0", "sp", ...INITIALS, ...INITIALS.map((initial) => `${initial}3`)])
			expect(readPhoneme(symbol, "mandarin")).toBeDefined();
		for (const final of FINALS)
			for (const symbol of [final, `${final}1`, `${final}5`, `${final}r2`])
				expect(readPhoneme(symbol, "mandarin")).toBeDefined();
	});

	test("knows every symbol that espeak-ng emits for the fixtures", () => {
		for (const { phonemes } of SENTENCES)
			for (const { symbol } of phonemes) expect(readPhoneme(symbol, "ipa")).toBeDefined();
	});

	test.each([
		["ipa", "ˈaɪ", "aa ih"],
		["ipa", "tʃ", "hush"],
		["ipa", "ɔːɹ", "ao rhotic"],
		["ipa", "onɡ", "oh velarNasal"],
		["ipa", "ts.h", "retroflex"],
		["ipa", "ts.", "retroflex"],
		["ipa", "i.", "retroflexVowel"],
		["ipa", "tɕh", "palatal"],
		["ipa", "ph", "plosiveLips"],
		["ipa", "ˈiou", "iy oh uw"],
		["ipa", "", "rest"],
		["ipa", "sil", "rest"],
		["arpabet", "SIL", "rest"],
		["mandarin", "sil0", "rest"],
		["ipa", "v", "lipTeeth"],
		["mandarin", "v4", "yu"],
		["mandarin", "e5", "ee"],
		["mandarin", "uang1", "uw aa velarNasal"],
		["mandarin", "ʃ", "hush"],
		["arpabet", "AH0", "ah"],
		["arpabet", "OY1", "oh iy"],
		["mandarin", "NG", "velarNasal"],
	] as const)("reads %s %s as %s", (inventory, symbol, expected) => {
		expect(poses(symbol, inventory)).toBe(expected);
	});

	test.each(["☂", "123x☂", "ʘ"])("says that it does not know %s", (symbol) => {
		expect(readPhoneme(symbol, "ipa")).toBeUndefined();
		expect(readPhoneme(symbol, "mandarin")).toBeUndefined();
	});

	test.each([
		[["sil0", "z4", "ai4"], "mandarin"],
		[["n", "ong"], "mandarin"],
		[["HH", "AH0", "L", "OW1"], "arpabet"],
		[["h", "ə", "l", "oʊ"], "ipa"],
		[["ts", "ai", "ʐ", "ə", "n"], "ipa"],
		[[], "ipa"],
	] as const)("takes %s for %s", (symbols, inventory) => {
		expect(detectInventory(symbols)).toBe(inventory);
	});
});
