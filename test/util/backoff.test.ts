import { describe, expect, it } from "vitest";
import { BACKOFF_DEFAULTS, nextDelay } from "../../src/util/backoff.ts";

const never = () => 0;
const almostAlways = () => 1 - Number.EPSILON;

describe("nextDelay", () => {
	it("doubles with every attempt until the cap", () => {
		const longest = [0, 1, 2, 3, 4, 5, 6].map((attempt) => nextDelay(attempt, almostAlways));
		expect(longest.map((delay) => Math.round(delay * 100) / 100)).toEqual([0.5, 1, 2, 4, 8, 10, 10]);
	});

	it("is never shorter than half of the longest wait", () => {
		expect(nextDelay(0, never)).toBe(0.25);
		expect(nextDelay(50, never)).toBe(5);
	});

	it("stays finite however often it failed", () => {
		expect(nextDelay(1e6, almostAlways)).toBeLessThanOrEqual(BACKOFF_DEFAULTS.most);
	});

	it("takes other bounds", () => {
		expect(nextDelay(0, never, { first: 0.02, most: 0.1 })).toBeCloseTo(0.01);
		expect(nextDelay(9, never, { first: 0.02, most: 0.1 })).toBeCloseTo(0.05);
	});
});
