import { expect, it } from "vitest";
import { writeRhubarb } from "../../../../src/debug/model/export/write-rhubarb.ts";
import { hello, replayed, whole } from "../../../support/replayed.ts";

interface Rhubarb {
	readonly metadata: { readonly soundFile: string; readonly duration: number };
	readonly mouthCues: readonly { readonly start: number; readonly end: number; readonly value: string }[];
}

it("writes mouth cues without gaps, closed where the lips close", () => {
	const trace = replayed(hello());
	const { metadata, mouthCues } = JSON.parse(writeRhubarb(trace, whole(trace), "hello.wav")) as Rhubarb;
	expect(metadata).toEqual({ soundFile: "hello.wav", duration: Math.round(trace.end * 100) / 100 });
	expect(mouthCues[0]).toMatchObject({ start: 0, value: "X" });
	expect(mouthCues.at(-1)?.end).toBe(metadata.duration);
	for (const [index, { start, end, value }] of mouthCues.entries()) {
		expect(value).toMatch(/^[A-HX]$/);
		expect(end).toBeGreaterThan(start);
		if (index > 0) expect(start).toBe(mouthCues[index - 1]?.end);
	}
	const [utterance] = trace.utterances;
	const closures = utterance?.phonemes.filter(({ text }) => /^[mpb]$/.test(text)) ?? [];
	expect(closures.length).toBeGreaterThan(1);
	for (const { start, end } of closures) {
		const middle = utterance?.heard.wallAt((start + end) / 2) ?? 0;
		expect(mouthCues.find((cue) => middle >= cue.start && middle < cue.end)?.value).toBe("A");
	}
});
