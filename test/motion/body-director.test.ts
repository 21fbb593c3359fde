import { describe, expect, test } from "vitest";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import type { ActionClips } from "../../src/motion/action-clip.ts";
import { BodyDirector, type BodyDirectorOptions } from "../../src/motion/body-director.ts";
import { AT_EASE, type BodyPose, POSE, solvePosture } from "../../src/motion/body-pose.ts";
import { FaceDirector } from "../../src/motion/face-director.ts";
import { seconds } from "../../src/util/time.ts";

const FRAME = 1 / 60;
const REST = solvePosture(AT_EASE);

const RAISED = { upper: [0.5, -0.6, 0.5], fore: [0.1, 1, 0.2], palm: [0, 0, 1] } as const;

/** Actions that can be told apart by the pitch of the torso, and one with an arm. */
const CLIPS: ActionClips = {
	low: { duration: 2, shown: 1, keys: [held(0.4, 10), held(1.6, 10)] },
	deep: { duration: 2, shown: 1, keys: [held(0.4, 20), held(1.6, 20)] },
	lift: {
		duration: 2,
		shown: 1,
		keys: [{ at: 0.5, right: RAISED }],
		face: { mouthSmile: 0.5 },
		withoutArms: "tilt",
	},
	tilt: { duration: 1, shown: 0.5, keys: [{ at: 0.5, head: [0, 0, 10] }] },
};

function held(at: number, pitch: number) {
	return { at, torso: [pitch, 0, 0] } as const;
}

function makeDirector(options: Partial<BodyDirectorOptions> = {}) {
	const director = new BodyDirector({ clips: CLIPS, ...options });
	const face = new Float32Array(BLENDSHAPE_COUNT);
	return {
		director,
		face,
		/** Runs for a while and gives the pitch of the torso then, degrees. */
		pitchAfter(time: number): number {
			for (let t = 0; t < time - FRAME / 2; t += FRAME) director.update(FRAME, face);
			return ((director.pose[POSE.torso] ?? 0) * 180) / Math.PI;
		},
	};
}

/** Largest difference to standing at ease. */
const away = (pose: BodyPose): number =>
	pose.reduce((most, value, index) => Math.max(most, Math.abs(value - (REST[index] ?? 0))), 0);

