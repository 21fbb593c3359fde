import { describe, expect, test } from "vitest";
import {
	BLENDSHAPE_INDEX as AT,
	BLENDSHAPE_COUNT,
	type BlendshapeName,
} from "../../src/lipsync/blendshapes.ts";
import { LIPS_TOUCH, lipGap } from "../../src/lipsync/lip-gap.ts";
import { Expressions } from "../../src/motion/expressions.ts";
import { FaceMixer } from "../../src/motion/face-mixer.ts";
import { MIX_RULES } from "../../src/motion/mix-table.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const chance = (seed: number) => {
	const random = new SeededRandom(seed);
	return () => random.next();
};

const FRAME = 1 / 60;

type Shapes = Partial<Record<BlendshapeName, number>>;

function face(shapes: Shapes): Float32Array {
	const weights = new Float32Array(BLENDSHAPE_COUNT);
	for (const [name, weight] of Object.entries(shapes)) weights[AT[name as BlendshapeName]] = weight;
	return weights;
}

const layers = (speech: Shapes = {}, expression: Shapes = {}, idle: Shapes = {}) => ({
	speech: face(speech),
	expression: face(expression),
	action: face({}),
	idle: face(idle),
});

const CLOSED: Shapes = {
	jawOpen: 0.07,
	mouthClose: 0.07,
	mouthRollLower: 0.3,
	mouthRollUpper: 0.2,
	mouthPressLeft: 0.35,
	mouthPressRight: 0.35,
};

/** Mixes the same layers for a while and returns the last face. */
function settle(
	mixer: FaceMixer,
	input: ReturnType<typeof layers>,
	presence: number,
	frames = 60,
): Float32Array {
	const out = new Float32Array(BLENDSHAPE_COUNT);
	for (let frame = 0; frame < frames; frame++) mixer.mix(FRAME, input, presence, out);
	return out;
}

describe("FaceMixer", () => {
	const names = Object.keys({
		happy: 1,
		laugh: 1,
		surprised: 1,
		angry: 1,
		disgusted: 1,
		fear: 1,
		aa: 1,
		oh: 1,
	});

	test.each(names)("the expression %s never opens a closure", (name) => {
		const mixer = new FaceMixer();
		const input = layers({ jawOpen: 0.4 });
		input.expression.set(new Expressions().find(name)!);
		settle(mixer, input, 1);
		input.speech.set(face(CLOSED));
		expect(lipGap(settle(mixer, input, 1, 1))).toBeLessThan(LIPS_TOUCH);
	});

	test("a closure is there in its first frame, however wide the mouth was", () => {
		const mixer = new FaceMixer();
		settle(mixer, layers({ jawOpen: 0.9, mouthFunnel: 0.8 }), 1);
		expect(lipGap(settle(mixer, layers(CLOSED), 1, 1))).toBeLessThan(LIPS_TOUCH);
	});

	test("a smile stays while the face speaks, somewhat less of it", () => {
		const expression = { mouthSmileLeft: 0.5, mouthSmileRight: 0.5 };
		const silent = settle(new FaceMixer(), layers({}, expression), 0)[AT.mouthSmileLeft] ?? 0;
		const speaking = settle(new FaceMixer(), layers({ jawOpen: 0.2 }, expression), 1)[AT.mouthSmileLeft] ?? 0;
		expect(silent).toBeCloseTo(0.5);
		expect(speaking).toBeGreaterThan(0.3);
		expect(speaking).toBeLessThan(silent);
	});

	test("nothing leaves 0 … 1, mouthClose never exceeds jawOpen, and nothing outruns its stated speed", () => {
		const random = chance(1);
		const mixer = new FaceMixer();
		const out = new Float32Array(BLENDSHAPE_COUNT);
		let before = new Float32Array(BLENDSHAPE_COUNT);
		for (let frame = 0; frame < 500; frame++) {
			const input = layers();
			for (const layer of Object.values(input))
				for (let at = 0; at < layer.length; at++) layer[at] = random();
			// Lips apart, so that no closure lifts the limit.
			for (const shape of [
				AT.mouthClose,
				AT.mouthRollLower,
				AT.mouthRollUpper,
				AT.mouthPressLeft,
				AT.mouthPressRight,
			])
				input.speech[shape] = 0;
			mixer.mix(FRAME, input, 1, out);
			for (const [shape, weight] of out.entries()) {
				expect(weight).toBeGreaterThanOrEqual(0);
				expect(weight).toBeLessThanOrEqual(1);
				const speed = Math.abs(weight - (before[shape] ?? 0)) / FRAME;
				expect(speed).toBeLessThanOrEqual((MIX_RULES[shape]?.speed ?? 0) + 1e-4);
			}
			expect(out[AT.mouthClose]).toBeLessThanOrEqual(out[AT.jawOpen] ?? 0);
			before = out.slice();
		}
	});

	test("an interrupted mouth is closed within 100 ms, without a cut", () => {
		const mixer = new FaceMixer();
		settle(mixer, layers({ jawOpen: 0.5, mouthFunnel: 0.4 }), 1);
		mixer.interrupt();
		const out = new Float32Array(BLENDSHAPE_COUNT);
		const jaws = Array.from({ length: 6 }, () => {
			mixer.mix(FRAME, layers(), 0, out);
			return out[AT.jawOpen] ?? 0;
		});
		expect(jaws[0]).toBeGreaterThan(0.3);
		expect(jaws[5]).toBe(0);
		expect(lipGap(out)).toBe(0);
	});

	test("speech that is suddenly not there any more closes the same way", () => {
		const mixer = new FaceMixer();
		settle(mixer, layers({ jawOpen: 0.5 }), 1);
		const first = settle(mixer, layers(), 0, 1)[AT.jawOpen] ?? 0;
		expect(first).toBeGreaterThan(0.3);
		expect(settle(mixer, layers(), 0, 5)[AT.jawOpen]).toBe(0);
	});

	test("a blink is a blink whatever the expression does to the lids", () => {
		const lids = { eyeBlinkLeft: 1, eyeBlinkRight: 1 };
		const out = settle(new FaceMixer(), layers({}, { eyeBlinkLeft: 0.4, eyeSquintLeft: 0.5 }, lids), 0);
		expect(out[AT.eyeBlinkLeft]).toBe(1);
	});
});
