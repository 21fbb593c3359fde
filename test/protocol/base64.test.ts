import { expect, test } from "vitest";
import {
	decodeBase64,
	decodeBase64Briefly,
	decodeBase64ByTable,
	encodeBase64,
} from "../../src/protocol/base64.ts";

/** Every byte value in every position of a triple. */
const bytesOfLength = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 67 + 11) % 256);

test.each([0, 1, 2, 3, 4, 5, 255, 256, 4800])(
	"%i bytes survive the round trip and agree with Node",
	(length) => {
		const bytes = bytesOfLength(length);
		const text = encodeBase64(bytes);
		expect(text).toBe(Buffer.from(bytes).toString("base64"));
		expect(decodeBase64ByTable(text, "$")).toEqual(bytes);
		expect(decodeBase64ByTable(text.replaceAll("=", ""), "$")).toEqual(bytes);
	},
);

test("white space between the digits is skipped", () => {
	expect(decodeBase64ByTable(" AQ ID\r\nBA==\t", "$")).toEqual(Uint8Array.of(1, 2, 3, 4));
});

test.each([
	["AQ!D", 'expected base64, got "!" at 2'],
	["AQID_w", 'expected base64, got "_" at 4'],
	["AQIé", 'expected base64, got "é" at 3'],
	["AQIDB", "expected base64, got 5 digits, which is no whole number of bytes"],
	["AQ=", "expected base64, got padding in the wrong place"],
	["AQ==AQID", 'expected base64, got "=" at 2'],
	["====", 'expected base64, got "=" at 0'],
	["data:audio/pcm", 'expected base64, got ":" at 4'],
])("%j is refused with the place of the fault", (text, reason) => {
	expect(() => decodeBase64ByTable(text, "$.Audio")).toThrow(
		expect.objectContaining({ path: "$.Audio", reason }),
	);
});

test("an engine's own decoder is used where there is one, and the table finds the place of its faults", () => {
	const platform = Uint8Array as { fromBase64?: unknown };
	const before = platform.fromBase64;
	const calls: string[] = [];
	platform.fromBase64 = (text: string) => {
		calls.push(text);
		if (text.includes("!")) throw new SyntaxError("invalid character");
		return Uint8Array.of(9);
	};
	try {
		expect(decodeBase64("AQID", "$")).toEqual(Uint8Array.of(9));
		expect(() => decodeBase64("AQ!D", "$")).toThrow('$: expected base64, got "!" at 2');
		expect(calls).toEqual(["AQID", "AQ!D"]);
	} finally {
		if (before === undefined) delete platform.fromBase64;
		else platform.fromBase64 = before;
	}
});

test("bytes for a moment lie in memory that is used again, however long the text", () => {
	const platform = Uint8Array.prototype as { setFromBase64?: unknown };
	const before = platform.setFromBase64;
	platform.setFromBase64 = function (this: Uint8Array, text: string) {
		if (text.includes("!")) throw new SyntaxError("invalid character");
		const bytes = Buffer.from(text, "base64");
		this.set(bytes);
		return { written: bytes.length };
	};
	try {
		for (const length of [0, 1, 5, 4800, 3]) {
			const bytes = bytesOfLength(length);
			expect(decodeBase64Briefly(encodeBase64(bytes), "$")).toEqual(bytes);
		}
		const first = decodeBase64Briefly("AQID", "$");
		expect(decodeBase64Briefly("BAUG", "$").buffer).toBe(first.buffer);
		expect(() => decodeBase64Briefly("AQ!D", "$")).toThrow('$: expected base64, got "!" at 2');
	} finally {
		if (before === undefined) delete platform.setFromBase64;
		else platform.setFromBase64 = before;
	}
});

test("without a decoder of the engine the bytes for a moment come from the table", () => {
	expect(decodeBase64Briefly("AQID", "$")).toEqual(Uint8Array.of(1, 2, 3));
});
