import { describe, expect, it } from "vitest";
import { diffTraces } from "../../../../src/debug/model/diff/diff-traces.ts";
import { isTraceFile, readTraceFile, writeTraceFile } from "../../../../src/debug/model/export/trace-file.ts";
import { hello, replayed } from "../../../support/replayed.ts";

const trace = replayed(hello());

describe("a trace, written for another version", () => {
	it("comes back bit for bit", () => {
		const text = writeTraceFile(trace, "hello");
		expect(isTraceFile(text)).toBe(true);
		const again = readTraceFile(text);
		expect(diffTraces(trace, again)).toMatchObject({ isSame: true, unpaired: 0 });
		expect(diffTraces(again, trace).isSame).toBe(true);
		expect(again.utterances[0]?.heard.segments).toEqual(trace.utterances[0]?.heard.segments);
		expect(again.applied.frame(40)).toEqual(trace.applied.frame(40));
		expect(again.utterances[0]?.wave?.length).toBe(trace.utterances[0]?.wave?.length);
	});

	it("is refused if it is of another format", () => {
		const text = writeTraceFile(trace, "hello").replace('"version":1', '"version":7');
		expect(() => readTraceFile(text)).toThrow("$.version: expected a trace of version 1, got 7");
	});
});
