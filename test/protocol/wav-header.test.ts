import { expect, test } from "vitest";
import { encodeBase64 } from "../../src/protocol/base64.ts";
import { clausePart } from "../../src/protocol/clause-part.ts";
import { wireSpeech } from "../../src/protocol/encode-driver-message.ts";
import { parseDriverMessage } from "../../src/protocol/parse-driver-message.ts";
import { ToleranceCounts } from "../../src/protocol/tolerance.ts";
import { findWavHeader } from "../../src/protocol/wav-header.ts";

interface WavOptions {
	format?: number;
	channels?: number;
	sampleRate?: number;
	bits?: number;
	/** A chunk of this many bytes before `data`. */
	extra?: number;
}

/** A WAV file of the samples 1, −1 (as 16-bit values 256 and −256). */
function wav(options: WavOptions = {}): Uint8Array {
	const { format = 1, channels = 1, sampleRate = 16_000, bits = 16, extra } = options;
	const chunk = (name: string, body: Buffer, size = body.length) =>
		Buffer.concat([Buffer.from(name), uint32(size), body, Buffer.alloc(body.length % 2)]);
	const fmt = Buffer.alloc(16);
	fmt.writeUInt16LE(format, 0);
	fmt.writeUInt16LE(channels, 2);
	fmt.writeUInt32LE(sampleRate, 4);
	fmt.writeUInt16LE(bits, 14);
	const between = extra === undefined ? Buffer.alloc(0) : chunk("LIST", Buffer.alloc(extra, 0x41));
	const data = chunk("data", Buffer.of(0, 1, 0, 0xff), 0);
	const body = Buffer.concat([Buffer.from("WAVE"), chunk("fmt ", fmt), between, data]);
	return new Uint8Array(Buffer.concat([Buffer.from("RIFF"), uint32(body.length), body]));
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}

const message = (bytes: Uint8Array, sampling?: number) => {
	const speech = wireSpeech({ requestId: "r", streamId: "s" }, clausePart());
	const { Sampling: _, ...rest } = { ...speech.Payload.SpeechRsp, Audio: encodeBase64(bytes) };
	const SpeechRsp = sampling === undefined ? rest : { ...rest, Sampling: sampling };
	return { ...speech, Payload: { ...speech.Payload, SpeechRsp } };
};

test.each([
	["44 bytes", wav(), 44],
	["a chunk of odd length before the data", wav({ extra: 7 }), 60],
])("a header of %s is measured", (_name, bytes, length) => {
	expect(findWavHeader(bytes, "$")).toEqual({ length, sampleRate: 16_000 });
});

test("the header is stripped from the sound and counted", () => {
	const counts = new ToleranceCounts();
	const parsed = parseDriverMessage(message(wav(), 24_000), counts);
	expect(parsed).toMatchObject({ part: { sampleRate: 24_000, samples: Int16Array.of(256, -256) } });
	expect(counts.toObject()).toEqual({ "wav-header": 1 });
});

test("the header's sample rate counts where Sampling is missing", () => {
	expect(parseDriverMessage(message(wav()))).toMatchObject({ part: { sampleRate: 16_000 } });
});

test("bare samples have no header", () => {
	expect(findWavHeader(Uint8Array.of(82, 73, 70, 70), "$")).toBeNull();
	expect(findWavHeader(new Uint8Array(4800), "$")).toBeNull();
});

test.each([
	[wav({ channels: 2 }), "expected 16-bit mono PCM, got WAV format 1 with 2 channels of 16 bits"],
	[wav({ format: 3, bits: 32 }), "expected 16-bit mono PCM, got WAV format 3 with 1 channels of 32 bits"],
	[wav().subarray(0, 40), "expected PCM samples, got a WAV header without any"],
])("a header that announces something else is refused (%#)", (bytes, reason) => {
	expect(() => parseDriverMessage(message(bytes))).toThrow(`$.Payload.SpeechRsp.Audio: ${reason}`);
});
