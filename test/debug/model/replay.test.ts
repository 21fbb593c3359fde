import { describe, expect, it } from "vitest";
import { Replay } from "../../../src/debug/model/replay.ts";
import { Trace } from "../../../src/debug/model/trace.ts";
import type { TraceOptions } from "../../../src/debug/model/trace-options.ts";
import { museum } from "../../support/planted-faults.ts";

const entries = museum();
const usual = Replay.all(entries);

function traceOf(options: TraceOptions = {}, replayed = usual): Trace {
	const trace = new Trace(options);
	for (const event of replayed) trace.add(event);
	return trace;
}

describe("going through a recording", () => {
	it("gives the same events for the same recording, bit for bit", () => {
		expect(Replay.all(entries)).toEqual(usual);
	});

	it("gives other ones for another line, and the same again for the same line", () => {
		const network = { delay: 0.1, jitter: 0.3, stall: 0, stallEvery: 10 };
		const worse = Replay.all(entries, { network });
		expect(worse).toEqual(Replay.all(entries, { network }));
		expect(worse).not.toEqual(usual);
	});

	it("has every clause heard, in order and without a hole", () => {
		const [utterance] = traceOf().utterances;
		expect(utterance?.clauses.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
		const pieces = utterance?.heard.pieces(utterance.duration) ?? [];
		const holes = pieces.slice(1).map(({ wall }, index) => wall - (pieces[index]?.wallEnd ?? 0));
		expect(Math.max(0, ...holes)).toBeLessThan(1e-6);
		const heard = pieces.reduce((sum, { wall, wallEnd, rate }) => sum + (wallEnd - wall) * rate, 0);
		// Stretched sound lies within 15 ms of its place.
		expect(Math.abs(heard - (utterance?.duration ?? 0))).toBeLessThan(0.03);
	});

	it("draws the face that is heard: no display frame is off its sound", () => {
		const { frames } = traceOf();
		let counted = 0;
		for (let row = 0; row < frames.count; row++) {
			const offset = frames.get(row, "offset");
			if (Number.isNaN(offset)) continue;
			counted++;
			expect(Math.abs(offset)).toBeLessThan(0.005);
		}
		expect(counted).toBeGreaterThan(400);
	});

	it("takes a clause from a lower rung if that is forced", () => {
		const [utterance] = traceOf(
			{},
			Replay.all(entries, { clauseRungs: { 2: "phonemes", 3: "audio" } }),
		).utterances;
		const rungs = utterance?.clauses.map((clause) => [...clause.rungs]);
		expect(rungs?.[0]).toEqual(["face"]);
		expect(rungs?.[1]).toContain("phonemes");
		expect(rungs?.[1]).not.toContain("face");
		expect(rungs?.[2]).toContain("audio");
	});

	it("holds the sound that it is told to hold", () => {
		const start = (targetDelay: number) =>
			traceOf({}, Replay.all(entries, { targetDelay })).utterances[0]?.heard.pieces(1)[0]?.wall ?? 0;
		expect(start(1.2) - start(0.05)).toBeGreaterThan(0.1);
	});
});

describe("a trace that becomes too large", () => {
	it("lets the text of messages go first, and keeps what was read from them", () => {
		const trace = traceOf({ memory: 1_900_000 });
		trace.prune();
		expect(trace.thinned).toBeGreaterThan(0);
		expect(trace.messages[0]?.text).toBeUndefined();
		expect(trace.utterances[0]?.phonemes.length).toBeGreaterThan(50);
	});

	it("forgets what is older than it is to keep", () => {
		const trace = traceOf({ keep: 3 });
		trace.prune();
		expect(Math.abs(trace.end - 3 - trace.start)).toBeLessThan(0.05);
		expect(trace.messages.every(({ at }) => at >= trace.start)).toBe(true);
		expect(trace.message(trace.messages[0]?.number ?? -1)).toBe(trace.messages[0]);
		expect(trace.applied.time(0)).toBeGreaterThanOrEqual(trace.start);
	});
});
