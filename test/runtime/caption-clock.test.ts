import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CaptionClock } from "../../src/runtime/caption-clock.ts";
import { HeardSound } from "../../src/runtime/heard-sound.ts";
import type { CaptionCue } from "../../src/session/session-event.ts";
import { seconds } from "../../src/util/time.ts";

const WORDS = ["Good ", "morning ", "everybody."];

/** A word every half second. */
const cues = (words = WORDS): CaptionCue[] =>
	words.map((text, i) => {
		const textStart = words.slice(0, i).join("").length;
		const span = { start: seconds(i / 2), end: seconds(i / 2 + 0.5) };
		return { clause: 0, text, before: "", after: "", ...span, textStart, textEnd: textStart + text.length };
	});

/** Before the clock is replaced by one that tests move: the product, too, has read it by then. */
const ORIGIN = performance.timeOrigin;
const pageTime = () => seconds((ORIGIN + performance.now()) / 1000);

let clock: CaptionClock;
let sound: HeardSound;
const reading = (running: boolean, contextTime = 0) => {
	const performanceTime = pageTime();
	for (const listener of [clock, sound])
		listener.clock({ type: "clock", contextTime: seconds(contextTime), performanceTime, running });
};
const word = () => {
	sound.time = pageTime();
	sound.follow();
	const caption = clock.at(sound.reading);
	return caption?.text.slice(caption.heard, caption.current).trim();
};

beforeEach(() => {
	vi.useFakeTimers({ toFake: ["performance"] });
	clock = new CaptionClock();
	sound = new HeardSound();
	reading(false);
});
afterEach(() => vi.useRealTimers());

describe("while the browser lets no sound out", () => {
	it("the captions of what waits go on, and stay at the last word", () => {
		expect(word()).toBeUndefined();
		clock.add(1, cues());
		const read = [0, 600, 500, 5000].map((elapsed) => {
			vi.advanceTimersByTime(elapsed);
			return word();
		});
		expect(read).toEqual(["Good", "morning", "everybody.", "everybody."]);
	});

	it("nothing is read of what has been stopped, and the next begins at its beginning", () => {
		clock.add(1, cues());
		word();
		vi.advanceTimersByTime(600);
		clock.ended(1);
		expect(word()).toBeUndefined();
		clock.add(2, cues(["Next."]));
		expect(word()).toBe("Next.");
	});

	it("what has begun to be heard stands still", () => {
		clock.add(1, cues());
		reading(true, 1);
		vi.advanceTimersByTime(100);
		reading(true, 1.1);
		sound.reported({
			type: "report",
			utterance: 1,
			state: "playing",
			contextTime: seconds(0.5),
			mediaTime: seconds(0),
			rate: 1,
		} as never);
		expect(word()).toBe("morning");
		reading(false, 1.1);
		vi.advanceTimersByTime(3000);
		expect(word()).toBe("morning");
	});
});

it("follows the sound again once it is let out", () => {
	clock.add(1, cues());
	word();
	vi.advanceTimersByTime(900);
	expect(word()).toBe("morning");
	reading(true, 0.01);
	expect(word()).toBeUndefined();
});
