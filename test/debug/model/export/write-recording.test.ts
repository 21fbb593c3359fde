import { describe, expect, it } from "vitest";
import { writeRecording } from "../../../../src/debug/model/export/write-recording.ts";
import { parseRecording } from "../../../../src/protocol/recording.ts";
import { hello, replayed, whole } from "../../../support/replayed.ts";

const entries = hello();
const trace = replayed(entries);

describe("a session, saved as a recording", () => {
	it("opens as the recording that it was made from", () => {
		const { text, missing } = writeRecording(trace, whole(trace), "none", { description: "hello" });
		const { header, entries: read } = parseRecording(text);
		expect(header.description).toBe("hello");
		expect(missing).toBe(0);
		const speech = (list: typeof entries) => list.filter(({ direction }) => direction === "down");
		expect(speech(read).map(({ message }) => message)).toEqual(speech(entries).map(({ message }) => message));
		// A message is taken in at the end of the quantum in which it came.
		for (const [index, { at }] of speech(read).entries())
			expect(Math.abs(at - (speech(entries)[index]?.at ?? 0))).toBeLessThan(0.006);
	});

	it("says nothing of what was said where its text is left out, and plays as before", () => {
		const { text } = writeRecording(trace, whole(trace), "text");
		expect(text).not.toMatch(/hello|lips|follow|hear\b/i);
		const again = replayed(parseRecording(text).entries).utterances[0];
		expect(again?.words.map(({ text: word }) => word.trim())).toContain("xxxx");
		expect(again?.wire.count).toBe(trace.utterances[0]?.wire.count);
		expect(again?.phonemes.map(({ text: symbol }) => symbol)).toEqual(
			trace.utterances[0]?.phonemes.map(({ text: symbol }) => symbol),
		);
	});

	it("is silent where its speech is left out, and as long as before", () => {
		const again = replayed(parseRecording(writeRecording(trace, whole(trace), "speech").text).entries);
		const { wave, phonemes } = again.utterances[0] ?? {};
		expect(wave?.duration).toBeCloseTo(trace.utterances[0]?.wave?.duration ?? 0, 6);
		const extent = { low: 0, high: 0, power: 0 };
		wave?.extent(0, wave.length, extent);
		expect(extent.power).toBe(0);
		expect(phonemes?.every(({ text }) => /^x*\W*$/u.test(text))).toBe(true);
	});

	it("counts what it could not write", () => {
		const small = replayed(entries);
		for (const row of small.messages) row.text = undefined;
		expect(writeRecording(small, whole(small), "none").missing).toBe(small.messages.length);
	});
});
