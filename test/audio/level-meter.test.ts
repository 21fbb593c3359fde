import { describe, expect, it } from "vitest";
import { LevelMeter, type LevelReport } from "../../src/audio/level-meter.ts";

const QUANTUM = 128;
const RATE = 48_000;

/** Feeds a constant for some quanta, from sample 4800 on. */
function feed(channels: readonly Float32Array[], quanta: number): LevelReport[] {
	const reports: LevelReport[] = [];
	const meter = new LevelMeter((report) => reports.push(report));
	for (let at = 0; at < quanta; at++) meter.add(channels, 4800 + at * QUANTUM, RATE);
	return reports;
}

describe("LevelMeter", () => {
	it("tells the root mean square of two quanta at a time, a dozen together, at the middle of each", () => {
		const [first, second, ...more] = feed([new Float32Array(QUANTUM).fill(0.5)], 48);
		expect(more).toEqual([]);
		expect(first?.levels).toHaveLength(12);
		for (const level of first?.levels ?? []) expect(level).toBeCloseTo(0.5, 6);
		expect(first?.step).toBeCloseTo((2 * QUANTUM) / RATE, 9);
		expect(first?.time).toBeCloseTo((4800 + QUANTUM) / RATE, 9);
		expect(second?.time).toBeCloseTo((4800 + 24 * QUANTUM + QUANTUM) / RATE, 9);
	});

	it("takes the mean of the channels' power, and silence where there is no input", () => {
		const [stereo] = feed([new Float32Array(QUANTUM).fill(0.5), new Float32Array(QUANTUM)], 24);
		expect(stereo?.levels[0]).toBeCloseTo(0.5 / Math.SQRT2, 6);
		expect(feed([], 24)[0]?.levels[0]).toBe(0);
	});
});
