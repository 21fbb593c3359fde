import { describe, expect, it } from "vitest";
import { cutParts, decodeEvents, encodeEvents } from "../../../src/gateway/bus/event-codec.ts";
import { PartJoiner } from "../../../src/gateway/bus/part-joiner.ts";
import type { SessionEvent } from "../../../src/gateway/session-event.ts";

const EVENTS: readonly SessionEvent[] = [
	{ type: "arrived", gateway: "a", connection: 1 },
	{
		type: "message",
		sequence: 1,
		requestId: "ü",
		boundary: true,
		ended: false,
		frame: Buffer.from([0, 255, 34, 10]),
	},
	{ type: "message", sequence: 2, requestId: "r", boundary: false, ended: true, frame: Buffer.alloc(0) },
	{ type: "upstream", state: "open", reason: "" },
];

describe("events as bytes", () => {
	it("come back as they were, frames to the byte", () => {
		expect(decodeEvents(encodeEvents(EVENTS))).toEqual(EVENTS);
		expect(decodeEvents(encodeEvents([]))).toEqual([]);
	});

	it("that are cut short are refused", () => {
		const bytes = encodeEvents(EVENTS);
		for (const length of [3, 12, bytes.length - 1])
			expect(() => decodeEvents(bytes.subarray(0, length))).toThrow(RangeError);
	});

	it.each([1, 7, 100, 1e6])("are joined again from parts of %i bytes", (most) => {
		const bytes = encodeEvents(EVENTS);
		const joiner = new PartJoiner();
		const parts = cutParts(bytes, most);
		const wholes = parts.map((part, index) => joiner.join("w", `${index}/${parts.length}`, part));
		expect(wholes.slice(0, -1).every((whole) => whole === null)).toBe(true);
		expect(wholes.at(-1)).toEqual(bytes);
	});
});

describe("PartJoiner", () => {
	const part = Buffer.from("x");

	it("keeps writers apart", () => {
		const joiner = new PartJoiner();
		expect(joiner.join("a", "0/2", Buffer.from("1"))).toBeNull();
		expect(joiner.join("b", "0/2", Buffer.from("3"))).toBeNull();
		expect(String(joiner.join("a", "1/2", Buffer.from("2")))).toBe("12");
		expect(String(joiner.join("b", "1/2", Buffer.from("4")))).toBe("34");
	});

	it("drops an end without a beginning, and a beginning without an end", () => {
		const joiner = new PartJoiner();
		expect(joiner.join("a", "1/2", part)).toBeNull();
		expect(joiner.join("a", "0/3", part)).toBeNull();
		expect(joiner.join("a", "2/3", part)).toBeNull();
		expect(String(joiner.join("a", "0/1", part))).toBe("x");
	});
});
