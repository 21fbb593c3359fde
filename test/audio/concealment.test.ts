import { describe, expect, it } from "vitest";
import { conceal } from "../../src/audio/concealment.ts";
import { largestStep } from "../support/playout-harness.ts";

const LENGTH = 240;
const wave = (i: number) => Math.sin(i / 12);

/** The 100 samples of a wave before the cut, then its concealed tail, of which `known` samples were there. */
function cut(known: number): Float32Array {
	const tail = Float32Array.from({ length: LENGTH }, (_, i) => (i < known ? wave(i) : 0));
	conceal(tail, known, (distance) => wave(-distance));
	return Float32Array.from({ length: 100 + LENGTH }, (_, i) =>
		i < 100 ? wave(i - 100) : (tail[i - 100] ?? 0),
	);
}

describe("concealment", () => {
	it.each([0, 1, 50, 119, 239, 240])(
		"goes on without a step and ends in silence with %i samples known",
		(known) => {
			const sound = cut(known);
			expect(largestStep(sound)).toBeLessThan(1 / 12 + 0.01);
			expect(Math.abs(sound.at(-1) ?? 1)).toBeLessThan(1e-3);
		},
	);

	it("fades what is known and nothing else", () => {
		const sound = cut(LENGTH).subarray(100);
		for (let i = 0; i < LENGTH / 4; i++) expect(sound[i]).toBeCloseTo(wave(i), 0);
		expect(Math.max(...sound.subarray(220).map(Math.abs))).toBeLessThan(0.03);
	});

	it("is silent where there was silence", () => {
		const tail = new Float32Array(LENGTH);
		conceal(tail, 0, () => 0);
		expect(tail.every((x) => x === 0)).toBe(true);
	});
});
