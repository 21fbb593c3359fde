import { describe, expect, it } from "vitest";
import { JAW_OPEN } from "../../../bench/support/click-feed.ts";
import { emptyRecording, type Recording } from "../../../bench/support/page/recording.ts";
import { median, percentile } from "../../../bench/support/percentile.ts";
import { heardAt, lateFrames, openings, scoreClicks } from "../../../bench/support/sync-score.ts";

const INTERVAL = 1 / 60;
/** Seconds since 1970 at which context time 0 is heard. */
const EPOCH = 1_000;
const CLICKS = [0.5, 0.82, 1.14];

/** What a player gives that shows media time `t` when it is heard at `EPOCH + t + late`. */
function recorded(late: (mediaTime: number) => number): Recording {
	const clock = Array.from({ length: 20 }, (_, i) => ({
		contextTime: 0.1 * i,
		// One reading in ten is wrong.
		performanceTime: EPOCH + 0.1 * i + (i % 10 === 0 ? 0.01 : 0),
	}));
	const frames = Array.from({ length: 100 }, (_, i) => {
		const seenAt = i * INTERVAL;
		const mediaTime = seenAt - late(seenAt);
		const since = CLICKS.map((click) => mediaTime - click).find((time) => time >= 0 && time < 0.12);
		const frameTime = EPOCH + seenAt - INTERVAL;
		return { frameTime, drawnAt: frameTime, mediaTime, jaw: since === undefined ? 0 : JAW_OPEN };
	});
	return { ...emptyRecording(), clicks: [...CLICKS], clock, frames };
}

const offsets = (recording: Recording) => scoreClicks(recording, CLICKS).map(({ offset }) => offset);

describe("the score of clicks", () => {
	it("is within a frame of nothing for a mouth in time", () => {
		for (const offset of offsets(recorded(() => 0))) {
			expect(offset).toBeGreaterThan(-0.001);
			expect(offset).toBeLessThan(INTERVAL);
		}
	});

	it("tells a late mouth from an early one", () => {
		for (const offset of offsets(recorded(() => 0.1))) expect(offset).toBeGreaterThan(0.099);
		for (const offset of offsets(recorded(() => -0.1))) expect(offset).toBeLessThan(-0.08);
	});

	it("says that a click was not seen", () => {
		const recording = recorded(() => 0);
		const frames = recording.frames.map((frame) =>
			Math.abs((frame.mediaTime ?? 0) - 0.85) < 0.1 ? { ...frame, jaw: 0 } : frame,
		);
		expect(offsets({ ...recording, frames })[1]).toBeUndefined();
	});

	it("tells frames that the machine left out from those that came in time", () => {
		const recording = recorded(() => 0);
		const frames = recording.frames.filter(({ mediaTime = 0 }) => mediaTime < 0.8 || mediaTime > 0.9);
		expect(lateFrames(recording.frames).size).toBe(0);
		expect(lateFrames(frames).size).toBe(1);
		expect(scoreClicks({ ...recording, frames }, CLICKS).map(({ onTime }) => onTime)).toEqual([
			true,
			false,
			true,
		]);
	});

	it("refuses to pair when a click was lost", () => {
		const recording = recorded(() => 0);
		expect(() => scoreClicks({ ...recording, clicks: [0.5] }, CLICKS)).toThrow(
			"3 clicks were sent and 1 heard",
		);
	});

	it("passes over a lone wrong reading of the clock", () => {
		expect(heardAt(recorded(() => 0).clock, 1)).toBeCloseTo(EPOCH + 1, 6);
	});

	it("takes an opening only after a closing", () => {
		const frame = (jaw: number) => ({ frameTime: 0, drawnAt: 0, mediaTime: 0, jaw });
		expect(openings([0.6, 0, 0.6, 0.55, 0.6, 0.1, 0.4, 0.6].map(frame))).toHaveLength(3);
	});
});

it("percentiles lie between their neighbours", () => {
	expect(percentile([4, 1, 3, 2], 0.5)).toBe(2.5);
	expect(percentile([4, 1, 3, 2], 1)).toBe(4);
	expect(median([])).toBeNaN();
});