describe("BodyDirector", () => {
	test("stands at ease until told, moves in the frame after, and is at ease again in the end", () => {
		const { director, pitchAfter } = makeDirector();
		expect(pitchAfter(1)).toBe(0);
		director.play("deep");
		expect(pitchAfter(FRAME)).toBeGreaterThan(0);
		// Half of the way to the first key, at 0.4 s, is behind it soon after the half of the time.
		expect(pitchAfter(0.27)).toBeGreaterThan(10);
		expect(pitchAfter(0.7)).toBeCloseTo(20, 1);
		pitchAfter(1.5);
		expect(away(director.pose)).toBeLessThan(0.002);
	});

	test("starts at once over an action that has shown its meaning", () => {
		const { director, pitchAfter } = makeDirector();
		director.play("low");
		expect(pitchAfter(1.1)).toBeCloseTo(10, 1);
		director.play("deep");
		// The pose of its own first moments is lower than the one before.
		expect(pitchAfter(0.6)).toBeGreaterThan(15);
	});

	test("waits for an action that has not", () => {
		const { director, pitchAfter } = makeDirector();
		director.play("low");
		director.play("deep");
		expect(pitchAfter(0.9)).toBeCloseTo(10, 1);
		expect(director.stats.played).toBe(1);
		expect(pitchAfter(0.9)).toBeCloseTo(20, 0);
		expect(director.stats.played).toBe(2);
	});

	test("lets three wait and counts those that find no room", () => {
		const { director, pitchAfter } = makeDirector();
		for (let i = 0; i < 6; i++) director.play("low");
		expect(director.stats.crowdedOut).toBe(3);
		pitchAfter(8);
		expect(director.stats.played).toBe(3);
	});

	test("goes back to rest within 0.4 s when interrupted, and forgets what waits", () => {
		const { director, pitchAfter } = makeDirector();
		director.play("lift");
		director.play("deep");
		pitchAfter(0.7);
		expect(away(director.pose)).toBeGreaterThan(0.3);
		director.interrupt();
		pitchAfter(0.4);
		expect(away(director.pose)).toBeLessThan(0.05);
		expect(pitchAfter(3)).toBeCloseTo(0, 2);
		expect(director.stats).toMatchObject({ played: 1, interrupted: 2 });
	});

	test("an interruption while nobody acts counts nothing", () => {
		const { director, pitchAfter } = makeDirector();
		director.interrupt();
		pitchAfter(0.1);
		expect(director.stats.interrupted).toBe(0);
		expect(away(director.pose)).toBeLessThan(1e-6);
	});

	test("counts unknown names by name and goes on", () => {
		const { director, pitchAfter } = makeDirector();
		for (const name of ["moonwalk", "moonwalk", "toString", "__proto__"]) director.play(name);
		expect(pitchAfter(1)).toBe(0);
		expect([...director.stats.unknown]).toEqual([
			["moonwalk", 2],
			["toString", 1],
			["__proto__", 1],
		]);
	});

	test("knows the codes of a map, in any spelling, and those that are to play nothing", () => {
		const { director, pitchAfter } = makeDirector({ map: { bow_deeply: "deep", camera_zoom: null } });
		director.play("camera_zoom");
		director.play("Bow-Deeply");
		expect(pitchAfter(1)).toBeCloseTo(20, 0);
		expect(director.stats.unknown.size).toBe(0);
	});

	test("takes names later, all of them or none", () => {
		const { director, pitchAfter } = makeDirector();
		expect(() => director.addNames({ one: "deep", two: "dance" })).toThrow(
			'actions.two: there is no clip "dance"',
		);
		director.play("one");
		expect(director.stats.unknown.get("one")).toBe(1);
		director.addNames({ one: "deep" });
		director.play("one");
		expect(pitchAfter(1)).toBeCloseTo(20, 0);
	});

	test("does with the head what a model without arms cannot do with a hand", () => {
		const { director, pitchAfter } = makeDirector();
		director.arms = false;
		director.play("lift");
		pitchAfter(0.55);
		expect(director.pose[POSE.head + 2]).toBeGreaterThan(0.1);
		const arm = director.pose.subarray(POSE.right);
		arm.forEach((value, index) => {
			expect(value).toBeCloseTo(REST[POSE.right + index] ?? 0, 6);
		});
	});

	test("stops and withholds actions when the viewer prefers less motion", () => {
		const { director, pitchAfter } = makeDirector();
		director.play("deep");
		pitchAfter(0.8);
		director.reducedMotion = true;
		director.play("deep");
		expect(pitchAfter(0.5)).toBeLessThan(1);
		expect(director.stats).toMatchObject({ played: 1, withheld: 1, interrupted: 1 });
	});

	test("brings the face along and takes it away", () => {
		const { director, face, pitchAfter } = makeDirector();
		director.play("lift");
		pitchAfter(0.8);
		expect(face[AT.mouthSmileLeft]).toBeCloseTo(0.5, 2);
		pitchAfter(1.5);
		expect(Math.max(...face)).toBe(0);
	});

	test("shows the same at 30 and at 144 frames a second", () => {
		const at = (rate: number) => {
			const { director, face } = makeDirector();
			director.play("lift");
			for (let frame = 0; frame < rate * 0.5; frame++) director.update(1 / rate, face);
			return director.pose.slice();
		};
		const [slow, fast] = [at(30), at(144)];
		slow.forEach((value, index) => {
			expect(Math.abs(value - (fast[index] ?? 0))).toBeLessThan(0.06);
		});
	});

	test.each<[string, BodyDirectorOptions, string]>([
		["a map to no clip", { clips: CLIPS, map: { a: "dance" } }, 'actions.a: there is no clip "dance"'],
		[
			"keys out of order",
			{ clips: { a: { duration: 2, shown: 1, keys: [held(1, 1), held(0.5, 1)] } } },
			"actions.a: key 2 comes no later than the one before",
		],
		[
			"a key after the end",
			{ clips: { a: { duration: 1, shown: 1, keys: [held(1.5, 1)] } } },
			"actions.a: key 2 comes no later than the one before",
		],
		[
			"a meaning that is never shown",
			{ clips: { a: { duration: 1, shown: 2, keys: [] } } },
			"actions.a.shown: expected within the clip, got 2",
		],
		[
			"a stand-in that does not exist",
			{ clips: { a: { duration: 1, shown: 1, keys: [], withoutArms: "b" } } },
			'actions.a.withoutArms: there is no clip "b"',
		],
	])("refuses %s", (_, options, message) => {
		expect(() => new BodyDirector(options)).toThrow(message);
	});
});

describe("a cue of a reply", () => {
	function converse() {
		const { director: body } = makeDirector();
		const face = new FaceDirector({
			random: () => 0.5,
			reducedMotion: true,
			onAction: (name) => body.play(name),
			onInterrupt: () => body.interrupt(),
		});
		const weights = new Float32Array(BLENDSHAPE_COUNT);
		face.handle({ type: "begin", utterance: 1 });
		face.handle({ type: "action", utterance: 1, name: "deep", start: seconds(1) });
		return {
			body,
			face,
			show(mediaTime: number | undefined) {
				face.update(FRAME, mediaTime === undefined ? undefined : seconds(mediaTime), 1, weights);
				body.update(FRAME, face.action);
			},
		};
	}

	test("moves the body from the first frame at or after its media time", () => {
		const { body, show } = converse();
		for (let time = 0.9; time < 1; time += FRAME) show(time);
		expect(body.stats.played).toBe(0);
		show(1);
		expect(body.stats.played).toBe(1);
	});

	test.each([0.3, 1.5])("waits through a gap of %d s and begins with the sound after it", (gap) => {
		const { body, show } = converse();
		for (let time = 0; time < gap; time += FRAME) show(0.95);
		expect(body.stats.played).toBe(0);
		show(1.005);
		expect(body.stats.played).toBe(1);
	});

	test("is played once although its time is jumped over", () => {
		const { body, show } = converse();
		show(0.5);
		show(1.4);
		show(1.42);
		expect(body.stats.played).toBe(1);
	});

	test("ends with the reply when that is interrupted", () => {
		const { body, face, show } = converse();
		for (let time = 1; time < 1.6; time += FRAME) show(time);
		expect(body.pose[POSE.torso]).toBeGreaterThan(0.2);
		face.handle({ type: "flush", utterance: 1 });
		for (let frame = 0; frame < 24; frame++) show(undefined);
		expect(Math.abs(body.pose[POSE.torso] ?? 0)).toBeLessThan(0.02);
	});
});
