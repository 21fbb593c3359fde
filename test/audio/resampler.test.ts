import { describe, expect, it } from "vitest";
import { isSampleRate, Resampler, resample } from "../../src/audio/resampler.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const sine = (frequency: number, rate: number, length: number) =>
	Float32Array.from({ length }, (_, i) => 0.5 * Math.sin((2 * Math.PI * frequency * i) / rate));

/** Largest difference from the ideal, away from the ends, where the signal begins and stops abruptly. */
function largestError(actual: Float32Array, ideal: Float32Array, margin: number): number {
	let error = 0;
	for (let i = margin; i < actual.length - margin; i++)
		error = Math.max(error, Math.abs((actual[i] ?? 0) - (ideal[i] ?? 0)));
	return error;
}

function inChunks(input: Float32Array, from: number, to: number, next: () => number): Float32Array {
	const resampler = new Resampler(from, to);
	const output = new Float32Array(resampler.lengthOf(input.length));
	let written = 0;
	for (let start = 0; start < input.length; ) {
		const chunk = input.subarray(start, start + next());
		start += chunk.length;
		written += resampler.process(chunk, output.subarray(written));
	}
	resampler.finish();
	resampler.pull(output, written);
	return output;
}

const RATES = [
	[22_050, 24_000],
	[24_000, 44_100],
	[24_000, 48_000],
	[8_000, 44_100],
	[16_000, 48_000],
	[48_000, 44_100],
	[44_100, 16_000],
	[11_025, 96_000],
	[12_347, 48_000],
	[24_000, 24_000],
] as const;

describe("resampler", () => {
	it.each(RATES)("keeps level, pitch and time of a tone from %i to %i Hz", (from, to) => {
		const tone = Math.min(from, to) / 11;
		const output = resample(sine(tone, from, from), from, to);
		expect(output).toHaveLength(to);
		expect(largestError(output, sine(tone, to, to), to / 100)).toBeLessThan(2e-4);
	});

	it.each(RATES)("keeps a constant exactly constant from %i to %i Hz", (from, to) => {
		const output = resample(new Float32Array(from / 5).fill(0.25), from, to);
		expect(largestError(output, new Float32Array(output.length).fill(0.25), to / 100)).toBeLessThan(1e-6);
	});

	it.each(RATES)("gives bit for bit the same in odd chunks as at once, from %i to %i Hz", (from, to) => {
		const random = new SeededRandom(from + to);
		const input = Float32Array.from({ length: from / 4 }, () => random.next() * 2 - 1);
		const chunked = inChunks(input, from, to, () => Math.floor(random.next() ** 3 * 900));
		expect(chunked).toEqual(resample(input, from, to));
	});

	it("suppresses what the lower rate cannot hold", () => {
		const output = resample(sine(10_500, 24_000, 24_000), 24_000, 16_000);
		expect(largestError(output, new Float32Array(output.length), 200)).toBeLessThan(2e-4);
	});

	it("puts an impulse at the sample where it was", () => {
		const input = new Float32Array(2_400);
		input[1_000] = 1;
		const output = resample(input, 24_000, 48_000);
		expect(output.indexOf(Math.max(...output))).toBe(2_000);
	});

	it("lasts exactly as long as the source over many chunks", () => {
		const resampler = new Resampler(22_050, 48_000);
		const chunk = new Float32Array(22_050 / 2);
		const output = new Float32Array(24_001);
		let written = 0;
		for (let half = 0; half < 40; half++) written += resampler.process(chunk, output);
		resampler.finish();
		written += resampler.pull(output);
		expect(written).toBe(20 * 48_000);
		expect(resampler.pulled).toBe(written);
	});

	it("gives out nothing that the source does not determine yet, and the rest after finish", () => {
		const resampler = new Resampler(24_000, 48_000);
		const output = new Float32Array(400);
		resampler.push(new Float32Array(100).fill(1));
		const before = resampler.pull(output);
		expect(before).toBe(152);
		resampler.finish();
		expect(resampler.pull(output)).toBe(200 - before);
		expect(resampler.pull(output)).toBe(0);
	});

	it("can begin and end on a level, so that a change of rate leaves no notch", () => {
		const resampler = new Resampler(16_000, 48_000);
		resampler.reset(0.5);
		resampler.push(new Float32Array(160).fill(0.5));
		resampler.finish(481, 0.5);
		const output = new Float32Array(481);
		expect(resampler.pull(output)).toBe(481);
		expect(largestError(output, new Float32Array(481).fill(0.5), 0)).toBeLessThan(1e-6);
	});

	it("starts anew after reset", () => {
		const resampler = new Resampler(24_000, 44_100);
		const output = new Float32Array(2_000);
		resampler.process(sine(440, 24_000, 1_000), output);
		resampler.reset();
		const written = resampler.process(sine(440, 24_000, 1_000), output);
		expect(output.subarray(0, written)).toEqual(
			resample(sine(440, 24_000, 1_000), 24_000, 44_100).subarray(0, written),
		);
	});

	it("takes nothing from an empty chunk", () => {
		const resampler = new Resampler(24_000, 48_000);
		expect(resampler.process(new Float32Array(0), new Float32Array(0))).toBe(0);
	});

	it.each([0, -1, Number.NaN, 22_050.5, 1e9])("refuses a rate of %d Hz", (rate) => {
		expect(isSampleRate(rate)).toBe(false);
		expect(() => new Resampler(rate, 48_000)).toThrow(RangeError);
	});

	it("refuses to lose samples in an output that is too short", () => {
		expect(() =>
			new Resampler(24_000, 48_000).process(new Float32Array(2_000), new Float32Array(10)),
		).toThrow(RangeError);
	});
});
