import { describe, expect, it } from "vitest";
import type { SpeechText } from "../../src/driver/speech-text.ts";
import { phraseHolds, splitClauses } from "../../src/driver/split-clauses.ts";
import { seconds } from "../../src/util/time.ts";

const speech = (text: string, more: Partial<SpeechText> = {}): SpeechText => ({
	text,
	cues: [],
	styles: [],
	ignored: {},
	...more,
});

/** Clauses as lists of phrases. */
const split = (text: string): string[][] =>
	splitClauses(speech(text)).map((clause) =>
		clause.phrases.map((phrase) => clause.text.slice(phrase.start, phrase.end)),
	);

describe("splitClauses", () => {
	it("makes a clause of each sentence and a phrase of each breath", () => {
		expect(split("In the AI industry, which domains are better? All of them.")).toEqual([
			["In the AI industry, ", "which domains are better? "],
			["All of them."],
		]);
	});

	it("says a short phrase together with the next one", () => {
		expect(split("Well, I do not know.")).toEqual([["Well, I do not know."]]);
	});

	it("gives punctuation without words to the clause before it, or makes it the only one", () => {
		expect(split("Stop it. !!! ...")).toEqual([["Stop it. !!! ..."]]);
		expect(split("...")).toEqual([["..."]]);
		expect(split("")).toEqual([]);
	});

	it.each([
		"No punctuation at all but many words ".repeat(30),
		"没有标点符号的一句很长很长的话".repeat(20),
		"Short. And a longer one, with two phrases; or three?\n\nA new line… 中文也行。 😀 ",
		"x".repeat(4000),
	])("loses nothing and leaves no gaps: %#", (text) => {
		const clauses = splitClauses(speech(text));
		expect(clauses.map((clause) => clause.text).join("")).toBe(text);
		for (const { text: clauseText, phrases } of clauses) {
			expect(phrases[0]?.start).toBe(0);
			expect(phrases.at(-1)?.end).toBe(clauseText.length);
			for (const phrase of phrases) expect(phrase.end).toBeGreaterThan(phrase.start);
			expect(phrases.slice(1).map((phrase) => phrase.start)).toEqual(
				phrases.slice(0, -1).map(({ end }) => end),
			);
		}
	});

	it("cuts a phrase of many words at a space", () => {
		const [phrases = []] = split("many words without any punctuation ".repeat(12).trim());
		expect(phrases.length).toBeGreaterThan(2);
		for (const phrase of phrases.slice(0, -1)) expect(phrase.endsWith(" ")).toBe(true);
	});

	it("moves cues and styles into the clause that they belong to", () => {
		const [first, second] = splitClauses(
			speech("One here. Two there.", {
				cues: [
					{ type: "action", at: 0, name: "wave" },
					{ type: "expression", at: 10, name: "smile" },
					{ type: "pause", at: 20, duration: seconds(1) },
				],
				styles: [{ start: 4, end: 13, rate: 2 }],
			}),
		);
		expect(first?.cues).toEqual([{ type: "action", at: 0, name: "wave" }]);
		expect(second?.cues).toEqual([
			{ type: "expression", at: 0, name: "smile" },
			{ type: "pause", at: 10, duration: 1 },
		]);
		expect(first?.styles).toEqual([{ start: 4, end: 10, rate: 2 }]);
		expect(second?.styles).toEqual([{ start: 0, end: 3, rate: 2 }]);
	});

	it("never tears what is said as something else", () => {
		const styles = [{ start: 5, end: 19, spoken: "instead" }];
		const clauses = splitClauses(speech("Look: one. Two, three. End.", { styles }));
		const cuts = new Set<number>();
		let offset = 0;
		for (const { text, phrases } of clauses) {
			for (const phrase of phrases) cuts.add(offset + phrase.end);
			offset += text.length;
		}
		expect([...cuts].filter((cut) => cut > 5 && cut < 19)).toEqual([]);
	});
});

describe("phraseHolds", () => {
	it("gives each cue to exactly one phrase", () => {
		const [clause] = splitClauses(speech("In the morning light, we all sing, and then we dance."));
		for (let at = 0; at <= (clause?.text.length ?? 0); at++)
			expect(clause?.phrases.filter((phrase) => phraseHolds(clause, phrase, at))).toHaveLength(1);
	});
});
