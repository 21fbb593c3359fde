import { describe, expect, it } from "vitest";
import { AnswerText } from "../../../src/driver/chat/answer-text.ts";

/** The text as it passes if it comes in pieces of `size` characters. */
function pass(text: string, size: number): string {
	const answer = new AnswerText();
	let out = "";
	for (let from = 0; from < text.length; from += size) out += answer.push(text.slice(from, from + size));
	return out + answer.flush();
}

const TABLE =
	"Our hours:\n\n| Day | Open |\n|:---|---:|\n| Monday | **closed** |\n| Tuesday | 10–18 |\n\nSee you.";

describe.each([1, 2, 5, 1000])("an answer in pieces of %i characters", (size) => {
	it.each([
		["plain text", "One. Two.\n\nThree * four.", "One. Two.\n\nThree * four."],
		["a thought", "\n<think>\nHm, <b>so</b>.\n</think>\n\nYes.", "Yes."],
		["nothing but a thought", "<think>Hm.", ""],
		["a mark that is no thought", "<thin line>", "<thin line>"],
		["a thought that comes later", "So: <think>x</think>", "So: <think>x</think>"],
		["a table", TABLE, "Our hours:\n\nDay, Open.\nMonday, **closed**.\nTuesday, 10–18.\n\nSee you."],
		["a row at the end", "| a | b \\| c |", "a, b | c.\n"],
		["a bar inside a line", "either | or", "either | or"],
	])("passes %s as it can be read", (_, text, expected) => {
		expect(pass(text, size)).toBe(expected);
	});
});

it("passes text at once", () => {
	const answer = new AnswerText();
	expect(answer.push("Now")).toBe("Now");
	expect(answer.push(" and then")).toBe(" and then");
});

it("does not wait for ever for the end of a row", () => {
	const answer = new AnswerText();
	expect(answer.push(`| ${"word ".repeat(500)}`)).toContain("word word");
});
