import { describe, expect, it } from "vitest";
import { babbleFeed, clickFeed, FACE_RATE, FEED_RATE, JAW_OPEN } from "../../../bench/support/click-feed.ts";
import { overTrace, realTime, steady, withGap } from "../../../bench/support/feed-schedule.ts";
import { orderChannels } from "../../../src/lipsync/orders.ts";

const JAW = orderChannels("tencent").indexOf("jawOpen");
const feed = clickFeed(4);

/** Times at which the jaw opens, by the face frames; each clause's frames begin with its sound. */
function jawOpenings(): number[] {
	const found: number[] = [];
	let [sequence, clauseTime, frame, before] = [0, 0, 0, 0];
	for (const { mediaTime, part } of feed.parts) {
		if (part.sequence !== sequence) [sequence, clauseTime, frame] = [part.sequence, mediaTime, 0];
		for (let i = 0; i < part.face.count; i++, frame++) {
			const jaw = part.face.weights[i * part.face.dimension + JAW] ?? 0;
			if (jaw > 0 && before === 0) found.push(clauseTime + frame / FACE_RATE);
			before = jaw;
		}
	}
	return found;
}

/** Times of the first samples of clicks. */
function clickOnsets(): number[] {
	return feed.parts.flatMap(({ mediaTime, part }) => {
		const onset = part.samples.findIndex((sample) => sample > 16_384);
		return onset < 0 ? [] : [mediaTime + onset / FEED_RATE];
	});
}

describe("a feed of clicks", () => {
	it("opens the jaw in the face frame whose first sample begins the click", () => {
		expect(feed.clicks.length).toBeGreaterThan(10);
		for (const [i, time] of jawOpenings().entries()) expect(time).toBeCloseTo(feed.clicks[i] ?? 0, 9);
		expect(jawOpenings()).toHaveLength(feed.clicks.length);
		for (const [i, time] of clickOnsets().entries()) expect(time).toBeCloseTo(feed.clicks[i] ?? 0, 9);
	});

	it("meets a display of 60 Hz in many phases", () => {
		const phases = new Set(clickFeed(30).clicks.map((time) => Math.round(((time * 60) % 1) * 10)));
		expect(phases.size).toBeGreaterThan(8);
	});

	it("ends with the one message that says so", () => {
		expect(feed.parts.filter(({ part }) => part.final)).toEqual([feed.parts.at(-1)]);
		expect(feed.parts.reduce((sum, { duration }) => sum + duration, 0)).toBeCloseTo(feed.duration);
	});
});

it("a babble moves the jaw up to its opening and back", () => {
	const jaws = babbleFeed(2).parts.flatMap(({ part }) =>
		Array.from({ length: part.face.count }, (_, i) => part.face.weights[i * part.face.dimension + JAW] ?? 0),
	);
	expect(Math.max(...jaws)).toBeGreaterThan(0.95 * JAW_OPEN);
	expect(Math.min(...jaws)).toBeLessThan(0.05 * JAW_OPEN);
});

describe("schedules", () => {
	const times = (scheduled: { readonly messages: readonly { readonly at: number }[] }) =>
		scheduled.messages.map(({ at }) => at);

	it("in real time each message is sent when the sound before it would end", () => {
		expect(times(realTime(feed))).toEqual(feed.parts.map(({ mediaTime }) => mediaTime));
	});

	it("a gap holds back what is due in it and lets it go at once", () => {
		const from = feed.parts.find(({ mediaTime }) => mediaTime >= 1.5)?.mediaTime ?? 0;
		const [even, gapped] = [times(steady(feed)), times(withGap(feed, 1.5, 0.3))];
		const held = gapped.filter((at, i) => at !== even[i]);
		expect(new Set(held)).toEqual(new Set([from + 0.3]));
		expect(held.length).toBeGreaterThan(1);
	});

	it("a trace brings every message, the same way for the same seed", () => {
		expect(times(overTrace(feed, "lte", 3))).toEqual(times(overTrace(feed, "lte", 3)));
		expect(overTrace(feed, "wifiRoam", 3).messages).toHaveLength(feed.parts.length);
	});
});
