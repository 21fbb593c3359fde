import { expect, test } from "vitest";
import { heapTrend } from "../../bench/soak.ts";
import { trendOf } from "../../bench/support/trend.ts";

test("a line's slope is found, and its error is none", () => {
	const points = [0, 1, 2, 5].map((x) => ({ x, y: 3 - 2 * x }));
	expect(trendOf(points).slope).toBeCloseTo(-2, 9);
	expect(trendOf(points).error).toBeCloseTo(0, 9);
});

test("noise is told as the error of the slope", () => {
	const points = [0, 1, 2, 3, 4, 5].map((x) => ({ x, y: x + (x % 2 === 0 ? 1 : -1) }));
	expect(trendOf(points).error).toBeGreaterThan(0.1);
});

test("two points are no trend", () => {
	expect(
		trendOf([
			{ x: 0, y: 0 },
			{ x: 1, y: 1 },
		]).slope,
	).toBeNaN();
});

test("a leak is a slope in kilobytes per hour, and what is filled at the start is none", () => {
	let passed = 0;
	const run = (hours: number) => {
		passed += hours;
	};
	const plan = { hours: 4, warm: 1 };
	expect(heapTrend(run, plan, () => 500 * Math.min(1, passed) + 20 * passed).slope).toBeCloseTo(20, 9);
});
