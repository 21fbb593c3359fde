import { describe, expect, it } from "vitest";
import { SUPERVISION_TIMING, type SupervisedEvent, Supervision } from "../../src/supervisor/supervision.ts";
import { seconds } from "../../src/util/time.ts";

const half = () => 0.5;

/** Lets `duration` seconds pass with a look each half second; returns what was done when. */
function pass(supervision: Supervision, from: number, duration: number, event: SupervisedEvent = "tick") {
	const done: [number, string][] = [];
	for (let now = from; now < from + duration; now += 0.5) {
		if (event !== "tick") supervision.observe(event, seconds(now));
		const action = supervision.observe("tick", seconds(now));
		if (action !== undefined) done.push([now - from, action]);
	}
	return done;
}

describe("supervision", () => {
	it("leaves a page that beats alone", () => {
		expect(pass(new Supervision(seconds(0), half), 0, 3600, "beat")).toEqual([]);
	});

	it("loads a crashed page anew within half a second", () => {
		const supervision = new Supervision(seconds(0), half);
		pass(supervision, 0, 100, "beat");
		expect(supervision.observe("crashed", seconds(100))).toBeUndefined();
		expect(pass(supervision, 100, 2)).toEqual([[0.5, "load"]]);
	});

	it("loads a silent page anew, and starts the browser anew when that does not help", () => {
		const supervision = new Supervision(seconds(0), half);
		pass(supervision, 0, 100, "beat");
		const done = pass(supervision, 100, 200);
		expect(done.map(([, action]) => action).slice(0, 3)).toEqual(["load", "load", "kill"]);
		expect(done[0]?.[0]).toBeGreaterThanOrEqual(SUPERVISION_TIMING.silence - 1);
	});

	it("gives a page that was just loaded the time to come to life", () => {
		expect(pass(new Supervision(seconds(0), half), 0, SUPERVISION_TIMING.load)).toEqual([]);
	});

	it("starts a browser that is gone anew, whatever else was planned", () => {
		const supervision = new Supervision(seconds(0), half);
		pass(supervision, 0, 10, "beat");
		supervision.observe("exited", seconds(10));
		supervision.observe("crashed", seconds(10));
		expect(pass(supervision, 10, 5)).toEqual([[0.5, "launch"]]);
	});

	it("waits longer each time for a page that crashes at once, up to a minute", () => {
		const supervision = new Supervision(seconds(0), half);
		const waits: number[] = [];
		let now = 0;
		for (let crash = 0; crash < 12; crash++) {
			supervision.observe("crashed", seconds(now));
			const [[wait] = [0]] = pass(supervision, now, 70);
			waits.push(wait);
			now += wait + 1;
		}
		expect(waits).toEqual([...waits].sort((a, b) => a - b));
		expect(waits.at(-1)).toBeGreaterThanOrEqual(40);
		expect(waits.at(-1)).toBeLessThanOrEqual(60);
	});

	it("forgets past crashes after a minute of beats, and not before", () => {
		const waitAfter = (healthy: number) => {
			const supervision = new Supervision(seconds(0), half);
			let now = 0;
			for (let crash = 0; crash < 5; crash++) {
				supervision.observe("crashed", seconds(now));
				now += 1 + (pass(supervision, now, 70)[0]?.[0] ?? 0);
			}
			pass(supervision, now, healthy, "beat");
			supervision.observe("crashed", seconds(now + healthy));
			return pass(supervision, now + healthy, 70)[0]?.[0] ?? 0;
		};
		expect(waitAfter(10)).toBeGreaterThan(8);
		expect(waitAfter(SUPERVISION_TIMING.healthy + 1)).toBe(0.5);
	});
});
