import { describe, expect, it } from "vitest";
import { writeTextGrid } from "../../../../src/debug/model/export/write-textgrid.ts";
import { readTextGrid } from "../../../support/praat.ts";
import { hello, replayed, whole } from "../../../support/replayed.ts";

const trace = replayed(hello());

describe("a TextGrid, read by Praat", () => {
	const { end, tiers } = readTextGrid(writeTextGrid(trace, whole(trace)));

	it("has four tiers, each of which covers all of the time without a gap", () => {
		expect(tiers.map(({ name }) => name)).toEqual(["clauses", "words", "phonemes", "visemes"]);
		for (const { intervals } of tiers) {
			expect(intervals[0]?.[0]).toBe(0);
			expect(intervals.at(-1)?.[1]).toBe(end);
			for (const [index, [start, stop]] of intervals.entries()) {
				expect(stop).toBeGreaterThan(start);
				if (index > 0) expect(start).toBe(intervals[index - 1]?.[1]);
			}
		}
	});

	it("has every phoneme where it was heard", () => {
		const [utterance] = trace.utterances;
		const labels = tiers[2]?.intervals.filter(([, , text]) => text !== "") ?? [];
		const heard = (utterance?.phonemes ?? []).filter(({ text }) => text.trim() !== "");
		expect(labels.map(([, , text]) => text)).toEqual(heard.map(({ text }) => text.trim()));
		for (const [index, [start]] of labels.entries())
			expect(start).toBeCloseTo(utterance?.heard.wallAt(heard[index]?.start ?? 0) ?? 0, 4);
	});
});
