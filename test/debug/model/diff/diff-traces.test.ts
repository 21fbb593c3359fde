import { describe, expect, it } from "vitest";
import { diffTraces } from "../../../../src/debug/model/diff/diff-traces.ts";
import { traceFigures } from "../../../../src/debug/model/diff/trace-figures.ts";
import { BLENDSHAPE_INDEX, BLENDSHAPES } from "../../../../src/lipsync/blendshapes.ts";
import { facesShifted, inOrder, museum, stalled, withoutClause } from "../../../support/planted-faults.ts";
import { replayed } from "../../../support/replayed.ts";

const entries = museum();
const usual = replayed(entries);

describe("two runs, compared", () => {
	it("are the same, bit for bit, if the recording and the options are", () => {
		const diff = diffTraces(usual, replayed(entries));
		expect(diff.isSame).toBe(true);
		expect(diff.mixed.compared).toBeGreaterThan(200);
		expect(diff.drawn.compared).toBeGreaterThan(400);
		expect(diff.drawn.missing).toBe(0);
	});

	it("differ in the channels that another mapping moves, and not in their cues", () => {
		const diff = diffTraces(usual, replayed(inOrder(entries, "apple")));
		expect(diff.isSame).toBe(false);
		expect(diff.spans).toEqual([]);
		const jaw = diff.sent.curves[BLENDSHAPE_INDEX.jawOpen];
		expect(jaw?.greatest).toBeGreaterThan(0.1);
		expect(jaw?.share).toBeGreaterThan(0.5);
		// Read in the order in which it was sent, it is what it was, but for the rounding of the wire.
		const mended = diffTraces(usual, replayed(inOrder(entries, "apple"), { order: "apple" }));
		expect(Math.max(...mended.sent.curves.map(({ greatest }) => greatest))).toBeLessThan(1e-4);
	});

	it("differ from the clause on whose rung was forced, in what went to the stage alone", () => {
		const diff = diffTraces(usual, replayed(entries, { clauseRungs: { 3: "audio" } }));
		expect(diff.sent.isSame).toBe(true);
		const [utterance] = usual.utterances;
		const third = utterance?.clauses.find(({ sequence }) => sequence === 3);
		const begins = utterance?.heard.wallAt(third?.start ?? 0) ?? 0;
		const moved = diff.mixed.curves.filter(({ share }) => share > 0);
		expect(moved.map(({ shape }) => BLENDSHAPES[shape])).toContain("jawOpen");
		for (const { firstAt } of moved) expect(firstAt).toBeGreaterThan(begins - 0.25);
	});

	it("are compared at the same presentation time, however late one was heard", () => {
		const late = replayed(stalled(entries, 0, 1.5));
		const [before, after] = [usual, late].map(({ utterances }) => utterances[0]?.heard.wallAt(0) ?? 0);
		expect((after ?? 0) - (before ?? 0)).toBeGreaterThan(1);
		const diff = diffTraces(usual, late);
		expect(diff.sent.isSame).toBe(true);
		expect(diff.spans).toEqual([]);
		expect(diff.drawn.missing).toBe(0);
		// Frames of the display fall between the driver's elsewhere; idle life is by chance.
		expect(diff.drawn.curves[BLENDSHAPE_INDEX.jawOpen]?.mean).toBeLessThan(0.01);
	});

	it("tell which words and phonemes did not come", () => {
		const diff = diffTraces(usual, replayed(withoutClause(entries, 3)));
		const clauses = diff.spans.find(({ lane }) => lane === "clauses");
		expect(clauses).toMatchObject({ added: 0, removed: 1, moved: 0 });
		const phonemes = diff.spans.find(({ lane }) => lane === "phonemes");
		const third = usual.utterances[0]?.clauses.find(({ sequence }) => sequence === 3);
		const lost = usual.utterances[0]?.phonemes.filter(
			({ start }) => start >= (third?.start ?? 0) - 1e-3,
		).length;
		expect(phonemes).toMatchObject({ added: 0, removed: lost, moved: 0 });
	});
});

describe("the scores of a run", () => {
	it("say which of two faces closes the lips where the phonemes say so", () => {
		const [good, bad] = [traceFigures(usual), traceFigures(replayed(facesShifted(entries, 8)))];
		expect(good.lips?.bilabials).toBeGreaterThan(5);
		expect(good.lips?.closedWithin).toBe(good.lips?.bilabials);
		expect(bad.lips?.closedWithin).toBeLessThan(good.lips?.closedWithin ?? 0);
		expect((bad.lips?.correlation ?? 1) < (good.lips?.correlation ?? 0)).toBe(true);
		expect(Math.abs(good.offset?.p50 ?? 1)).toBeLessThan(0.005);
		expect(good.underruns).toBe(0);
		expect(traceFigures(replayed(stalled(entries, 1, 2))).underruns).toBe(1);
	});
});
