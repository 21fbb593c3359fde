import { expect, test } from "vitest";
import { decodePcm16, encodePcm16 } from "../../src/protocol/pcm16.ts";

test("16-bit little-endian bytes become samples from −1 to just below 1", () => {
	const bytes = Uint8Array.of(0x00, 0x00, 0x00, 0x80, 0xff, 0x7f, 0xff, 0xff, 0x00, 0x40);
	expect([...decodePcm16(bytes)]).toEqual([0, -1, 32767 / 32768, -1 / 32768, 0.5]);
});

test("bytes that begin at an odd address are read alike", () => {
	const bytes = Uint8Array.of(9, 0x00, 0x40, 0x00, 0x80).subarray(1);
	expect([...decodePcm16(bytes)]).toEqual([0.5, -1]);
	// Its slice() would be another view of the same bytes.
	expect([...decodePcm16(Buffer.from(bytes.buffer, 1))]).toEqual([0.5, -1]);
});

test("all 65536 values survive the round trip", () => {
	const bytes = new Uint8Array(new Uint16Array(65_536).map((_, i) => i).buffer);
	expect(Buffer.compare(encodePcm16(decodePcm16(bytes)), bytes)).toBe(0);
});

test("samples beyond full scale are clipped, not wrapped", () => {
	expect([...encodePcm16(Float32Array.of(1, 1.7, -1, -1.7))]).toEqual([
		0xff, 0x7f, 0xff, 0x7f, 0x00, 0x80, 0x00, 0x80,
	]);
});
