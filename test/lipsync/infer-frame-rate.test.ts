import { describe, expect, test } from "vitest";
import { inferFrameRate } from "../../src/lipsync/infer-frame-rate.ts";

describe("inferFrameRate", () => {
	test.each([
		["exact frames", 100, 4, 25],
		["a frame too many", 101, 4, 25],
		["a frame too few at 30", 59, 2, 30],
		["60 a second", 150, 2.5, 60],
		["an odd rate", 36, 3, 12],
		["a short clause", 10, 0.3, 25],
		["no sound", 10, 0, 25],
		["no frames", 0, 3, 25],
		["nonsense", Number.NaN, 3, 25],
	])("%s: %d frames in %d s are %d a second", (_, frames, seconds, rate) => {
		expect(inferFrameRate(frames, seconds)).toBe(rate);
	});
});
