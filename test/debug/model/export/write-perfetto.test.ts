import { expect, it } from "vitest";
import { type TraceFormatEvent, writePerfetto } from "../../../../src/debug/model/export/write-perfetto.ts";
import { stalled } from "../../../support/planted-faults.ts";
import { hello, replayed, whole } from "../../../support/replayed.ts";

it("writes slices that do not overlap in their lane, moments, and counters of the buffer", () => {
	const trace = replayed(stalled(hello(), 0.5, 2));
	const { traceEvents } = JSON.parse(writePerfetto(trace, whole(trace))) as {
		traceEvents: readonly TraceFormatEvent[];
	};
	const named = (name: string) => traceEvents.filter((event) => event.name === name);
	const lanes = new Map(named("thread_name").map(({ tid, args }) => [args?.name, tid]));
	for (const { ts, dur = 0, pid } of traceEvents) {
		expect(pid).toBe(1);
		expect(Number.isInteger(ts) && ts >= 0 && dur >= 0).toBe(true);
	}
	const phonemes = traceEvents.filter(({ tid, ph }) => ph === "X" && tid === lanes.get("Phonemes"));
	expect(phonemes).toHaveLength(trace.utterances[0]?.phonemes.length ?? 0);
	for (const [index, { ts }] of phonemes.entries()) {
		const before = phonemes[index - 1];
		if (before !== undefined) expect(ts).toBeGreaterThanOrEqual(before.ts + (before.dur ?? 0) - 1);
	}
	expect(traceEvents.filter(({ tid, ph }) => ph === "i" && tid === lanes.get("Network"))).toHaveLength(
		trace.messages.length,
	);
	expect(named("The sound ran out and goes on").length).toBeGreaterThan(0);
	const levels = named("Buffer (ms)").map(({ args }) => Number(args?.level));
	expect(Math.min(...levels)).toBe(0);
	expect(Math.max(...levels)).toBeGreaterThan(100);
});
