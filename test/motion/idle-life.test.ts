import { describe, expect, test } from "vitest";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { headAtRest } from "../../src/motion/head-pose.ts";
import { IdleLife } from "../../src/motion/idle-life.ts";
import type { Mood } from "../../src/motion/mood.ts";
import { MOTION_PROFILES, type MotionProfileName } from "../../src/motion/motion-profile.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const chance = (seed: number) => {
	const random = new SeededRandom(seed);
	return () => random.next();
};

const RATE = 30;
const TEN_MINUTES = 600;
const PROFILES = Object.keys(MOTION_PROFILES) as MotionProfileName[];

interface Life {
	readonly lids: number[];
	/** Sideways look, weight left minus right. */
	readonly look: number[];
	readonly yaw: number[];
	readonly pitch: number[];
	readonly brow: number[];
	readonly life: IdleLife;
}

interface Scene {
	readonly profile?: MotionProfileName;
	readonly mood?: Mood;
	readonly seed?: number;
	/** Jaw of speech at a time; silence if absent. */
	readonly jaw?: (time: number) => number;
	readonly length?: number;
}

function live({
	profile = "receptionist",
	mood = "idle",
	seed = 3,
	jaw,
	length = TEN_MINUTES,
}: Scene = {}): Life {
	const life = new IdleLife({ random: chance(seed), profile });
	const out = new Float32Array(BLENDSHAPE_COUNT);
	const head = headAtRest();
	const result: Life = { lids: [], look: [], yaw: [], pitch: [], brow: [], life };
	for (let time = 0; time < length; time += 1 / RATE) {
		life.update(1 / RATE, { speaking: jaw !== undefined, jaw: jaw?.(time) ?? 0, mood }, out, head);
		result.lids.push(out[AT.eyeBlinkLeft] ?? 0);
		result.look.push((out[AT.eyeLookOutLeft] ?? 0) - (out[AT.eyeLookInLeft] ?? 0));
		result.yaw.push(head.yaw);
		result.pitch.push(head.pitch);
		result.brow.push(out[AT.browInnerUp] ?? 0);
	}
	return result;
}

/** Times at which the lids begin to fall. */
function blinkTimes(lids: readonly number[]): number[] {
	return lids.flatMap((lid, frame) => (lid > 0.3 && (lids[frame - 1] ?? 0) <= 0.3 ? [frame / RATE] : []));
}

/** Correlation of a signal with itself `lag` samples later. */
function selfSimilarity(signal: readonly number[], lag: number): number {
	const count = signal.length - lag;
	const mean = signal.reduce((sum, value) => sum + value, 0) / signal.length;
	let cross = 0;
	let power = 0;
	for (let at = 0; at < count; at++) cross += ((signal[at] ?? 0) - mean) * ((signal[at + lag] ?? 0) - mean);
	for (const value of signal) power += (value - mean) ** 2;
	return cross / count / (power / signal.length);
}

/** Speech of a syllable every quarter of a second, every fourth stressed, with a pause every four seconds. */
const talk = (time: number): number => {
	if (time % 4 > 3.4) return 0;
	const stressed = Math.floor(time / 0.25) % 4 === 0;
	return (stressed ? 0.45 : 0.2) * Math.max(0, Math.sin((2 * Math.PI * time) / 0.25 + 0.1)) + 0.04;
};

