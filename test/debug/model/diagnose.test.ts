import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/debug/model/diagnose.ts";
import { Replay } from "../../../src/debug/model/replay.ts";
import type { ReplayOptions } from "../../../src/debug/model/replay-options.ts";
import { Trace } from "../../../src/debug/model/trace.ts";
import type { RecordingEntry } from "../../../src/protocol/recording.ts";
import {
	facesShifted,
	inOrder,
	jawSaturated,
	museum,
	stalled,
	withoutClause,
} from "../../support/planted-faults.ts";

function traceOf(entries: readonly RecordingEntry[], options: ReplayOptions = {}): Trace {
	const trace = new Trace(options);
	for (const event of Replay.all(entries, options)) trace.add(event);
	return trace;
}

const faults = (trace: Trace) => diagnose(trace).filter(({ severity }) => severity === "fault");
const codes = (trace: Trace) => faults(trace).map(({ code }) => code);

describe("diagnose", () => {
	const whole = museum();

	it("finds no fault in a recording that has none", () => {
		expect(codes(traceOf(whole))).toEqual([]);
	});

	it("names another order of the channels, and the order that mends it", () => {
		const planted = inOrder(whole, "apple");
		const [finding] = faults(traceOf(planted));
		expect(finding).toMatchObject({ code: "wrong-order", order: "apple" });
		expect(codes(traceOf(planted, { order: "apple" }))).toEqual([]);
	});

	it.each([
		[5, "lips-late", 200],
		[-5, "lips-early", 200],
		[8, "lips-late", 320],
	] as const)("names a face that is %i frames off its sound", (frames, code, milliseconds) => {
		const [finding, ...more] = faults(traceOf(facesShifted(whole, frames)));
		expect(finding?.code).toBe(code);
		const said = Number(/(\d+) ms/.exec(finding?.title ?? "")?.[1]);
		expect(Math.abs(said - milliseconds)).toBeLessThanOrEqual(40);
		expect(finding?.detail).toContain("the face frames are shifted");
		expect(more).toEqual([]);
	});

	it("takes a shift of one frame for none", () => {
		expect(codes(traceOf(facesShifted(whole, 1)))).toEqual([]);
	});

	it("names a clause that did not come", () => {
		const trace = traceOf(withoutClause(whole, 2));
		const [finding] = faults(trace);
		expect(finding).toMatchObject({ code: "missing-clause", title: "Clause 2 did not come" });
		expect(finding?.at).toBeGreaterThan(0);
	});

	it("names an underrun, when and for how long", () => {
		const trace = traceOf(stalled(whole, 1, 2));
		const underrun = faults(trace).find(({ code }) => code === "underrun");
		expect(underrun?.title).toMatch(/ran out once/);
		const silent = Number(/(\d+) ms/.exec(underrun?.title ?? "")?.[1]);
		expect(silent).toBeGreaterThan(500);
		expect(silent).toBeLessThan(2000);
		expect(underrun?.at).toBeGreaterThan(1);
		expect(underrun?.until).toBeLessThan(4);
	});

	it("names a jaw that is cut off at its full weight", () => {
		const found = faults(traceOf(jawSaturated(whole)));
		expect(found.map(({ title }) => title)).toContain("jawOpen is saturated");
	});

	it("names a message that could not be understood, by number and path", () => {
		const broken = whole.map((entry, index) =>
			index === 6 ? { ...entry, message: { Payload: { DriverRspType: "SING" } } } : entry,
		);
		const refused = faults(traceOf(broken)).find(({ code }) => code === "refused-message");
		expect(refused?.detail).toMatch(/First: message \d+, \$\.Payload/);
	});
});
