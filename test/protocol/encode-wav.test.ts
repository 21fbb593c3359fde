import { describe, expect, it } from "vitest";
import { encodeWav } from "../../src/protocol/encode-wav.ts";
import { decodePcm16 } from "../../src/protocol/pcm16.ts";
import { findWavHeader } from "../../src/protocol/wav-header.ts";

describe("encodeWav", () => {
	it("is read back by the reader of the wire, sample for sample", () => {
		const samples = Float32Array.of(0, 0.5, -0.25, 1 - 1 / 32_768, -1);
		const file = encodeWav(samples, 24_000);
		const header = findWavHeader(file, "$");
		expect(header).toEqual({ length: 44, sampleRate: 24_000 });
		expect(decodePcm16(file.subarray(44))).toEqual(samples);
	});

	it("announces its own length", () => {
		const file = encodeWav(new Float32Array(10), 16_000);
		const view = new DataView(file.buffer);
		expect(view.getUint32(4, true)).toBe(file.length - 8);
		expect(view.getUint32(40, true)).toBe(20);
	});
});
