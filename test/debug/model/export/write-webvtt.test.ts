import { expect, it } from "vitest";
import { writeWebVtt } from "../../../../src/debug/model/export/write-webvtt.ts";
import { ffprobe, temporaryFile } from "../../../support/ffprobe.ts";
import { hello, replayed, whole } from "../../../support/replayed.ts";

const trace = replayed(hello());
const vtt = writeWebVtt(trace, whole(trace));

it("writes a cue a clause that other programs read at the time at which it was heard", () => {
	const { packets } = ffprobe(temporaryFile(".vtt", vtt), "-show_packets") as {
		packets: readonly { readonly pts_time: string; readonly duration_time: string }[];
	};
	const [utterance] = trace.utterances;
	const clauses = utterance?.clauses ?? [];
	expect(packets).toHaveLength(clauses.length);
	for (const [index, { start, end }] of clauses.entries()) {
		expect(Number(packets[index]?.pts_time)).toBeCloseTo(utterance?.heard.wallAt(start) ?? 0, 2);
		expect(Number(packets[index]?.duration_time)).toBeCloseTo(end - start, 1);
	}
});

it("has a time for each word but the first, ascending", () => {
	const times = [...vtt.matchAll(/<(\d\d):(\d\d):(\d\d\.\d{3})>/g)].map(
		([, hours, minutes, seconds]) => Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
	);
	expect(times.length).toBeGreaterThan(3);
	expect(times).toEqual(times.toSorted((a, b) => a - b));
	expect(vtt.replace(/<[^>]*>/g, "")).toContain("My lips follow what you hear");
});
