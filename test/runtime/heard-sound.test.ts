import { expect, test } from "vitest";
import type { PlayoutReport } from "../../src/protocol/playout-messages.ts";
import { HeardSound } from "../../src/runtime/heard-sound.ts";
import { seconds } from "../../src/util/time.ts";

const report = (fields: Partial<PlayoutReport>): PlayoutReport => ({
	type: "report",
	utterance: 1,
	state: "playing",
	contextTime: seconds(0),
	mediaTime: seconds(0),
	rate: 1,
	bufferLevel: seconds(0),
	targetDelay: seconds(0),
	underruns: 0,
	concealedSamples: 0,
	stretchedSamples: 0,
	discardedSamples: 0,
	staleMessages: 0,
	rejectedMessages: 0,
	...fields,
});

/** At performance time 100 the sample of context time 5 is heard. */
function heardAt(time: number, trim = 0): number {
	const sound = new HeardSound();
	sound.trim = seconds(trim);
	sound.clock({ type: "clock", contextTime: seconds(5), performanceTime: seconds(100), running: true });
	sound.reported(report({ contextTime: seconds(4.5) }));
	sound.time = seconds(time);
	sound.follow();
	return sound.reading.mediaTime;
}

test("what is heard is what was rendered for the context time that the output clock gives", () => {
	expect(heardAt(100)).toBeCloseTo(0.5, 9);
	expect(heardAt(100.25)).toBeCloseTo(0.75, 9);
});

test("sound that comes later than the browser thinks is heard later", () => {
	expect(heardAt(100.25, 0.2)).toBeCloseTo(0.55, 9);
});

test("an earlier time is answered with the moment reached before", () => {
	const sound = new HeardSound();
	sound.clock({ type: "clock", contextTime: seconds(5), performanceTime: seconds(100), running: true });
	sound.reported(report({ contextTime: seconds(4.5) }));
	for (const time of [100.1, 100.05]) {
		sound.time = seconds(time);
		sound.follow();
	}
	expect(sound.reading.mediaTime).toBeCloseTo(0.6, 9);
});
