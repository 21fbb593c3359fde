import { describe, expect, it } from "vitest";
import { findBoundaries } from "../../src/driver/text-boundaries.ts";

/** The text with `|` after each phrase and `/` after each clause. */
function marked(text: string, ended = true): string {
	let from = 0;
	let result = "";
	for (const { end, strength } of findBoundaries(text, ended)) {
		result += text.slice(from, end) + (strength === "clause" ? "/" : "|");
		from = end;
	}
	return result + text.slice(from);
}

describe("findBoundaries", () => {
	it.each([
		["Hello, world. How are you?", "Hello, |world. /How are you?/"],
		["你好，世界。你好吗？", "你好，|世界。/你好吗？/"],
		['He said: "No!" And left.', 'He said: |"No!" /And left./'],
		["“来了！”他说。", "“来了！”/他说。/"],
		["Dr. Smith, e.g. J. Smith", "Dr. Smith, |e.g. J. Smith"],
		["It is 3.14 or 1,000 at 10:30", "It is 3.14 or 1,000 at 10:30"],
		["See example.com for more", "See example.com for more"],
		["One line\nanother line", "One line\n/another line"],
		["well – maybe — not", "well – |maybe — |not"],
		["Wait... what?!", "Wait... /what?!/"],
		["1. Bread\n2. Milk", "1. Bread\n/2. Milk"],
		["well-known", "well-known"],
	])("cuts %o where a reader takes breath", (text, expected) => {
		expect(marked(text)).toBe(expected);
	});

	it.each([
		["It is 3.", "It is 3."],
		["Hello.", "Hello."],
		["Hello. ", "Hello. /"],
		["你好。", "你好。/"],
	])("of an unfinished text, cuts %o only if nothing can change it", (text, expected) => {
		expect(marked(text, false)).toBe(expected);
	});
});
