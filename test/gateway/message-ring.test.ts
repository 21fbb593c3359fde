import { describe, expect, it } from "vitest";
import { MessageRing } from "../../src/gateway/message-ring.ts";

const frames = (...texts: readonly string[]) => texts.map((text) => Buffer.from(text));

function ringOf(capacity: number, count: number): MessageRing {
	const ring = new MessageRing(capacity);
	for (let i = 1; i <= count; i++) ring.append(Buffer.from(`m${i}`));
	return ring;
}

describe("MessageRing", () => {
	it("numbers messages from 1", () => {
		const ring = new MessageRing(100);
		expect(ring.sequence).toBe(0);
		expect(ring.append(Buffer.from("a"))).toBe(1);
		expect(ring.append(Buffer.from("b"))).toBe(2);
	});

	it.each([
		[0, { sequence: 0, missed: 0, frames: frames("m1", "m2", "m3") }],
		[2, { sequence: 2, missed: 0, frames: frames("m3") }],
		[3, { sequence: 3, missed: 0, frames: [] }],
		[99, { sequence: 3, missed: 0, frames: [] }],
		[-1, { sequence: 0, missed: 0, frames: frames("m1", "m2", "m3") }],
	])("replays what came after %i", (since, replay) => {
		expect(ringOf(100, 3).replay(since)).toEqual(replay);
	});

	it("keeps the newest that fit and says how many are gone", () => {
		expect(ringOf(5, 4).replay(1)).toEqual({ sequence: 2, missed: 1, frames: frames("m3", "m4") });
		expect(ringOf(5, 4).bytes).toBe(4);
	});

	it("keeps counting when a message is larger than itself", () => {
		const ring = ringOf(5, 1);
		expect(ring.append(Buffer.from("too large"))).toBe(2);
		expect(ring.replay(0)).toEqual({ sequence: 2, missed: 2, frames: [] });
		expect(ring.bytes).toBe(0);
	});

	it("keeps nothing with no room", () => {
		expect(ringOf(0, 3).replay(0)).toEqual({ sequence: 3, missed: 3, frames: [] });
	});

	it("never gives a message twice and never leaves one out unsaid, whatever the browser has", () => {
		for (let capacity = 0; capacity < 12; capacity++)
			for (let since = 0; since <= 5; since++) {
				const { sequence, missed, frames: given } = ringOf(capacity, 5).replay(since);
				expect(sequence).toBe(since + missed);
				expect(given.map(String)).toEqual(["m1", "m2", "m3", "m4", "m5"].slice(sequence));
			}
	});
});
