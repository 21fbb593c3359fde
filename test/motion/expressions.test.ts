import { describe, expect, test } from "vitest";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { ExpressionTrack } from "../../src/motion/expression-track.ts";
import { Expressions } from "../../src/motion/expressions.ts";
import { seconds } from "../../src/util/time.ts";

/** The emotional styles that the server API lists in its appendix 2. */
const EMOTIONAL_STYLES = [
	...Array.from({ length: 10 }, (_, index) => String(index)),
	..."amaze angry aojiao call disgusted exciting fear happy jieshuo neutral news peaceful poetry radio sad sajiao story"
		.split(" ")
		.map((name) => `tc_${name}`),
];

const VRM_PRESETS = (
	"happy angry sad relaxed surprised neutral aa ih ou ee oh blink blinkLeft blinkRight lookUp lookDown lookLeft " +
	"lookRight joy sorrow fun A I U E O Blink_L Blink_R"
).split(" ");

describe("Expressions", () => {
	test("knows the vendor's 27 emotional styles", () => {
		expect(EMOTIONAL_STYLES.length).toBe(27);
		const expressions = new Expressions();
		expect(EMOTIONAL_STYLES.filter((name) => expressions.find(name) === undefined)).toEqual([]);
	});

	test("knows the presets of VRM 1 and VRM 0", () => {
		const expressions = new Expressions();
		expect(VRM_PRESETS.filter((name) => expressions.find(name) === undefined)).toEqual([]);
	});

	test.each([
		["happy", AT.mouthSmileLeft],
		["sad", AT.mouthFrownRight],
		["angry", AT.browDownLeft],
		["surprised", AT.eyeWideRight],
		["tc_disgusted", AT.noseSneerLeft],
	])("%s shows in its own shape", (name, shape) => {
		expect(new Expressions().find(name)?.[shape]).toBeGreaterThan(0.3);
	});

	test("counts what it does not know", () => {
		const expressions = new Expressions();
		expect(expressions.find("melancholia")).toBeUndefined();
		expressions.find("melancholia");
		expect([...expressions.unknown]).toEqual([["melancholia", 2]]);
	});

	test("a table of one's own adds names", () => {
		const expressions = new Expressions({
			melancholia: "sad",
			smirk: { mouthSmileLeft: 0.4, mouthLeft: 0.2 },
		});
		expect(expressions.find("Melancholia")).toBe(expressions.find("sad"));
		expect(expressions.find("smirk")?.[AT.mouthSmileRight]).toBe(0);
		expect(expressions.find("smirk")?.[AT.mouthLeft]).toBeCloseTo(0.2);
	});

	test.each([
		[{ x: "nobody" }, /expressions\.x: there is no expression "nobody"/],
		[{ x: { mouthGrin: 0.4 } as never }, /expressions\.x: there is no blendshape "mouthGrin"/],
		[{ x: { mouthSmile: 3 } }, /expressions\.x\.mouthSmile: expected 0 … 1, got 3/],
	])("refuses %j", (custom, message) => {
		expect(() => new Expressions(custom)).toThrow(message);
	});
});

describe("ExpressionTrack", () => {
	const FRAME = 1 / 60;

	function smile(track: ExpressionTrack, times: readonly (number | undefined)[], utterance = 1): number[] {
		const out = new Float32Array(BLENDSHAPE_COUNT);
		return times.map((time) => {
			track.update(FRAME, time, utterance, out);
			return out[AT.mouthSmileLeft] ?? 0;
		});
	}

	const run = (from: number, to: number) =>
		Array.from({ length: Math.round((to - from) / FRAME) }, (_, frame) => from + frame * FRAME);

	test("an expression is seen in the first display frame after its start and gone after its end", () => {
		const track = new ExpressionTrack();
		track.add(1, "happy", seconds(1), seconds(2));
		const shown = smile(track, run(0.5, 4));
		const at = (time: number) => shown[Math.round((time - 0.5) / FRAME)] ?? 0;
		expect(at(0.98)).toBe(0);
		expect(at(1 + FRAME)).toBeGreaterThan(0);
		expect(at(1.9)).toBeGreaterThan(0.5);
		expect(at(3.5)).toBeLessThan(0.01);
	});

	test("after a jump into its middle it comes at once, eased", () => {
		const track = new ExpressionTrack();
		track.add(1, "happy", seconds(1), seconds(9));
		const shown = smile(track, [0.2, 0.21, ...run(5, 5.5)]);
		expect(shown[1]).toBe(0);
		expect(shown[2]).toBeGreaterThan(0.02);
		expect(shown[2]).toBeLessThan(0.2);
		expect(shown.at(-1)).toBeGreaterThan(0.5);
	});

	test("an expression that comes in pieces does not flicker between them", () => {
		const track = new ExpressionTrack();
		for (let start = 0; start < 4; start++) track.add(1, "happy", seconds(start), seconds(start + 0.95));
		const shown = smile(track, run(0, 4)).slice(60);
		expect(Math.min(...shown)).toBeGreaterThan(0.5);
	});

	test("it fades when nothing is heard any more", () => {
		const track = new ExpressionTrack();
		track.add(1, "happy", seconds(0), seconds(9));
		smile(track, run(0, 1));
		const shown = smile(
			track,
			Array.from({ length: 60 }, () => undefined),
		);
		expect(shown.at(-1)).toBeLessThan(0.01);
	});

	test("the end of an utterance takes its expressions with it", () => {
		const track = new ExpressionTrack();
		track.add(1, "happy", seconds(0), seconds(9));
		track.forget(1);
		expect(smile(track, run(0, 1)).at(-1)).toBe(0);
	});

	test("times that are none are counted; without an end an expression lasts", () => {
		const track = new ExpressionTrack();
		track.add(1, "sad", seconds(Number.NaN), seconds(1));
		track.add(1, "happy", seconds(1), seconds(0));
		expect(track.badTimes).toBe(2);
		expect(smile(track, run(0, 5)).at(-1)).toBeGreaterThan(0.5);
	});
});
