import { describe, expect, it } from "vitest";
import { seconds } from "../../../src/util/time.ts";
import { FrameCounter } from "../../../src/vendors/players/frame-counter.ts";

/** Shows frames at 25 a second from `from` until `to`. */
function play(counter: FrameCounter, from: number, to: number) {
	for (let time = from; time < to - 1e-9; time += 0.04) counter.shown(seconds(time));
}

describe("FrameCounter", () => {
	it("tells nothing before the first frame, and does not take waiting for it as a stall", () => {
		const counts = new FrameCounter(seconds(10)).counts(seconds(30));
		expect(counts).toMatchObject({ firstFrame: null, frameRate: null, stalls: 0, isStalled: false });
	});

	it("counts frames and their rate over the last second", () => {
		const counter = new FrameCounter(seconds(10));
		play(counter, 10.5, 13.5);
		expect(counter.counts(seconds(13.5))).toMatchObject({ firstFrame: 0.5, framesShown: 75, stalls: 0 });
		expect(counter.counts(seconds(13.5)).frameRate).toBeCloseTo(25, -0.5);
		expect(counter.counts(seconds(20)).frameRate).toBe(0);
	});

	it("counts a standstill while it lasts and after it", () => {
		const counter = new FrameCounter(seconds(0));
		play(counter, 0, 2);
		expect(counter.counts(seconds(4))).toMatchObject({ stalls: 1, isStalled: true });
		play(counter, 5, 6);
		const counts = counter.counts(seconds(6));
		expect(counts).toMatchObject({ stalls: 1, isStalled: false });
		expect(counts.stalledTime).toBeCloseTo(3.04, 1);
	});

	it("does not blame a picture that nobody can see", () => {
		const counter = new FrameCounter(seconds(0));
		play(counter, 0, 2);
		counter.hidden(true, seconds(2));
		expect(counter.counts(seconds(60)).isStalled).toBe(false);
		counter.hidden(false, seconds(60));
		play(counter, 60.1, 61);
		expect(counter.counts(seconds(61)).stalls).toBe(0);
	});
});
