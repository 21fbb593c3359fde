import { describe, expect, it } from "vitest";
import { writeTextGrid } from "../../../../src/debug/model/export/write-textgrid.ts";
import { hello, replayed, whole } from "../../../support/replayed.ts";

const trace = replayed(hello());

interface Tier {
	readonly name: string;
	readonly intervals: readonly (readonly [number, number, string])[];
}

/** Reads as Praat does: numbers, quoted texts and flags in their order; every other word is a comment. */
function readTextGrid(text: string): { readonly end: number; readonly tiers: readonly Tier[] } {
	const found = text.matchAll(/"((?:[^"]|"")*)"|<exists>|(?<![\w[])-?\d+(?:\.\d+)?(?:e-?\d+)?(?![\w\]])/g);
	const items = [...found].map(
		([item, quoted]) => quoted?.replaceAll('""', '"') ?? (item === "<exists>" ? true : Number(item)),
	);
	const next = () => items.shift();
	expect([next(), next(), next()]).toEqual(["ooTextFile", "TextGrid", 0]);
	const end = Number(next());
	expect(next()).toBe(true);
	const tiers = Array.from({ length: Number(next()) }, (): Tier => {
		expect(next()).toBe("IntervalTier");
		const name = String(next());
		expect([next(), next()]).toEqual([0, end]);
		const count = Number(next());
		return {
			name,
			intervals: Array.from({ length: count }, () => [Number(next()), Number(next()), String(next())]),
		};
	});
	expect(next()).toBeUndefined();
	return { end, tiers };
}

describe("a TextGrid", () => {
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
