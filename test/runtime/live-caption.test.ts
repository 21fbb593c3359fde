import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PlayoutReport } from "../../src/protocol/playout-messages.ts";
import { LiveCaption } from "../../src/runtime/live-caption.ts";
import type { CaptionCue } from "../../src/session/session-event.ts";
import { seconds } from "../../src/util/time.ts";

/** A word every half second. */
const CUES = ["Good ", "morning ", "everybody."].map((text, i): CaptionCue => {
	const textStart = 8 * i;
	const span = { start: seconds(i / 2), end: seconds(i / 2 + 0.5) };
	return { clause: 0, text, before: "", after: "", ...span, textStart, textEnd: textStart + text.length };
});

/** Before the clock is replaced by one that tests move: the product, too, has read it by then. */
const ORIGIN = performance.timeOrigin;

/** Context time that is heard is that of the page since the test began. */
const pageTime = () => (ORIGIN + performance.now()) / 1000;
let begun = 0;
let caption: LiveCaption;
let seen: { readonly at: number; readonly from: number | undefined }[];

const report = (state: PlayoutReport["state"], contextTime: number, mediaTime: number, rate = 1) =>
	caption.reported({
		type: "report",
		utterance: 1,
		state,
		contextTime: seconds(contextTime),
		mediaTime: seconds(mediaTime),
		rate: state === "playing" ? rate : 0,
	} as PlayoutReport);

const clock = (running = true) =>
	caption.clock({
		type: "clock",
		contextTime: seconds(pageTime() - begun),
		performanceTime: seconds(pageTime()),
		running,
	});

beforeEach(() => {
	vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
	begun = pageTime() - 1;
	caption = new LiveCaption();
	seen = [];
	caption.value.subscribe((value) =>
		seen.push({ at: Math.floor(100 * (pageTime() - begun)) / 100, from: value?.heard }),
	);
	clock();
	caption.add({ type: "captions", utterance: 1, cues: CUES });
	seen.length = 0;
});
afterEach(() => {
	caption.dispose();
	vi.useRealTimers();
});

/** When the caption changed, in context time to the 10 ms, and the code point at which its word begins. */
const changes = () => seen.map(({ at, from }) => [at, from]);

describe("the caption", () => {
	it("changes when each word is heard, and is gone with the last sound, without more news", () => {
		report("playing", 1.04, 0);
		report("ended", 2.54, 1.5);
		vi.advanceTimersByTime(3000);
		expect(changes()).toEqual([
			[1.04, 0],
			[1.54, 8],
			[2.04, 16],
			[2.54, undefined],
		]);
	});

	it("wakes for words, not for frames", () => {
		const timers = vi.spyOn(globalThis, "setTimeout");
		report("playing", 1.04, 0);
		vi.advanceTimersByTime(1500);
		expect(timers.mock.calls.length).toBeLessThanOrEqual(6);
	});

	it("follows a rate that changes", () => {
		report("playing", 1, 0);
		vi.advanceTimersByTime(250);
		report("playing", 1.25, 0.25, 0.5);
		vi.advanceTimersByTime(1000);
		expect(changes()).toEqual([
			[1, 0],
			[1.75, 8],
		]);
	});

	it("stands while the sound is held, wakes for nothing, and goes on with it", () => {
		report("playing", 1, 0);
		vi.advanceTimersByTime(250);
		clock(false);
		const timers = vi.spyOn(globalThis, "setTimeout");
		vi.advanceTimersByTime(5000);
		expect(timers).not.toHaveBeenCalled();
		begun += 5;
		clock();
		vi.advanceTimersByTime(300);
		expect(changes()).toEqual([
			[1, 0],
			[1.5, 8],
		]);
	});

	it("is that of no player that has been disposed", () => {
		report("playing", 1, 0);
		caption.dispose();
		vi.advanceTimersByTime(2000);
		clock();
		expect(changes()).toEqual([[1, 0]]);
	});
});
