import { describe, expect, test } from "vitest";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { faceFromPhonemes } from "../../src/lipsync/face-from-phonemes.ts";
import { FaceIntake, type StageFace } from "../../src/lipsync/face-intake.ts";
import type { OrderName } from "../../src/lipsync/order-tables.ts";
import { orderPermutation, toWireOrder } from "../../src/lipsync/orders.ts";
import type { ClausePart } from "../../src/protocol/driver-message.ts";
import { seconds } from "../../src/util/time.ts";
import { SENTENCES, type Sentence } from "./sentences.ts";

const RATE = 24000;

const NOTHING: ClausePart = {
	sequence: 1,
	samples: new Int16Array(0),
	sampleRate: RATE,
	face: { dimension: 52, count: 0, weights: new Float32Array(0) },
	faceType: "3D_standard",
	phonemes: [],
	words: [],
	subtitles: [],
	actions: [],
	expressions: [],
	clauseStart: true,
	clauseFinal: false,
	faceFinal: false,
	final: false,
};

const FINAL = { clauseFinal: true, faceFinal: true };

const place = (clauseTime = 0, faceIndex = 0, cueOffset = clauseTime) => ({
	clauseTime: seconds(clauseTime),
	faceIndex,
	cueOffset,
});

function sound({ loudness, duration }: Sentence): Int16Array {
	return Int16Array.from({ length: Math.round(duration * RATE) }, (_, at) => {
		const level = loudness.values[Math.floor((at * loudness.rate) / RATE)] ?? 0;
		return (
			32_768 * level * (Math.sin((2 * Math.PI * 140 * at) / RATE) + Math.sin((2 * Math.PI * 820 * at) / RATE))
		);
	});
}

function wire(weights: Float32Array, order: OrderName = "tencent", scale = 1) {
	const count = weights.length / BLENDSHAPE_COUNT;
	const out = new Float32Array(weights.length);
	toWireOrder(
		weights.map((weight) => scale * weight),
		orderPermutation(order),
		count,
		out,
	);
	return { dimension: 52, count, weights: out };
}

const zh = SENTENCES[2]!;
const weights = faceFromPhonemes(zh.phonemes, zh);
const full: ClausePart = {
	...NOTHING,
	samples: sound(zh),
	face: wire(weights),
	phonemes: zh.phonemes,
	...FINAL,
};

const end = (faces: readonly StageFace[]) => {
	const last = faces.at(-1);
	return last === undefined ? 0 : last.presentationTime + last.count / last.frameRate;
};

