import { describe, expect, it } from "vitest";
import { ClauseBuffer } from "../../src/driver/clause-buffer.ts";

/** What comes out after each fragment, and at the end. */
function feed(...fragments: string[]): string[][] {
	const buffer = new ClauseBuffer();
	return [...fragments.map((fragment) => buffer.push(fragment)), [buffer.flush()]];
}

describe("ClauseBuffer", () => {
	it("gives a piece out as soon as its punctuation is certain", () => {
		expect(feed("The first part of it", ", and", " the second.")).toEqual([
			[],
			["The first part of it, "],
			[],
			["and the second."],
		]);
	});

	it("waits for what may follow a mark: a number, an address", () => {
		expect(feed("The number pi is 3.", "14, about. ")).toEqual([
			[],
			["The number pi is 3.14, "],
			["about. "],
		]);
	});

	it("does not wait behind a Chinese mark", () => {
		expect(feed("今天天气很好，", "我们出去走走。")).toEqual([["今天天气很好，"], ["我们出去走走。"], [""]]);
	});

	it("keeps a short piece until it has company", () => {
		expect(feed("Oh, ", "well, ", "that is quite nice. ")).toEqual([
			[],
			[],
			["Oh, well, that is quite nice. "],
			[""],
		]);
	});

	it.each([
		["This is **really, truly", " important**, is it not? "],
		["Look at `a, b, and also", " c`, please do. "],
		["See [this, and that, and", " more](http://x), please. "],
	])("never cuts between Markdown marks: %s", (first, second) => {
		const [early, late] = feed(first, second);
		expect(early).toEqual([]);
		expect(late?.length).toBeGreaterThan(0);
	});

	it("cuts text without punctuation at a space, and text without spaces anywhere", () => {
		const words = feed("many words and no full stop ".repeat(6))[0] ?? [];
		expect(words[0]?.endsWith(" ")).toBe(true);
		expect(feed("字".repeat(60))[0]).toEqual(["字".repeat(60)]);
		expect(feed("!".repeat(1500))[0]).toEqual(["!".repeat(1500)]);
	});

	it("loses no character of any text in any fragments", () => {
		const text = "One, two. **Three, four**! 五，六。 (Seven, eight) nine... 10.5, [eleven";
		for (const size of [1, 2, 3, 7, 100]) {
			const fragments = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
			expect(
				feed(...fragments)
					.flat()
					.join(""),
			).toBe(text);
		}
	});
});
