import { expect, it } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../../../src/protocol/compact/utf8.ts";

it("text is written as TextEncoder writes it, and read back", () => {
	for (const text of ["", "plain", "Grüße ʃ 人工智能 😀", "\u0000\u007f\u0080\u07ff\u0800\uffff\u{10ffff}"]) {
		expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
		expect(decodeUtf8(encodeUtf8(text))).toBe(text);
	}
});

it("a lone surrogate survives", () => {
	for (const text of ["\ud800", "a\udfffb", "\udc00\ud800"]) expect(decodeUtf8(encodeUtf8(text))).toBe(text);
});

it.each([
	["a byte that follows nothing", [0x80]],
	["a character cut short", [0xe4, 0xba]],
	["a longer form than needed", [0xc0, 0x80]],
	["a character beyond Unicode", [0xf4, 0x90, 0x80, 0x80]],
	["a byte that begins nothing", [0xff]],
])("%s is no text", (_, bytes) => {
	expect(decodeUtf8(Uint8Array.from(bytes))).toBeUndefined();
});