describe("FaceIntake", () => {
	test("brings the driver's frames into our order, at their time", () => {
		const intake = new FaceIntake();
		const faces = intake.part(full, place(2));
		expect(faces.length).toBe(1);
		expect(faces[0]).toMatchObject({ presentationTime: 2, frameRate: 25, rung: "face" });
		expect(faces[0]!.weights.slice(4 * BLENDSHAPE_COUNT, 100 * BLENDSHAPE_COUNT)).toEqual(
			weights.slice(4 * BLENDSHAPE_COUNT, 100 * BLENDSHAPE_COUNT),
		);
		expect(intake.stats).toMatchObject({ rung: "face", quality: "whole", badWeights: 0 });
	});

	test("a clause without a face gets one from its phonemes, whose times count from elsewhere", () => {
		const intake = new FaceIntake();
		const late = zh.phonemes.map((phoneme) => ({
			...phoneme,
			start: seconds(phoneme.start - 5),
			end: seconds(phoneme.end - 5),
		}));
		const part = { ...full, face: NOTHING.face, phonemes: late };
		const faces = intake.part(part, place(3, 0, 8));
		expect(faces[0]).toMatchObject({ presentationTime: 3, rung: "phonemes" });
		const jaw = (at: Float32Array, frame: number) => at[frame * BLENDSHAPE_COUNT + AT.jawOpen] ?? 0;
		for (const frame of [20, 40, 60])
			expect(jaw(faces[0]!.weights, frame)).toBeCloseTo(jaw(weights, frame), 1);
	});

	test("sound alone still moves the mouth, nearly as soon as it comes", () => {
		const intake = new FaceIntake();
		const samples = sound(zh);
		const faces: StageFace[] = [];
		for (let at = 0; at < RATE; at += 2400) {
			faces.push(...intake.part({ ...NOTHING, samples: samples.subarray(at, at + 2400) }, place()));
			expect(at / RATE + 0.1 - end(faces)).toBeLessThan(0.2);
		}
		faces.push(...intake.part({ ...NOTHING, ...FINAL }, place()));
		expect(end(faces)).toBeCloseTo(1);
		expect(intake.stats.counts.audio).toBe(25);
	});

	test("waits for a face that usually comes, and fills in when it does not", () => {
		const intake = new FaceIntake();
		intake.part(full, place());
		const open = { ...NOTHING, sequence: 2, samples: sound(zh).slice(0, 0.4 * RATE) };
		expect(intake.part(open, place(6))).toEqual([]);
		const [filled] = intake.part({ ...open, samples: sound(zh).slice(0, 0.4 * RATE) }, place(6));
		expect(filled).toMatchObject({ presentationTime: 6, rung: "audio" });
		expect(end([filled!])).toBeCloseTo(6.3, 1);
	});

	test("the next clause ends the one before, however it was left", () => {
		const intake = new FaceIntake();
		const first = intake.part(
			{ ...full, ...{ clauseFinal: false, faceFinal: false }, face: NOTHING.face },
			place(),
		);
		const second = intake.part({ ...full, sequence: 2 }, place(zh.duration));
		expect(end(first)).toBeLessThan(zh.duration - 0.1);
		expect(end(second.slice(0, 1))).toBeCloseTo(zh.duration, 1);
		expect(second[1]?.presentationTime).toBeCloseTo(zh.duration);
	});

	test("frames that were lost on the way come from phonemes", () => {
		const intake = new FaceIntake();
		const { face } = full;
		const head = { ...face, count: 20, weights: face.weights.slice(0, 20 * 52) };
		const tail = { ...face, count: 20, weights: face.weights.slice(40 * 52, 60 * 52) };
		const samples = (from: number, to: number) => full.samples.slice(from * RATE, to * RATE);
		const open = { ...full, clauseFinal: false, faceFinal: false };
		intake.part({ ...open, samples: samples(0, 0.8), face: head }, place());
		intake.part({ ...NOTHING, samples: samples(0.8, 2.4), face: tail, ...FINAL }, place(0, 40));
		expect(intake.stats.counts).toMatchObject({ face: 40, phonemes: 20 });
		expect(intake.stats.lateFrames).toBe(0);
	});

	test("frames that come too late are counted", () => {
		const intake = new FaceIntake();
		intake.part({ ...full, face: NOTHING.face, clauseFinal: false, faceFinal: false }, place());
		intake.part({ ...NOTHING, face: { ...full.face, count: 30 }, ...FINAL }, place());
		expect(intake.stats.lateFrames).toBe(30);
	});

	test("mends and counts weights in per cent and weights that are none", () => {
		const intake = new FaceIntake();
		const face = wire(weights, "tencent", 100);
		face.weights[60] = Number.NaN;
		const [given] = intake.part({ ...full, face }, place());
		expect(Math.max(...given!.weights)).toBeLessThanOrEqual(1);
		expect(given!.weights[50 * 52 + AT.jawOpen]).toBeCloseTo(weights[50 * 52 + AT.jawOpen] ?? 0);
		expect(intake.stats).toMatchObject({ perCentParts: 1, badWeights: 1 });
	});

	test("a clause whose face stands still is spoken by the next rung, and counted", () => {
		const intake = new FaceIntake();
		const still = { ...full.face, weights: new Float32Array(full.face.weights.length) };
		const [given] = intake.part({ ...full, face: still }, place());
		expect(given?.rung).toBe("phonemes");
		expect(intake.stats.deadClauses).toBe(1);
	});

	test("learns the driver's frame rate from a whole clause", () => {
		const intake = new FaceIntake();
		const frames = faceFromPhonemes(zh.phonemes, { ...zh, frameRate: 30 });
		intake.part({ ...full, face: wire(frames) }, place());
		expect(intake.stats.frameRate).toBe(30);
		const [second] = intake.part({ ...full, sequence: 2, face: wire(frames) }, place(zh.duration));
		expect(second?.frameRate).toBe(30);
	});

	test("says when another order fits better", () => {
		const intake = new FaceIntake({ order: "apple" });
		intake.part(full, place());
		expect(intake.stats.layout).toMatchObject({ verdict: "other", order: "tencent" });
	});

	test("what is left of a clause that never ends is given when nothing more will come", () => {
		const intake = new FaceIntake();
		const open = { ...full, face: NOTHING.face, clauseFinal: false, faceFinal: false };
		const before = end(intake.part(open, place()));
		const rest = intake.end();
		expect(rest[0]?.presentationTime).toBeCloseTo(before);
		expect(end(rest)).toBeCloseTo(zh.duration, 1);
		expect(intake.end()).toEqual([]);
	});

	test("a new utterance begins afresh", () => {
		const intake = new FaceIntake();
		intake.part({ ...full, clauseFinal: false, faceFinal: false, face: NOTHING.face }, place());
		intake.begin();
		const faces = intake.part(full, place());
		expect(faces.length).toBe(1);
		expect(faces[0]?.presentationTime).toBe(0);
	});

	test("an order that does not exist is refused", () => {
		expect(() => new FaceIntake({ order: "appel" as OrderName })).toThrow(/expected tencent/);
	});
});
