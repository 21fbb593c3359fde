import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openRecording, RecordingReader } from "../../../src/debug/model/open-recording.ts";

const text = readFileSync(new URL("../../../assets/public/recordings/hello.ndjson", import.meta.url), "utf8");
const whole = openRecording(text);

describe("opening a recording", () => {
	it("reads one that is whole, in whatever pieces it comes", () => {
		const reader = new RecordingReader();
		for (let at = 0; at < text.length; at += 7777) reader.push(text.slice(at, at + 7777));
		expect(reader.finish()).toEqual(whole);
		expect(whole.faults).toEqual([]);
		expect(whole.entries.length).toBeGreaterThan(10);
	});

	it("reads one that breaks off as far as it goes, and names the line", () => {
		const lines = text.trimEnd().split("\n");
		const opened = openRecording(lines.slice(0, 8).join("\n") + lines[8]?.slice(0, 500));
		expect(opened.entries).toHaveLength(6);
		expect(opened.faults[0]?.line).toBe(8);
	});

	it("passes over a broken line in the middle", () => {
		const lines = text.trimEnd().split("\n");
		lines[5] = '{"at": "soon"}';
		const opened = openRecording(lines.join("\n"));
		expect(opened.entries).toHaveLength(whole.entries.length - 1);
		expect(opened.faults).toEqual([{ line: 6, reason: expect.stringContaining("$.at") }]);
	});

	it("reads entries without our header, and says that it is missing", () => {
		const opened = openRecording(text.split("\n").slice(1).join("\n"));
		expect(opened.entries).toHaveLength(whole.entries.length);
		expect(opened.faults[0]?.line).toBe(1);
	});

	it("finds nothing in what is no recording", () => {
		const opened = openRecording("RIFF\u0000\u0001WAVE\nfmt ");
		expect(opened.entries).toEqual([]);
		expect(opened.faultCount).toBe(2);
	});

	it("stops at what does not fit into memory, with the reason", () => {
		const opened = openRecording(text, { most: 60_000 });
		expect(opened.stopped).toMatch(/^Opened as far as line \d+/);
		expect(opened.entries.length).toBeGreaterThan(0);
		expect(opened.entries.length).toBeLessThan(whole.entries.length);
	});

	it("gives up on a line without an end", () => {
		const reader = new RecordingReader({ longestLine: 10_000 });
		reader.push("x".repeat(20_000));
		expect(reader.stopped).toMatch(/this is no recording/);
	});
});
