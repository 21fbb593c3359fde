import { expect, test } from "vitest";
import { joinTexts, splitHeardText } from "../../src/session/heard-text.ts";

test.each([
	["plain words", "one two three", ["one", "two"], "one two", "three"],
	["punctuation that closes the word", "Well, yes. No.", ["well", "yes"], "Well, yes.", "No."],
	["Markdown marks", "A **very** good day", ["A", "very"], "A **very**", "good day"],
	["other case and punctuation in the captions", "Hello, World!", ["hello,", "WORLD"], "Hello, World!", ""],
	[
		"a word that is spelled otherwise when spoken",
		"It costs $5 now",
		["It", "costs", "five dollars", "now"],
		"It costs $5 now",
		"",
	],
	["Chinese", "你好，世界！", ["你", "好，"], "你好，", "世界！"],
	["a word that occurs again", "the cat and the dog", ["the", "cat", "and"], "the cat and", "the dog"],
	["captions of nothing but marks", "a - b", ["a", "-"], "a", "- b"],
])("%s", (_name, source, words, heardText, remainingText) => {
	expect(splitHeardText(source, words)).toEqual({ heardText, remainingText });
});

test("a word is not looked for beyond its neighbourhood: one that is missing does not leap to its namesake", () => {
	const source = `start ${"filler ".repeat(60)}end`;
	expect(splitHeardText(source, ["start", "end"])).toMatchObject({ heardText: "start" });
});

test("if no word is found there is no split", () => {
	expect(splitHeardText("abc", ["xyz"])).toBeUndefined();
	expect(splitHeardText("abc", [])).toBeUndefined();
	expect(splitHeardText("", ["a"])).toBeUndefined();
});

test("letters whose lower case is longer do not shift the split", () => {
	expect(splitHeardText("İİİ abc def", ["abc"])).toEqual({ heardText: "İİİ abc", remainingText: "def" });
});

test.each([
	[["One.", "Two"], "One. Two"],
	[["One. ", "Two"], "One. Two"],
	[["你好。", "世界"], "你好。世界"],
	[["你", "好"], "你好"],
	[["a", "", "b"], "a b"],
	[[], ""],
])("texts that follow each other are joined (%#)", (texts, joined) => {
	expect(joinTexts(texts)).toBe(joined);
});
