import { describe, expect, it } from "vitest";
import { FrameClock } from "../../../src/compare/watch/frame-clock.ts";
import { SeededRandom } from "../../support/seeded-random.ts";

describe("FrameClock", () => {
	it("takes the jitter of the handing over out of frames whose own times are even", () => {
		const random = new SeededRandom(5);
		const clock = new FrameClock();
		const came = Array.from({ length: 200 }, (_, at) =>
			clock.cameAt(at * 0.04, 500 + at * 0.04 + 0.2 * random.next()),
		);
		const gaps = came.slice(100).map((time, at) => time - (came[99 + at] ?? 0));
		for (const gap of gaps) expect(Math.abs(gap - 0.04)).toBeLessThan(0.02);
		expect((came.at(-1) ?? 0) - 199 * 0.04).toBeCloseTo(500.1, 1);
	});

	it("begins anew with a stream that counts from elsewhere", () => {
		const clock = new FrameClock();
		for (let at = 0; at < 60; at++) clock.cameAt(at * 0.04, 500 + at * 0.04);
		expect(clock.cameAt(0, 600)).toBe(600);
		expect(clock.cameAt(0.04, 600.05)).toBeCloseTo(600.05, 1);
	});
});