describe("IdleLife", () => {
	test.each([
		["receptionist", 11, 22],
		["lively", 13, 26],
		["still", 8, 18],
	] as const)("%s blinks %i to %i times a minute at rest, and never stares", (profile, least, most) => {
		const times = blinkTimes(live({ profile }).lids);
		expect(times.length / 10).toBeGreaterThan(least);
		expect(times.length / 10).toBeLessThan(most);
		const waits = times.map((time, index) => time - (times[index - 1] ?? 0));
		expect(Math.max(...waits)).toBeLessThan(12);
	});

	test("times between blinks vary as a person's do", () => {
		const times = blinkTimes(live().lids);
		const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
		const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
		const deviation = Math.sqrt(waits.reduce((sum, wait) => sum + (wait - mean) ** 2, 0) / waits.length);
		expect(deviation / mean).toBeGreaterThan(0.35);
		expect(deviation / mean).toBeLessThan(0.9);
	});

	test("a blink takes a quarter to a third of a second and closes the eye", () => {
		const { lids } = live({ length: 60 });
		const closed = lids.filter((lid) => lid > 0.02).length / RATE / blinkTimes(lids).length;
		expect(closed).toBeGreaterThan(0.2);
		expect(closed).toBeLessThan(0.4);
		expect(Math.max(...lids)).toBeGreaterThan(0.95);
	});

	test("talk brings more blinks than silence, many at the ends of clauses", () => {
		const talking = blinkTimes(live({ jaw: talk }).lids);
		expect(talking.length).toBeGreaterThan(blinkTimes(live().lids).length * 1.2);
		const atPause = talking.filter((time) => time % 4 > 3.4 || time % 4 < 0.1).length;
		expect(atPause / talking.length).toBeGreaterThan(0.3);
	});

	test.each(PROFILES)("ten idle minutes of %s repeat nothing", (profile) => {
		const { look, yaw, pitch } = live({ profile });
		for (const signal of [look, yaw, pitch])
			for (let lag = 8; lag <= 30; lag += 0.5) expect(selfSimilarity(signal, lag * RATE)).toBeLessThan(0.35);
	});

	test.each(PROFILES)("the eyes of %s are never dead", (profile) => {
		const { look } = live({ profile });
		let still = 0;
		let longest = 0;
		for (const [frame, value] of look.entries()) {
			still = Math.abs(value - (look[frame - 1] ?? 0)) < 0.004 ? still + 1 / RATE : 0;
			longest = Math.max(longest, still);
		}
		expect(longest).toBeLessThan(6);
	});

	test("the eyes meet the viewer for the stated share of the time", () => {
		const { look, yaw } = live();
		// The eyes counter the head: their direction in space is the look plus the head's turn.
		const meeting = look.filter((value, frame) => Math.abs(value * 0.42 + (yaw[frame] ?? 0)) < 0.045).length;
		expect(meeting / look.length).toBeGreaterThan(0.68);
		expect(meeting / look.length).toBeLessThan(0.92);
	});

	test("a listener looks at the viewer more than a thinker, who looks aside", () => {
		const aside = (mood: Mood) =>
			live({ mood, length: 120 }).look.filter((value) => Math.abs(value) > 0.2).length;
		expect(aside("thinking")).toBeGreaterThan(aside("listening") * 2);
	});

	test("stressed syllables move the head and sometimes the brows", () => {
		const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
		const silent = live({ length: 60, profile: "still" });
		const talking = live({ length: 60, profile: "still", jaw: talk });
		expect(Math.max(...talking.brow)).toBeGreaterThan(0.05);
		expect(Math.max(...silent.brow)).toBe(0);
		expect(spread(live({ length: 60, profile: "lively", jaw: talk }).pitch)).toBeGreaterThan(
			spread(talking.pitch),
		);
	});

	test.each(PROFILES)("%s stays within gentle bounds and moves without jumps", (profile) => {
		const { yaw, pitch } = live({ profile, jaw: talk, length: 120 });
		for (const signal of [yaw, pitch])
			for (const [frame, value] of signal.entries()) {
				expect(Math.abs(value)).toBeLessThan(0.25);
				expect(Math.abs(value - (signal[frame - 1] ?? 0))).toBeLessThan(0.02);
			}
	});

	test("lids and brows are symmetric, and no weight leaves 0 … 1", () => {
		const life = new IdleLife({ random: chance(5), profile: "lively" });
		const out = new Float32Array(BLENDSHAPE_COUNT);
		const head = headAtRest();
		for (let frame = 0; frame < 3000; frame++) {
			life.update(1 / RATE, { speaking: true, jaw: talk(frame / RATE), mood: "idle" }, out, head);
			expect(out.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
			expect(out[AT.eyeBlinkLeft]).toBe(out[AT.eyeBlinkRight]);
		}
	});

	test("the same chance gives the same life", () => {
		expect(live({ length: 20 }).look).toEqual(live({ length: 20 }).look);
		expect(live({ length: 20, seed: 4 }).look).not.toEqual(live({ length: 20 }).look);
	});
});
