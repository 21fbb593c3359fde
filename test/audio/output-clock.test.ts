import { describe, expect, it } from "vitest";
import { OutputClock } from "../../src/audio/output-clock.ts";
import { seconds } from "../../src/util/time.ts";
import { SeededRandom } from "../support/seeded-random.ts";

/** Performance time at which context time 0 is heard: now, in seconds since 1970. */
const EPOCH = 1_795_000_000;

const NO_ERROR = () => 0;

/** Takes readings ten times a second from `from` to `to` (context time), each off by `error`. */
function read(
	clock: OutputClock,
	from: number,
	to: number,
	error: (time: number) => number = NO_ERROR,
): void {
	for (let time = from; time <= to + 1e-9; time += 0.1)
		clock.update({
			type: "clock",
			contextTime: seconds(time + error(time)),
			performanceTime: seconds(EPOCH + time),
			running: true,
		});
}

const heard = (clock: OutputClock, time: number) => clock.heardAt(seconds(EPOCH + time));

describe("output clock", () => {
	it("stands at 0 before the first reading", () => {
		const clock = new OutputClock();
		expect(clock.isRunning).toBe(false);
		expect(heard(clock, 5)).toBe(0);
	});

	it("tells the heard time between and after readings", () => {
		const clock = new OutputClock();
		read(clock, 1, 2);
		expect(heard(clock, 2.05)).toBeCloseTo(2.05, 5);
		expect(heard(clock, 2.6)).toBeCloseTo(2.6, 5);
	});

	it("averages out readings that step by 10 ms", () => {
		const random = new SeededRandom(1);
		const clock = new OutputClock();
		read(clock, 1, 4, () => random.between(-0.005, 0.005));
		expect(Math.abs(heard(clock, 4.05) - 4.05)).toBeLessThan(0.003);
	});

	it("takes no notice of a single wrong reading", () => {
		const clock = new OutputClock();
		read(clock, 1, 3, (time) => (Math.abs(time - 2.9) < 0.01 ? 0.3 : 0));
		expect(heard(clock, 3)).toBeCloseTo(3, 5);
	});

	it("follows a change of device within two readings", () => {
		const clock = new OutputClock();
		read(clock, 1, 3);
		heard(clock, 3);
		read(clock, 3.1, 3.2, () => -0.15);
		expect(heard(clock, 3.25)).toBeCloseTo(3.1, 5);
	});

	it("never runs backwards over small corrections", () => {
		const clock = new OutputClock();
		const random = new SeededRandom(2);
		let last = 0;
		for (let time = 1; time < 10; time += 0.1) {
			read(clock, time, time, () => random.gaussian() * 0.02);
			for (let frame = 0; frame < 6; frame++) {
				const now = heard(clock, time + frame / 60);
				expect(now).toBeGreaterThanOrEqual(last);
				last = now;
			}
		}
	});

	it("stands still while the context is suspended, and goes on where the context does", () => {
		const clock = new OutputClock();
		read(clock, 1, 2);
		const stopped = { type: "clock", contextTime: seconds(2), running: false } as const;
		clock.update({ ...stopped, performanceTime: seconds(EPOCH + 2) });
		expect(clock.isRunning).toBe(false);
		const frozen = heard(clock, 5);
		expect(frozen).toBeCloseTo(2, 5);
		expect(heard(clock, 60)).toBe(frozen);
		read(clock, 62, 62, () => -60);
		expect(heard(clock, 62.1)).toBeCloseTo(2.1, 5);
	});

	it("notices that the context time stands still though the context says that it runs", () => {
		const clock = new OutputClock();
		read(clock, 1, 2);
		read(clock, 2.1, 2.5, (time) => 2 - time);
		expect(clock.isRunning).toBe(false);
		expect(heard(clock, 9)).toBeLessThan(2.3);
		read(clock, 10, 10.1, () => -8);
		expect(heard(clock, 10.2)).toBeCloseTo(2.2, 5);
	});

	it("does not run before the context has begun", () => {
		const clock = new OutputClock();
		read(clock, 1, 1.1, (time) => -time);
		expect(clock.isRunning).toBe(false);
	});

	it("starts over with a new context", () => {
		const clock = new OutputClock();
		read(clock, 100, 101);
		heard(clock, 101);
		read(clock, 101.1, 101.3, () => -101);
		expect(heard(clock, 101.4)).toBeCloseTo(0.4, 5);
	});

	it("is put off by the viewer's trim", () => {
		const clock = new OutputClock(seconds(0.2));
		read(clock, 1, 2);
		expect(heard(clock, 2)).toBeCloseTo(1.8, 5);
		clock.trim = seconds(0);
		expect(heard(clock, 2.1)).toBeCloseTo(2.1, 5);
	});

	it("loses nothing over thirty days", () => {
		const clock = new OutputClock();
		read(clock, 30 * 86_400, 30 * 86_400 + 1);
		expect(heard(clock, 30 * 86_400 + 1.05) - (30 * 86_400 + 1.05)).toBeCloseTo(0, 5);
	});
});
