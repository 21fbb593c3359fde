import { describe, expect, it } from "vitest";
import { readMarkdown } from "../../src/driver/read-markdown.ts";

describe("readMarkdown", () => {
	it.each([
		["plain text", "plain text"],
		["**bold** and _italic_ and `code`", "bold and italic and code"],
		["# Title\n\nFirst.\n\nSecond.", "Title\nFirst.\nSecond."],
		["one\ntwo", "one\ntwo"],
		["- bread\n- milk", "bread\nmilk"],
		["1. bread\n2. milk", "1. bread\n2. milk"],
		["[a link](http://x.com) and ![a picture](y.png)", "a link and a picture"],
		["> quoted", "quoted"],
		["```\nlet x = 1;\n```", "let x = 1;"],
		["Tom &amp; Jerry", "Tom & Jerry"],
		["2 * 3 * 4 = 24, snake_case_name", "2 * 3 * 4 = 24, snake_case_name"],
		["a < b", "a < b"],
	])("reads %o as %o", (source, text) => {
		expect(readMarkdown(source).text).toBe(text);
	});

	it.each([
		["10.", "10. "],
		["[note]: see below", "[note]: see below"],
		["<div>kept words</div>", "kept words"],
		["    four spaces in front", "four spaces in front"],
		["see [1] and [x]", "see [1] and [x]"],
	])("loses no word of %o", (source, text) => {
		expect(readMarkdown(source).text).toBe(text);
	});

	it("turns known tags into cues at their place, and keeps other brackets", () => {
		const { text, cues } = readMarkdown("[wave] Hello, [smile] **[Nod] friend** [footnote].");
		expect(text).toBe("Hello, friend [footnote].");
		expect(cues).toEqual([
			{ type: "action", at: 0, name: "wave" },
			{ type: "expression", at: 7, name: "smile" },
			{ type: "action", at: 7, name: "nod" },
		]);
	});

	it("passes HTML tags over and counts them", () => {
		const { text, ignored } = readMarkdown("one <b>two</b> <br/> three <!-- four -->");
		expect(text.replace(/\s+/g, " ").trim()).toBe("one two three");
		expect(ignored).toEqual({ b: 2, br: 1, comment: 1 });
	});
});
