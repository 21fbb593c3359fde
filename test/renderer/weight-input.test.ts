import { describe, expect, it } from "vitest";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { sourceIndex } from "../../src/lipsync/resolver/sources.ts";
import { WeightInput } from "../../src/renderer/weight-input.ts";

const frame = (...weights: readonly (readonly [number, number])[]): Float32Array => {
	const all = new Float32Array(BLENDSHAPE_COUNT);
	for (const [index, weight] of weights) all[index] = weight;
	return all;
};

describe("WeightInput", () => {
	it.each([
		[0.5, 0.5, 0, 0],
		[0, 0, 0, 0],
		[1, 1, 0, 0],
		[1.01, 1, 1, 0],
		[-0.01, 0, 1, 0],
		[Number.POSITIVE_INFINITY, 1, 1, 0],
		[Number.NaN, 0, 0, 1],
	])("takes %d as %d, counting %d clamped and %d invalid", (weight, taken, clamped, invalid) => {
		const input = new WeightInput();
		input.take(frame([AT.jawOpen, weight]));
		expect(input.values[AT.jawOpen]).toBe(taken);
		expect(input.stats).toEqual({ clamped, invalid });
	});

	it("holds a weight over NaN", () => {
		const input = new WeightInput();
		input.take(frame([AT.jawOpen, 0.25]));
		input.take(frame([AT.jawOpen, Number.NaN]));
		expect(input.values[AT.jawOpen]).toBe(0.25);
	});

	it("keeps nothing of the array that it was given", () => {
		const input = new WeightInput();
		const weights = frame([AT.jawOpen, 0.5]);
		input.take(weights);
		weights.fill(1);
		expect(input.values[AT.jawOpen]).toBe(0.5);
	});

	it("computes vowels with the weights", () => {
		const input = new WeightInput();
		input.take(frame([AT.jawOpen, 0.6]));
		expect(input.values[sourceIndex("aa")]).toBeGreaterThan(0.9);
	});

	it("adds a gaze to both eyes, not beyond 1, and takes it back", () => {
		const input = new WeightInput();
		input.look(Math.PI, 0);
		input.take(frame());
		expect(input.values[AT.eyeLookOutLeft]).toBe(1);
		expect(input.values[AT.eyeLookInRight]).toBe(1);
		expect(input.values[AT.eyeLookInLeft]).toBe(0);
		input.look(0, 0);
		input.take(frame());
		expect(input.values[AT.eyeLookOutLeft]).toBe(0);
	});

	it("looks straight when told to look nowhere", () => {
		const input = new WeightInput();
		input.look(Number.NaN, Number.POSITIVE_INFINITY);
		input.take(frame());
		expect(input.values.every((value) => value === 0)).toBe(true);
	});
});
