import { describe, expect, test } from "vitest";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { faceFromPhonemes } from "../../src/lipsync/face-from-phonemes.ts";
import { LIPS_TOUCH, lipGap } from "../../src/lipsync/lip-gap.ts";
import { FaceDirector, type FaceDirectorOptions } from "../../src/motion/face-director.ts";
import type { SessionToStage } from "../../src/protocol/stage-messages.ts";
import { seconds } from "../../src/util/time.ts";
import { SENTENCES } from "../lipsync/sentences.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const chance = (seed: number) => {
	const random = new SeededRandom(seed);
	return () => random.next();
};

const FRAME = 1 / 60;

function makeDirector(options: Partial<FaceDirectorOptions> = {}) {
	const director = new FaceDirector({ random: chance(7), ...options });
	const out = new Float32Array(BLENDSHAPE_COUNT);
	return {
		director,
		/** The face of the next display frame. */
		show(mediaTime: number | undefined, utterance = 1): Float32Array {
			director.update(FRAME, mediaTime === undefined ? undefined : seconds(mediaTime), utterance, out);
			return out;
		},
	};
}

function jaws(utterance: number, presentationTime: number, values: readonly number[]): SessionToStage {
	const weights = new Float32Array(values.length * BLENDSHAPE_COUNT);
	for (const [frame, jaw] of values.entries()) weights[frame * BLENDSHAPE_COUNT + AT.jawOpen] = jaw;
	return {
		type: "face",
		utterance,
		presentationTime: seconds(presentationTime),
		frameRate: 25,
		count: values.length,
		weights,
	};
}

