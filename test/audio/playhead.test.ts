import { describe, expect, it } from "vitest";
import { Playhead } from "../../src/audio/playhead.ts";
import type { PlayoutReport } from "../../src/protocol/playout-messages.ts";
import { seconds } from "../../src/util/time.ts";

function report(
	contextTime: number,
	state: PlayoutReport["state"],
	mediaTime: number,
	fields: Partial<PlayoutReport> = {},
): PlayoutReport {
	return {
		type: "report",
		utterance: 1,
		state,
		contextTime: seconds(contextTime),
		mediaTime: seconds(mediaTime),
		rate: state === "playing" ? 1 : 0,
		bufferLevel: seconds(0),
		targetDelay: seconds(0),
		underruns: 0,
		concealedSamples: 0,
		stretchedSamples: 0,
		discardedSamples: 0,
		staleMessages: 0,
		rejectedMessages: 0,
		...fields,
	};
}

function playheadOf(...reports: readonly PlayoutReport[]): Playhead {
	const playhead = new Playhead();
	for (const one of reports) playhead.update(one);
	return playhead;
}

const mediaTimes = (playhead: Playhead, ...times: readonly number[]) =>
	times.map((time) => Number(playhead.at(seconds(time)).mediaTime.toFixed(6)));

describe("playhead", () => {
	it("is idle before any report", () => {
		expect(new Playhead().at(seconds(5))).toMatchObject({ utterance: -1, state: "idle", mediaTime: 0 });
	});

	it("runs with the context while playing", () => {
		const playhead = playheadOf(report(10, "waiting", 0), report(10.5, "playing", 0));
		expect(mediaTimes(playhead, 10.2, 10.5, 10.75, 12)).toEqual([0, 0, 0.25, 1.5]);
	});

	it("stands still in a gap and is right again at the first moment after it", () => {
		const playhead = playheadOf(
			report(10, "playing", 0),
			report(11, "waiting", 1),
			report(12.5, "playing", 1),
		);
		expect(mediaTimes(playhead, 10.9, 11, 12, 12.5, 12.6)).toEqual([0.9, 1, 1, 1, 1.1]);
	});

	it("follows the rate of stretched sound", () => {
		const playhead = playheadOf(
			report(10, "playing", 0),
			report(11, "playing", 1, { rate: 0.85 }),
			report(12, "playing", 1.852),
		);
		expect(mediaTimes(playhead, 11, 11.5, 12, 12.1)).toEqual([1, 1.425, 1.852, 1.952]);
	});

	it("answers for what is heard though what is rendered is ahead", () => {
		const playhead = playheadOf(report(10, "playing", 0), report(10.5, "ended", 0.5));
		expect(playhead.at(seconds(10.4))).toMatchObject({ state: "playing", mediaTime: expect.closeTo(0.4) });
		expect(playhead.at(seconds(10.6))).toMatchObject({ state: "ended", mediaTime: 0.5 });
	});

	it("lets a cut that lies ahead take effect at its time", () => {
		const playhead = playheadOf(report(10, "playing", 0), report(11.005, "flushed", 1.005));
		expect(playhead.at(seconds(11.004)).state).toBe("playing");
		expect(playhead.at(seconds(11.006)).state).toBe("flushed");
	});

	it("lets a later report override what was foreseen", () => {
		const playhead = playheadOf(
			report(10, "playing", 0),
			report(11.005, "flushed", 1.005),
			report(11.003, "waiting", 0, { utterance: 2 }),
		);
		expect(playhead.at(seconds(11.01))).toMatchObject({ utterance: 2, state: "waiting" });
	});

	it("starts over with a context that starts over", () => {
		const playhead = playheadOf(report(100, "playing", 0), report(0, "idle", 0, { utterance: -1 }));
		expect(playhead.at(seconds(200)).state).toBe("idle");
	});

	it("remembers half a second of rate changes every 10 ms", () => {
		const playhead = new Playhead();
		for (let i = 0; i < 1_000; i++)
			playhead.update(report(i / 100, "playing", i / 100, { rate: i % 2 === 0 ? 1 : 0.85 }));
		expect(mediaTimes(playhead, 9.5, 9.402)).toEqual([9.5, 9.402]);
	});

	it("is exact after thirty days of context time", () => {
		const start = 30 * 86_400;
		const playhead = playheadOf(report(start, "playing", 0));
		expect(playhead.at(seconds(start + 0.123)).mediaTime).toBeCloseTo(0.123, 7);
	});
});
