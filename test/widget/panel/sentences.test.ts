import { describe, expect, it } from "vitest";
import { Sentences } from "../../../src/widget/panel/sentences.ts";

function cut(...pieces: string[]): string[] {
	const sentences = new Sentences();
	return [...pieces.flatMap((piece) => sentences.add(piece)), "|", ...sentences.end()];
}

describe("Sentences", () => {
	it.each([
		[["One. Two? Three"], ["One.", "Two?", "|", "Three"]],
		[
			["It is half pa", "st ten. And ", "now?"],
			["It is half past ten.", "|", "And now?"],
		],
		[["It costs 3.50 dollars. Yes"], ["It costs 3.50 dollars.", "|", "Yes"]],
		[
			["您好。请问", "有什么可以帮您？好"],
			["您好。", "请问有什么可以帮您？", "|", "好"],
		],
		[["He said “stop.” Then"], ["He said “stop.”", "|", "Then"]],
		[["One line\nanother"], ["One line", "|", "another"]],
		[["… "], ["|"]],
	])("cuts %j", (pieces, expected) => {
		expect(cut(...pieces)).toEqual(expected);
	});
});