describe("FaceDirector", () => {
	test.each(SENTENCES)("every closure of “$text” reaches the display at 60 Hz, under a smile", (sentence) => {
		const { director, show } = makeDirector();
		const weights = faceFromPhonemes(sentence.phonemes, sentence);
		director.handle({ type: "begin", utterance: 1 });
		director.handle({
			type: "face",
			utterance: 1,
			presentationTime: seconds(0),
			frameRate: 25,
			count: weights.length / BLENDSHAPE_COUNT,
			weights,
		});
		director.handle({ type: "expression", utterance: 1, name: "happy", start: seconds(0), end: seconds(20) });
		const shown: { time: number; gap: number }[] = [];
		for (let time = 0; time < sentence.duration; time += FRAME) shown.push({ time, gap: lipGap(show(time)) });
		for (const { symbol, start } of sentence.phonemes) {
			if (!/^[bpm]h?$/.test(symbol)) continue;
			const near = shown.filter(({ time }) => time >= start - 0.05 && time <= start + 0.02);
			expect(Math.min(...near.map(({ gap }) => gap))).toBeLessThan(LIPS_TOUCH);
		}
	});

	test("after a stall and a jump the mouth is right at the first frame", () => {
		const { director, show } = makeDirector();
		director.handle(
			jaws(
				1,
				0,
				Array.from({ length: 200 }, () => 0.2),
			),
		);
		director.handle(
			jaws(
				1,
				8,
				Array.from({ length: 50 }, () => 0.3),
			),
		);
		for (let time = 0; time < 1; time += FRAME) show(time);
		for (let frame = 0; frame < 30; frame++) show(1);
		expect(show(1)[AT.jawOpen]).toBe(0);
		show(8.4);
		expect(show(8.4 + FRAME)[AT.jawOpen]).toBeCloseTo(0.3, 1);
	});

	test("while the sound waits the mouth holds, then relaxes", () => {
		const { director, show } = makeDirector();
		director.handle(
			jaws(
				1,
				0,
				Array.from({ length: 50 }, () => 0.4),
			),
		);
		for (let time = 0; time < 1; time += FRAME) show(time);
		expect(show(1)[AT.jawOpen]).toBeCloseTo(0.4);
		expect(show(1)[AT.jawOpen]).toBeCloseTo(0.4);
		for (let frame = 0; frame < 20; frame++) show(1);
		expect(show(1)[AT.jawOpen]).toBe(0);
	});

	test("a flush closes the mouth within 100 ms and drops what comes late", () => {
		const { director, show } = makeDirector();
		director.handle(
			jaws(
				1,
				0,
				Array.from({ length: 200 }, () => 0.4),
			),
		);
		for (let time = 0; time < 1; time += FRAME) show(time);
		director.handle({ type: "flush", utterance: 1 });
		for (let frame = 0; frame < 6; frame++) show(1 + frame * FRAME);
		expect(lipGap(show(1.1))).toBe(0);
		director.handle(
			jaws(
				1,
				0,
				Array.from({ length: 200 }, () => 0.4),
			),
		);
		expect(director.stats.stale).toBe(1);
		expect(show(1.2)[AT.jawOpen]).toBe(0);
		director.handle({ type: "begin", utterance: 2 });
		director.handle(
			jaws(
				2,
				0,
				Array.from({ length: 20 }, () => 0.3),
			),
		);
		show(0.2, 2);
		expect(show(0.22, 2)[AT.jawOpen]).toBeCloseTo(0.3);
	});

	test("the next utterance may arrive while the one before is still heard", () => {
		const { director, show } = makeDirector();
		director.handle(
			jaws(
				1,
				0,
				Array.from({ length: 50 }, () => 0.2),
			),
		);
		director.handle({ type: "begin", utterance: 2 });
		director.handle(
			jaws(
				2,
				0,
				Array.from({ length: 50 }, () => 0.3),
			),
		);
		show(0.5, 1);
		expect(show(0.52, 1)[AT.jawOpen]).toBeCloseTo(0.2);
		show(0.1, 2);
		expect(show(0.12, 2)[AT.jawOpen]).toBeCloseTo(0.3);
		director.handle(jaws(1, 2, [0.2]));
		expect(director.stats.stale).toBe(1);
	});

	test("actions fire once, in the first display frame of their time, also after a gap", () => {
		const fired: string[] = [];
		const { director, show } = makeDirector({ onAction: (name) => fired.push(name) });
		director.handle({ type: "action", utterance: 1, name: "wave", start: seconds(0.5) });
		director.handle({ type: "action", utterance: 1, name: "bow", start: seconds(2) });
		director.handle({ type: "action", utterance: 1, name: "far", start: seconds(30) });
		show(0.49);
		expect(fired).toEqual([]);
		show(0.5);
		expect(fired).toEqual(["wave"]);
		show(2.6);
		show(2.7);
		expect(fired).toEqual(["wave", "bow"]);
		director.handle({ type: "begin", utterance: 2 });
		show(0, 2);
		expect(director.stats.unplayedActions).toBe(1);
	});

	test("an action that comes long after its time is counted, not played", () => {
		const fired: string[] = [];
		const { director, show } = makeDirector({ onAction: (name) => fired.push(name) });
		show(5);
		director.handle({ type: "action", utterance: 1, name: "wave", start: seconds(1) });
		show(5.1);
		expect(fired).toEqual([]);
		expect(director.stats.lateActions).toBe(1);
	});

	test("an unknown expression is reported", () => {
		const { director } = makeDirector();
		director.handle({ type: "expression", utterance: 1, name: "☂", start: seconds(0), end: seconds(1) });
		expect([...director.stats.unknownExpressions]).toEqual([["☂", 1]]);
	});

	test("counters survive the utterance that they belong to", () => {
		const { director, show } = makeDirector();
		director.handle(jaws(1, 0, [Number.NaN, 0.2, 40]));
		show(0);
		const before = director.stats;
		expect(before.badWeights).toBe(1);
		expect(before.perCentSpans).toBe(1);
		director.handle({ type: "flush", utterance: 1 });
		expect(director.stats).toMatchObject({ badWeights: 1, perCentSpans: 1 });
	});

	test("reduced motion keeps the mouth and stops the rest", () => {
		const { director, show } = makeDirector({ reducedMotion: true });
		director.handle(
			jaws(
				1,
				0,
				Array.from({ length: 500 }, () => 0.3),
			),
		);
		for (let time = 0; time < 15; time += FRAME) {
			const weights = show(time);
			expect(weights[AT.eyeBlinkLeft]).toBe(0);
			expect(weights[AT.eyeLookOutLeft]).toBe(0);
		}
		expect(director.head).toEqual({ pitch: 0, yaw: 0, roll: 0 });
		expect(show(15.01)[AT.jawOpen]).toBeCloseTo(0.3);
	});
});
