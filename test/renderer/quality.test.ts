import { describe, expect, it } from "vitest";
import { pixelRatioAt, QUALITY_STEPS, qualityStep, startingQuality } from "../../src/renderer/quality.ts";
import { QualityGovernor } from "../../src/renderer/quality-governor.ts";

describe("quality steps", () => {
	it("never cost more than the step before", () => {
		for (const [index, step] of QUALITY_STEPS.slice(1).entries()) {
			const before = QUALITY_STEPS[index]!;
			expect(step.maxPixelRatio).toBeLessThanOrEqual(before.maxPixelRatio);
			expect(step.maxPixels).toBeLessThan(before.maxPixels);
			expect(step.shadowSize).toBeLessThanOrEqual(before.shadowSize);
			expect(Number(step.environment)).toBeLessThanOrEqual(Number(before.environment));
		}
	});

	it("are found by name, and no other is", () => {
		expect(qualityStep("low").step.name).toBe("low");
		expect(() => qualityStep("best" as never)).toThrow('No quality is called "best"');
	});

	it.each([
		[400, 400, 1, 1],
		[400, 400, 3, 1],
		[400, 400, 0.5, 0.5],
		[1080, 1920, 1, Math.sqrt(4e5 / (1080 * 1920))],
	])("draw %d × %d at ratio %d with %d at least quality", (width, height, wanted, ratio) => {
		expect(pixelRatioAt(qualityStep("minimal").step, width, height, wanted)).toBeCloseTo(ratio);
	});

	it.each([
		["ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)", "low"],
		["llvmpipe (LLVM 15.0.7, 256 bits)", "low"],
		["Microsoft Basic Render Driver", "low"],
		["Apple GPU", "high"],
		["ANGLE (NVIDIA, NVIDIA GeForce RTX 3060)", "high"],
		["WebKit WebGL", "high"],
	])("start on %j at %s", (name, quality) => {
		expect(startingQuality(name)).toBe(quality);
	});
});

describe("QualityGovernor", () => {
	/** Frames until a step down is asked for; Infinity if never within 1000. */
	function framesUntilStep(governor: QualityGovernor, delta: (frame: number) => number): number {
		for (let frame = 1; frame <= 1000; frame++) if (governor.observe(delta(frame))) return frame;
		return Number.POSITIVE_INFINITY;
	}

	it.each<[string, (frame: number) => number, number]>([
		["60 frames a second", () => 1 / 60, Number.POSITIVE_INFINITY],
		["30 frames a second", () => 1 / 30, Number.POSITIVE_INFINITY],
		["20 frames a second", () => 1 / 20, 135],
		["a hiccup in every third frame", (frame) => (frame % 3 === 0 ? 0.2 : 1 / 60), Number.POSITIVE_INFINITY],
		["pauses of a hidden tab", () => 2, Number.POSITIVE_INFINITY],
		["a clock that stands or is broken", (frame) => (frame % 2 ? 0 : Number.NaN), Number.POSITIVE_INFINITY],
	])("at %s steps down after a set number of frames or never", (_, delta, frames) => {
		expect(framesUntilStep(new QualityGovernor(), delta)).toBe(frames);
	});

	it("takes no frames for slow that nobody asked for, and those for slow that come later than that", () => {
		const governor = new QualityGovernor();
		governor.leastDelta = 1 / 15;
		expect(framesUntilStep(governor, () => 1 / 15)).toBe(Number.POSITIVE_INFINITY);
		governor.reset();
		expect(framesUntilStep(governor, () => 1 / 11)).toBe(135);
	});

	it("waits as long again after a step", () => {
		const governor = new QualityGovernor();
		expect(framesUntilStep(governor, () => 0.05)).toBe(135);
		expect(framesUntilStep(governor, () => 0.05)).toBe(135);
	});

	it("begins anew when the picture has changed", () => {
		const governor = new QualityGovernor();
		for (let frame = 0; frame < 134; frame++) governor.observe(0.05);
		governor.reset();
		expect(framesUntilStep(governor, () => 0.05)).toBe(135);
	});
});
