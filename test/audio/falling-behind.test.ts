import { describe, expect, it } from "vitest";
import { FallingBehind } from "../../src/audio/falling-behind.ts";

const foreseen = (delays: readonly number[], sender = new FallingBehind()) =>
	delays.map((delay) => sender.foresee(delay, delay - Math.min(...delays)));

describe("a sender", () => {
	it("that is later with every message will be later still", () => {
		const [first, second, third, fourth, fifth] = foreseen([0.1, 0.14, 0.18, 0.22, 0.26]);
		expect([first, second, third]).toEqual([0, 0, 0]);
		expect(fourth).toBeCloseTo(0.36);
		expect(fifth).toBeCloseTo(0.48);
	});

	it("that catches up is no longer expected to be late", () => {
		expect(foreseen([0.1, 0.14, 0.18, 0.22, 0.21, 0.22, 0.23]).slice(4)).toEqual([0, 0, 0]);
	});

	it("that is hardly later with every message falls behind nothing", () => {
		expect(foreseen([0.1, 0.11, 0.12, 0.13, 0.14]).every((late) => late === 0)).toBe(true);
	});

	it("whose messages come late and early in turn, or all alike, falls behind nothing", () => {
		expect(foreseen([0.1, 0.2, 0.12, 0.3, 0.1, 0.4]).every((late) => late === 0)).toBe(true);
		expect(foreseen([0.1, 0.1, 0.1, 0.1, 0.1]).every((late) => late === 0)).toBe(true);
	});

	it("is a new one with the next utterance", () => {
		const sender = new FallingBehind();
		foreseen([0.1, 0.14, 0.18, 0.22], sender);
		sender.reset();
		expect(foreseen([0.3, 0.34, 0.38], sender)).toEqual([0, 0, 0]);
	});
});
