import { describe, expect, it } from "vitest";
import { SleepWatch } from "../../src/session/sleep-watch.ts";
import { seconds } from "../../src/util/time.ts";

/** What each of these calls returns, in order. */
const watch = (...times: number[]) => {
	const sleep = new SleepWatch({ interval: 1, patience: 5 });
	return times.map((time) => sleep.tick(seconds(time)));
};

describe("SleepWatch", () => {
	it("is quiet while the timer rings, even if it rings late", () => {
		expect(watch(100, 101, 102.2, 107.9)).toEqual([undefined, undefined, undefined, undefined]);
	});

	it("tells once how long everything stood still", () => {
		expect(watch(100, 101, 161, 162)).toEqual([undefined, undefined, 60, undefined]);
	});

	it("takes a clock that is set back for no sleep", () => {
		expect(watch(100, 40, 41)).toEqual([undefined, undefined, undefined]);
	});
});
