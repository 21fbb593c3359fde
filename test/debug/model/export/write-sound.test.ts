import { expect, it } from "vitest";
import { writeSound } from "../../../../src/debug/model/export/write-sound.ts";
import { decodePcm16 } from "../../../../src/protocol/pcm16.ts";
import { findWavHeader } from "../../../../src/protocol/wav-header.ts";
import { ffprobe, temporaryFile } from "../../../support/ffprobe.ts";
import { hello, replayed, whole } from "../../../support/replayed.ts";

const trace = replayed(hello());

it("writes what was heard, where it was heard, as a WAV that others read", () => {
	const file = writeSound(trace, whole(trace));
	const { streams } = ffprobe(temporaryFile(".wav", file), "-show_streams") as {
		streams: readonly Record<string, unknown>[];
	};
	expect(streams[0]).toMatchObject({ codec_name: "pcm_s16le", sample_rate: "24000", channels: 1 });
	expect(Number(streams[0]?.duration)).toBeCloseTo(trace.end, 3);

	const header = findWavHeader(file, "$");
	const samples = decodePcm16(file.subarray(header?.length));
	const begun = samples.findIndex((sample) => Math.abs(sample) > 0.02) / 24_000;
	const wave = trace.utterances[0]?.wave;
	let first = 0;
	while (Math.abs(wave?.at(first) ?? 1) <= 0.02) first++;
	expect(begun).toBeCloseTo(trace.utterances[0]?.heard.wallAt(first / 24_000) ?? 0, 3);
});
