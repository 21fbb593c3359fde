import { describe, expect, it } from "vitest";
import { readAnswer } from "../../src/driver/read-answer.ts";

const kinds = (markdown: string) =>
	readAnswer(markdown).shown.map(({ contentType, interactionType }) => interactionType || contentType);

describe("readAnswer", () => {
	it("speaks words, lists and what is within a line", () => {
		const markdown = "At **ten**, see [here](/x).\n\n1. One\n2. Two\n\nA | B, or -- not.";
		expect(readAnswer(markdown)).toEqual({ spoken: markdown, shown: [], isUninterruptible: false });
	});

	it.each([
		["| a | b |\n| --- | ---: |\n| 1 | 2 |", [6]],
		["a | b\n--- | ---\n1 | 2", [6]],
		["![A lamp](./icon.svg)", [4]],
		["[The map](https://a.example/)", [5]],
		["```js\nx\n```", [1]],
		["```popup\n{}\n```", ["popup"]],
		["```image\nhttps://a.example/\n```", ["image"]],
	])("shows and does not speak %j", (block, expected) => {
		expect(kinds(`Before.\n\n${block}\n\nBehind.`)).toEqual(expected);
		expect(readAnswer(`Before.\n\n${block}\n\nBehind.`).spoken).toBe("Before.\n\nBehind.");
	});

	it("passes an interaction's content on as it is, and takes a mark that the answer must be heard", () => {
		const answer = readAnswer('Listen.\n\n```popup\n{"a": 1}\n```\n\n```uninterruptible\n```');
		expect(answer.shown).toEqual([
			{ display: "", contentType: 0, interactionType: "popup", interactionContent: '{"a": 1}' },
		]);
		expect(answer).toMatchObject({ spoken: "Listen.", isUninterruptible: true });
	});
});
