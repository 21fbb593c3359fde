import { describe, expect, it } from "vitest";
import { readMarkdown } from "../../src/driver/read-markdown.ts";
import { type TextFragment, TextStream } from "../../src/driver/text-stream.ts";

const fragment = (sequence: number, text: string, final = false): TextFragment => ({
	type: "stream",
	sequence,
	text,
	final,
});

async function clausesOf(stream: TextStream): Promise<{ text: string; isLast: boolean }[]> {
	const clauses: { text: string; isLast: boolean }[] = [];
	for await (const { clause, isLast } of stream.clauses) clauses.push({ text: clause.text, isLast });
	return clauses;
}

describe("TextStream", () => {
	it("makes clauses of fragments and knows the last one", async () => {
		const stream = new TextStream(readMarkdown);
		stream.push(fragment(1, "The first one is here. The sec"));
		stream.push(fragment(2, "ond one too.", true));
		expect(await clausesOf(stream)).toEqual([
			{ text: "The first one is here. ", isLast: false },
			{ text: "The second one too.", isLast: true },
		]);
	});

	it("keeps the space between pieces", async () => {
		const stream = new TextStream(readMarkdown);
		for (const [index, text] of ["今天天气很好。", " And ", "sunny as well. "].entries())
			stream.push(fragment(index + 1, text));
		stream.push(fragment(4, "", true));
		const clauses = await clausesOf(stream);
		expect(clauses.map((clause) => clause.text).join("")).toBe("今天天气很好。 And sunny as well. ");
	});

	it("keeps cues at their place behind leading space", async () => {
		const stream = new TextStream(readMarkdown);
		stream.push(fragment(1, "今天天气很好。"));
		stream.push(fragment(2, "  [wave] Come and see.", true));
		const cues: unknown[] = [];
		for await (const { clause } of stream.clauses)
			for (const cue of clause.cues) cues.push([cue.type, clause.text.slice(cue.at)]);
		expect(cues).toEqual([["action", "Come and see."]]);
	});

	it("says which fragments came twice", () => {
		const stream = new TextStream(readMarkdown);
		expect(stream.push(fragment(1, "a"))).toBe(true);
		expect(stream.push(fragment(1, "a"))).toBe(false);
		expect(stream.push(fragment(2, "b"))).toBe(true);
	});

	it("refuses a gap and a fragment after the end", () => {
		const stream = new TextStream(readMarkdown);
		expect(() => stream.push(fragment(2, "b"))).toThrow("$.Payload.Seq: expected 1, got 2");
		stream.push(fragment(1, "a", true));
		expect(() => stream.push(fragment(2, "b"))).toThrow("expected no fragment after the final one, got 2");
	});

	it("refuses more than it can hold", () => {
		const stream = new TextStream(readMarkdown);
		const push = () => {
			for (let sequence = 1; sequence < 100; sequence++)
				stream.push(fragment(sequence, "Many words. ".repeat(300)));
		};
		expect(push).toThrow("characters wait to be spoken");
	});
});
