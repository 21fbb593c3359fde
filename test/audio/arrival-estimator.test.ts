import { describe, expect, it } from "vitest";
import { ARRIVAL_ESTIMATOR_DEFAULTS, ArrivalEstimator } from "../../src/audio/arrival-estimator.ts";
import { LatenessHistogram } from "../../src/audio/lateness-histogram.ts";
import { seconds } from "../../src/util/time.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const CHUNK = 0.1;

/** Utterances of ten seconds in chunks that come in real time, each `late` by so many seconds. */
function hear(estimator: ArrivalEstimator, utterances: number, late: (time: number) => number): void {
	for (let u = 0; u < utterances; u++) {
		estimator.begin();
		for (let i = 0; i < 100; i++) {
			const time = i * CHUNK;
			estimator.received(seconds(100 * u + time + late(100 * u + time)), seconds(time), seconds(CHUNK));
		}
	}
}

describe("arrival estimator", () => {
	it("holds its initial delay before anything has come", () => {
		expect(new ArrivalEstimator().targetDelay).toBe(ARRIVAL_ESTIMATOR_DEFAULTS.initialDelay);
	});

	it("comes down to the least on a steady line", () => {
		const estimator = new ArrivalEstimator();
		hear(estimator, 60, () => 0);
		expect(estimator.targetDelay).toBe(0.02);
	});

	it("does not count a delay that is always there", () => {
		const estimator = new ArrivalEstimator();
		hear(estimator, 60, () => 0.6);
		expect(estimator.targetDelay).toBe(0.02);
	});

	it("asks for more as soon as sound is late", () => {
		const estimator = new ArrivalEstimator();
		hear(estimator, 1, (time) => (time > 9 ? 0.3 : 0));
		expect(estimator.targetDelay).toBeGreaterThan(0.3);
	});

	it("forgets what happened minutes of speech ago", () => {
		const estimator = new ArrivalEstimator();
		hear(estimator, 30, (time) => (time % 100 > 9 ? 0.3 : 0));
		expect(estimator.targetDelay).toBeGreaterThanOrEqual(0.3);
		hear(estimator, 100, () => 0);
		expect(estimator.targetDelay).toBeLessThan(0.05);
	});

	it("keeps the probability of a late second near the stated one", () => {
		const random = new SeededRandom(3);
		const estimator = new ArrivalEstimator({ stallProbability: 0.05, forgetting: 0.998 });
		const jitter = () => Math.abs(random.gaussian()) * 0.05;
		hear(estimator, 50, jitter);
		let lateSeconds = 0;
		for (let second = 0; second < 2_000; second++) {
			const worst = Math.max(...Array.from({ length: 10 }, jitter));
			if (worst > estimator.targetDelay) lateSeconds++;
		}
		expect(lateSeconds / 2_000).toBeGreaterThan(0.01);
		expect(lateSeconds / 2_000).toBeLessThan(0.08);
	});

	it("follows a line whose delay has changed for good", () => {
		const estimator = new ArrivalEstimator();
		hear(estimator, 5, (time) => (time > 250 ? 0.4 : 0));
		hear(estimator, 120, () => 0.4);
		expect(estimator.targetDelay).toBeLessThan(0.05);
	});

	it("does not take a driver that runs ahead and then waits for a late one", () => {
		const estimator = new ArrivalEstimator();
		for (let u = 0; u < 20; u++) {
			estimator.begin();
			for (let i = 0; i < 60; i++) {
				const clause = Math.floor(i / 20);
				estimator.received(seconds(100 * u + clause * 1.8), seconds(i * CHUNK), seconds(CHUNK));
			}
		}
		expect(estimator.targetDelay).toBeLessThan(0.65);
	});

	it("asks for a reserve, beyond what is waited for, until thirty seconds have been heard", () => {
		const estimator = new ArrivalEstimator();
		expect(estimator.targetDelay + estimator.reserve).toBeCloseTo(0.26, 9);
		hear(estimator, 2, () => 0);
		expect(estimator.targetDelay + estimator.reserve).toBeCloseTo(0.26, 9);
		hear(estimator, 1, () => 0);
		expect(estimator.reserve).toBe(0);
	});

	it("asks for no reserve where the delay is given", () => {
		const estimator = new ArrivalEstimator();
		estimator.fixed = seconds(0.1);
		expect(estimator.reserve).toBe(0);
	});

	it("waits for a far line's round trip before anything was lost, and forgets it if nothing is", () => {
		const estimator = new ArrivalEstimator();
		estimator.roundTrip = seconds(0.6);
		expect(estimator.targetDelay).toBeGreaterThan(0.6);
		hear(estimator, 100, () => 0.3);
		expect(estimator.targetDelay).toBeLessThan(0.05);
	});

	it("makes nothing of a round trip that is short, or comes when the line is known", () => {
		const near = new ArrivalEstimator();
		near.roundTrip = seconds(0.08);
		expect(near.targetDelay).toBe(ARRIVAL_ESTIMATOR_DEFAULTS.initialDelay);
		const known = new ArrivalEstimator();
		hear(known, 4, () => 0);
		const before = known.targetDelay;
		known.roundTrip = seconds(0.6);
		expect(known.targetDelay).toBe(before);
	});

	it("never asks for more than its limit", () => {
		const estimator = new ArrivalEstimator({ maxDelay: 0.8 });
		hear(estimator, 3, (time) => (time % 10) / 2);
		expect(estimator.targetDelay).toBe(0.8);
	});
});

describe("lateness histogram", () => {
	it("tells the lateness that is exceeded with a probability, to its bin", () => {
		const histogram = new LatenessHistogram(1);
		for (let i = 0; i < 100; i++) histogram.add(i / 1_000);
		expect(histogram.exceededWith(0.1)).toBeCloseTo(0.09, 2);
		expect(histogram.exceededWith(0.5)).toBeCloseTo(0.05, 2);
	});

	it("says 0 before any observation", () => {
		expect(new LatenessHistogram(0.9).exceededWith(0.5)).toBe(0);
	});

	it("counts what is beyond its span in the last bin", () => {
		const histogram = new LatenessHistogram(1);
		histogram.add(99);
		expect(histogram.exceededWith(0.5)).toBeCloseTo(3, 5);
	});
});
