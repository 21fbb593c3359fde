import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mouthClosedAt } from "../../../src/compare/model/mouth-closing.ts";
import { measureOffset } from "../../../src/compare/ruler/measure-offset.ts";
import { Speaker } from "../../../src/driver/speaker.ts";
import type { SpokenPhrase } from "../../../src/driver/spoken-phrase.ts";
import { speakerVoice } from "../../../src/driver/vendors/stand-in-voice.ts";
import { talkingScene } from "../../support/compare/talking-scene.ts";

let speaker: Speaker;
const phrases: SpokenPhrase[] = [];
beforeAll(async () => {
	speaker = await Speaker.start();
	const text = "Please take the lift to the third floor and turn left.";
	for await (const phrase of speakerVoice(speaker)(text, new AbortController().signal)) phrases.push(phrase);
});
afterAll(() => speaker?.dispose());

/** Without the silence that ends the phrase. Seconds. */
const spokenEnd = (end: number) => end - (phrases.at(-1)?.pause ?? 0) / 24_000;

describe("mouthClosedAt", () => {
	it.each([0, 0.3])("finds when the mouth has come to rest for good, %f s after its sound", (skew) => {
		const { pictures, levels, start, end } = talkingScene([{ phrases, skew }]);
		const verdict = measureOffset({ pictures, levels, start, end });
		if (verdict.verdict !== "measured") throw new Error(verdict.doubt);
		const closed = mouthClosedAt(pictures, verdict.region, {
			since: start,
			from: start + 1,
			until: end + 0.9,
		});
		expect(closed - (spokenEnd(end) + skew)).toBeGreaterThan(-0.25);
		expect(closed - (spokenEnd(end) + skew)).toBeLessThan(0.15);
	});

	it("does not say while it moves, nor without pictures", () => {
		const { pictures, start } = talkingScene([{ phrases }]);
		const region = { x: 0.4, y: 0.6, width: 0.15, height: 0.12 };
		expect(mouthClosedAt(pictures, region, { since: 90, from: 91, until: 92 })).toBeNaN();
		expect(mouthClosedAt(pictures, region, { since: start, from: start + 0.01, until: start + 2 })).toBeNaN();
	});
});
