import { describe, expect, it } from "vitest";
import { type StartSituation, shouldStart } from "../../src/audio/start-policy.ts";
import { EASY_RATE, type StretchSituation, stretchRate } from "../../src/audio/stretch-policy.ts";
import { MAX_RATE, MIN_PAUSE_RATE, MIN_RATE } from "../../src/audio/time-stretch.ts";

const WAITING: StartSituation = {
	currentDelay: 0,
	targetDelay: 0.1,
	bufferLevel: 0.05,
	closed: false,
	resuming: false,
};

describe("start policy", () => {
	it.each([
		["waits while the delay is shorter than the target", { currentDelay: 0.05 }, false],
		["starts when the delay has reached the target", { currentDelay: 0.1 }, true],
		["starts at once with more sound than stretching needs to win the target", { bufferLevel: 2 }, true],
		["does not start on a crumb, however long it waited", { currentDelay: 9, bufferLevel: 0.01 }, false],
		["starts on a crumb when nothing more will come", { bufferLevel: 0.001, closed: true }, true],
		["ends when there is nothing and nothing will come", { bufferLevel: 0, closed: true }, true],
		["ends a gap at half the target", { currentDelay: 0.05, resuming: true }, true],
		["waits in a gap below half the target", { currentDelay: 0.03, resuming: true }, false],
		["waits before anything has come", { currentDelay: Number.NEGATIVE_INFINITY, bufferLevel: 0 }, false],
		["starts with a target of zero", { targetDelay: 0 }, true],
	])("%s", (_, fields, starts) => {
		expect(shouldStart({ ...WAITING, ...fields })).toBe(starts);
	});
});

const PLAYING: StretchSituation = {
	currentDelay: 0.1,
	targetDelay: 0.1,
	reserve: 0,
	bufferLevel: 0.1,
	closed: false,
	live: false,
	inPause: false,
	rate: 1,
};

describe("stretch policy", () => {
	it.each([
		["plays as spoken while the delay is on target", {}, 1],
		["slows down while the delay is too short", { currentDelay: 0.05 }, MIN_RATE],
		["stays slow until the delay is on target", { currentDelay: 0.088, rate: MIN_RATE }, MIN_RATE],
		["does not slow down yet with much sound at hand", { currentDelay: 0.05, bufferLevel: 1 }, 1],
		["holds the delay at the target, not a little below it", { currentDelay: 0.098 }, MIN_RATE],
		[
			"goes a little beyond the target, so as not to flutter",
			{ currentDelay: 0.102, rate: MIN_RATE },
			MIN_RATE,
		],
		["plays as spoken again there", { currentDelay: 0.116, rate: MIN_RATE }, 1],
		["wins a reserve so slowly that nobody hears it", { reserve: 0.15 }, EASY_RATE],
		["wins the target first, and faster", { reserve: 0.15, currentDelay: 0.05 }, MIN_RATE],
		["plays as spoken once the reserve is there", { reserve: 0.15, currentDelay: 0.26 }, 1],
		["lets pauses win the reserve", { reserve: 0.15, inPause: true }, MIN_PAUSE_RATE],
		[
			"does not hurry a live stream that only holds its reserve",
			{ reserve: 0.2, currentDelay: 0.31, bufferLevel: 0.31, live: true },
			1,
		],
		["slows down while the next piece is overdue", { bufferLevel: 0.06 }, MIN_RATE],
		[
			"lets pauses last much longer while short of sound",
			{ bufferLevel: 0.06, inPause: true },
			MIN_PAUSE_RATE,
		],
		["leaves pauses alone otherwise", { inPause: true }, 1],
		["plays the end as spoken", { bufferLevel: 0.01, currentDelay: 0.01, closed: true }, 1],
		["does not hurry a reply, however much is there", { currentDelay: 5, bufferLevel: 5 }, 1],
		[
			"hurries a live stream that is far behind",
			{ currentDelay: 0.3, bufferLevel: 0.3, live: true },
			MAX_RATE,
		],
		["does not hurry into an empty buffer", { currentDelay: 0.3, bufferLevel: 0.1, live: true }, 1],
		[
			"hurries until the target is near",
			{ currentDelay: 0.15, bufferLevel: 0.2, live: true, rate: MAX_RATE },
			MAX_RATE,
		],
		["stops hurrying there", { currentDelay: 0.12, bufferLevel: 0.2, live: true, rate: MAX_RATE }, 1],
	])("%s", (_, fields, rate) => {
		expect(stretchRate({ ...PLAYING, ...fields })).toBe(rate);
	});
});
