import { describe, expect, test } from "vitest";
import { BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import type { ActionClips } from "../../src/motion/action-clip.ts";
import { BodyDirector } from "../../src/motion/body-director.ts";
import { POSE } from "../../src/motion/body-pose.ts";
import { FaceDirector } from "../../src/motion/face-director.ts";
import { seconds } from "../../src/util/time.ts";

const FRAME = 1 / 60;
const FRAMES = (time: number): number => Math.round(time / FRAME);

const CLIPS: ActionClips = {
	deep: {
		duration: 2,
		shown: 1,
		keys: [
			{ at: 0.4, torso: [20, 0, 0] },
			{ at: 1.6, torso: [20, 0, 0] },
		],
	},
	nod: { duration: 1, shown: 0.5, keys: [{ at: 0.5, head: [10, 0, 0] }] },
};

function makeDirector() {
	const director = new BodyDirector({ clips: CLIPS });
	const face = new Float32Array(BLENDSHAPE_COUNT);
	director.addFile("greet", 3, "nod");
	const step = () => director.update(FRAME, face);
	return {
		director,
		step,
		pass(time: number): void {
			for (let frame = 0; frame < FRAMES(time); frame++) step();
		},
		weightOf: (name: string) =>
			director.layers.reduce((sum, layer) => sum + (layer.name === name ? layer.weight : 0), 0),
	};
}

describe("actions from files", () => {
	test("begin in the frame after, have come within 0.3 s, and are gone when their time is over", () => {
		const { director, step, pass, weightOf } = makeDirector();
		director.play("Greet ");
		expect(director.layers).toEqual([]);
		step();
		expect(director.layers).toHaveLength(1);
		expect(director.layers[0]?.time).toBeCloseTo(FRAME, 9);
		expect(weightOf("greet")).toBeGreaterThan(0);
		pass(0.3);
		expect(weightOf("greet")).toBe(1);
		pass(2.3);
		expect(weightOf("greet")).toBe(1);
		pass(0.4);
		expect(director.layers).toEqual([]);
		expect(director.stats).toMatchObject({ played: 1, unknown: new Map() });
	});

	test("never jump, whatever interrupts or follows them when", () => {
		const { director, step, weightOf } = makeDirector();
		let before = 0;
		for (let frame = 0; frame < 900; frame++) {
			if (frame % 97 === 0) director.play("greet");
			if (frame % 151 === 0) director.play("deep");
			if (frame % 211 === 5) director.interrupt();
			step();
			const weight = weightOf("greet");
			expect(Math.abs(weight - before)).toBeLessThan(0.2);
			before = weight;
		}
		expect(director.stats.played).toBeGreaterThan(5);
	});

	test("are gone within 0.4 s of a flush", () => {
		const { director, pass } = makeDirector();
		const face = new FaceDirector({
			random: () => 0.5,
			onAction: (name) => director.play(name),
			onInterrupt: () => director.interrupt(),
		});
		const out = new Float32Array(BLENDSHAPE_COUNT);
		face.handle({ type: "begin", utterance: 1 });
		face.handle({ type: "action", utterance: 1, name: "greet", start: seconds(0.5) });
		face.update(FRAME, seconds(0.49), 1, out);
		pass(FRAME);
		expect(director.layers).toEqual([]);
		face.update(FRAME, seconds(0.5), 1, out);
		pass(0.6);
		expect(director.layers).toHaveLength(1);
		face.handle({ type: "flush", utterance: 1 });
		pass(0.4);
		expect(director.layers).toEqual([]);
		expect(director.stats.interrupted).toBe(1);
	});

	test("cross over into a clip, and into one of their own", () => {
		const { director, pass, weightOf } = makeDirector();
		director.play("greet");
		director.play("deep");
		pass(1.9);
		expect(weightOf("greet")).toBe(1);
		pass(0.25);
		expect(weightOf("greet")).toBeLessThan(0.9);
		pass(0.6);
		expect(director.layers).toEqual([]);
		expect(director.pose[POSE.torso]).toBeGreaterThan(0.3);
		director.play("greet");
		director.play("greet");
		// The clip has another quarter of a second to show, then the first of the two has two.
		pass(0.25 + 2 + 0.1);
		expect(director.layers.map(({ name }) => name)).toEqual(["greet", "greet"]);
	});

	test("that are short still show", () => {
		const { director, pass, weightOf } = makeDirector();
		director.addFile("twitch", 0.2);
		director.play("twitch");
		pass(0.1);
		expect(weightOf("twitch")).toBeGreaterThan(0.9);
		pass(0.12);
		expect(director.layers).toEqual([]);
	});

	test("go before a gesture of their name, and leave the others their own", () => {
		const { director, pass } = makeDirector();
		director.addFile("nod", 1);
		director.arms = false;
		director.play("greet");
		pass(0.5);
		expect(director.pose[POSE.head]).toBeGreaterThan(0.1);
		expect(director.layers).toEqual([]);
		director.arms = true;
		director.interrupt();
		director.play("nod");
		pass(0.3);
		expect(director.layers).toHaveLength(1);
	});

	test("are withheld from a viewer who prefers less motion", () => {
		const { director, pass } = makeDirector();
		director.reducedMotion = true;
		director.play("greet");
		pass(0.5);
		expect(director.layers).toEqual([]);
		expect(director.stats.withheld).toBe(1);
	});

	test("of no duration, or with a stand-in that there is not, are refused", () => {
		const { director } = makeDirector();
		expect(() => director.addFile("a", 0)).toThrow(/actions\.a: expected a duration in seconds, got 0/);
		expect(() => director.addFile("a", 1, "dance")).toThrow(
			/actions\.a\.withoutArms: there is no clip "dance"/,
		);
	});
});
