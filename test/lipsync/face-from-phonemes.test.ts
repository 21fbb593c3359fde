import { describe, expect, test } from "vitest";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT, BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";
import { faceFromPhonemes } from "../../src/lipsync/face-from-phonemes.ts";
import { LIPS_TOUCH, lipGap } from "../../src/lipsync/lip-gap.ts";
import { PhonemeFace } from "../../src/lipsync/phoneme-face.ts";
import type { Phoneme } from "../../src/protocol/driver-message.ts";
import { phonemes, SENTENCES, sequence } from "./sentences.ts";

const FRAME_RATE = 25;
const FRAME = 1 / FRAME_RATE;

function gaps(weights: Float32Array): number[] {
	return Array.from({ length: weights.length / BLENDSHAPE_COUNT }, (_, frame) =>
		lipGap(weights, frame * BLENDSHAPE_COUNT),
	);
}

/** Weights at one time of a list of phonemes. */
function faceAt(list: readonly Phoneme[], time: number): (name: keyof typeof AT) => number {
	const out = new Float32Array(BLENDSHAPE_COUNT);
	new PhonemeFace(list).sample(time, out);
	return (name) => out[AT[name]] ?? 0;
}

describe("faceFromPhonemes", () => {
	const spoken = SENTENCES.map((sentence) => ({
		...sentence,
		weights: faceFromPhonemes(sentence.phonemes, sentence),
	}));

	test.each(spoken)("every b p m of “$text” has a closed face frame in the 40 ms before it", (sentence) => {
		const gap = gaps(sentence.weights);
		const bilabials = sentence.phonemes.filter(({ symbol }) => /^[bpm]h?$/.test(symbol));
		expect(bilabials.length).toBeGreaterThan(1);
		for (const { start } of bilabials) {
			const frame = Math.floor(start * FRAME_RATE + 1e-6);
			expect(start - frame * FRAME).toBeLessThanOrEqual(0.0401);
			expect(gap[frame]).toBeLessThan(LIPS_TOUCH);
		}
	});

	test.each(spoken)("the lips of “$text” touch nowhere else", (sentence) => {
		const gap = gaps(sentence.weights);
		const sounding = sentence.phonemes.filter(({ symbol }) => /[aɑoɔɛeiyəɚʌuɪ]/.test(symbol));
		for (const { start, end } of sounding) {
			const frames = gap.filter((_, frame) => frame * FRAME >= start - FRAME && frame * FRAME <= end);
			expect(Math.max(...frames)).toBeGreaterThan(LIPS_TOUCH);
		}
	});

	test.each(spoken)("the jaw of “$text” narrows in every sibilant", (sentence) => {
		for (const { start } of sentence.phonemes.filter(({ symbol }) => /[szʃɕʂʐʒ]/.test(symbol))) {
			const frame = Math.ceil(start * FRAME_RATE - 1e-6);
			expect(sentence.weights[frame * BLENDSHAPE_COUNT + AT.jawOpen]).toBeLessThan(0.15);
		}
	});

	test.each(spoken)("every weight of “$text” lies within 0 … 1, and left equals right", ({ weights }) => {
		expect(weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
		for (const [index, name] of BLENDSHAPES.entries()) {
			if (!name.endsWith("Left")) continue;
			const mirror = AT[name.replace(/Left$/, "Right") as keyof typeof AT];
			for (let at = 0; at < weights.length; at += BLENDSHAPE_COUNT)
				expect(weights[at + index]).toBe(weights[at + mirror]);
		}
	});

	test.each(spoken)("mouthClose of “$text” never exceeds jawOpen", ({ weights }) => {
		for (let at = 0; at < weights.length; at += BLENDSHAPE_COUNT)
			expect(weights[at + AT.mouthClose]).toBeLessThanOrEqual((weights[at + AT.jawOpen] ?? 0) + 1e-6);
	});

	test("silence is neutral", () => {
		const weights = faceFromPhonemes(sequence(["sil0", 2]), { duration: 2 });
		expect(weights.length).toBe(50 * BLENDSHAPE_COUNT);
		expect(weights.every((weight) => weight === 0)).toBe(true);
	});

	test("the mouth comes to rest after the last phoneme and in time that none covers", () => {
		const list = phonemes([
			["a1", 0, 0.3],
			["a1", 1.5, 1.8],
		]);
		const weights = faceFromPhonemes(list, { duration: 3 });
		for (const time of [0.8, 1.2, 2.4, 2.9]) {
			const frame = Math.round(time * FRAME_RATE) * BLENDSHAPE_COUNT;
			expect(weights.slice(frame, frame + BLENDSHAPE_COUNT)).toEqual(new Float32Array(BLENDSHAPE_COUNT));
		}
	});

	test("no phonemes at all give a neutral face of the asked length", () => {
		expect(faceFromPhonemes([], { duration: 0.4 })).toEqual(new Float32Array(10 * BLENDSHAPE_COUNT));
	});

	test.each([
		["a", "aa4", "jawOpen", 0.25],
		["o", "o1", "mouthFunnel", 0.4],
		["u", "u1", "mouthPucker", 0.6],
		["ü", "v4", "mouthPucker", 0.7],
		["i", "i1", "mouthStretchLeft", 0.3],
	] as const)("%s looks like itself", (name, symbol, shape, least) => {
		const list = sequence(["sil", 0.3], ["d4", 0.06], [name === "a" ? "a4" : symbol, 0.2], ["sil", 0.3]);
		expect(faceAt(list, 0.46)(shape)).toBeGreaterThanOrEqual(least);
	});

	test.each([
		["s", "u4", 0.3],
		["z", "uo4", 0.24],
		["zh", "ong1", 0.12],
		["g", "u3", 0.3],
	] as const)("%s before %s already has its rounding", (initial, final, pucker) => {
		const list = sequence(["sil", 0.4], [`${initial}4`, 0.1], [final, 0.25], ["sil", 0.3]);
		expect(faceAt(list, 0.45)("mouthPucker")).toBeGreaterThan(pucker);
	});

	test("lips close before they round in bu", () => {
		const list = sequence(["sil", 0.4], ["b4", 0.08], ["u4", 0.25], ["sil", 0.3]);
		const weights = faceAt(list, 0.4);
		expect(weights("mouthClose")).toBeCloseTo(weights("jawOpen"), 5);
		expect(weights("mouthFunnel")).toBe(0);
		expect(faceAt(list, 0.55)("mouthPucker")).toBeGreaterThan(0.5);
	});

	test("a tongue-only sound keeps the lips of its neighbours", () => {
		const list = sequence(["ˈuː", 0.2], ["t", 0.08], ["ˈuː", 0.2]);
		expect(faceAt(list, 0.24)("mouthPucker")).toBeGreaterThan(0.6);
	});

	test("glides travel through their parts", () => {
		const list = sequence(["sil", 0.3], ["uai4", 0.4], ["sil", 0.3]);
		expect(faceAt(list, 0.32)("mouthPucker")).toBeGreaterThan(0.5);
		expect(faceAt(list, 0.5)("jawOpen")).toBeGreaterThan(0.35);
		expect(faceAt(list, 0.66)("mouthStretchLeft")).toBeGreaterThan(0.3);
	});

	test("the lips move before the sound does", () => {
		const list = sequence(["sil", 0.5], ["u4", 0.3], ["sil", 0.3]);
		expect(faceAt(list, 0.46)("mouthPucker")).toBeGreaterThan(0.4);
		expect(faceAt(list, 0.3)("mouthPucker")).toBe(0);
	});

	test("repeated bilabials close once, without opening between", () => {
		const list = phonemes([
			["ˈɑː", 0, 0.2],
			["p", 0.2, 0.28],
			["m", 0.28, 0.4],
			["ˈæ", 0.4, 0.6],
		]);
		for (let time = 0.18; time <= 0.36; time += 0.01)
			expect(faceAt(list, time)("mouthClose")).toBeCloseTo(faceAt(list, time)("jawOpen"), 3);
	});

	test("loud vowels open wider than quiet ones", () => {
		const list = sequence(["sil", 0.2], ["a1", 0.3], ["d", 0.1], ["a1", 0.3], ["sil", 0.2]);
		const values = Float32Array.from({ length: 110 }, (_, at) =>
			at < 20 || at >= 90 ? 0 : at < 50 ? 0.3 : at < 60 ? 0.05 : 0.06,
		);
		const weights = faceFromPhonemes(list, { duration: 1.1, loudness: { rate: 100, values } });
		const jaw = (time: number) => weights[Math.round(time * FRAME_RATE) * BLENDSHAPE_COUNT + AT.jawOpen] ?? 0;
		expect(jaw(0.36)).toBeGreaterThan(jaw(0.76) * 1.2);
	});

	test("a frame rate of 60 keeps every closure", () => {
		const [sentence] = SENTENCES;
		const weights = faceFromPhonemes(sentence!.phonemes, { duration: sentence!.duration, frameRate: 60 });
		const gap = gaps(weights);
		for (const { start } of sentence!.phonemes.filter(({ symbol }) => /^[bpm]$/.test(symbol)))
			expect(gap[Math.floor(start * 60)]).toBeLessThan(LIPS_TOUCH);
	});

	test.each([
		["a negative duration", { duration: -1 }, /duration/],
		["an endless duration", { duration: Number.POSITIVE_INFINITY }, /duration/],
		["a frame rate of 0", { duration: 1, frameRate: 0 }, /frameRate/],
	])("%s is refused", (_, options, message) => {
		expect(() => faceFromPhonemes([], options)).toThrow(message);
	});
});

describe("PhonemeFace", () => {
	test("what it says is stable stays as more phonemes follow", () => {
		const all = SENTENCES[0]!.phonemes;
		const early = new PhonemeFace(all.slice(0, 20));
		const late = new PhonemeFace(all);
		const a = new Float32Array(BLENDSHAPE_COUNT);
		const b = new Float32Array(BLENDSHAPE_COUNT);
		expect(early.stableUntil).toBeGreaterThan(1);
		for (let time = 0; time < early.stableUntil; time += 0.04) {
			early.sample(time, a);
			late.sample(time, b);
			expect(a).toEqual(b);
		}
	});

	test("time may run backwards", () => {
		const face = new PhonemeFace(SENTENCES[0]!.phonemes);
		const a = new Float32Array(BLENDSHAPE_COUNT);
		const b = new Float32Array(BLENDSHAPE_COUNT);
		face.sample(0.62, a);
		face.sample(2.5, b);
		face.sample(0.62, b);
		expect(b).toEqual(a);
	});

	test("phonemes that overlap, run backwards or have no length are mended and counted", () => {
		const face = new PhonemeFace(
			phonemes([
				["a1", 0.5, 0.8],
				["b1", 0.4, 0.6],
				["i1", 0.9, 0.7],
				["u1", Number.NaN, 1],
				["d1", 1, 1],
			]),
		);
		expect(face.faults).toEqual({ dropped: 3, reordered: 1, overlapping: 1 });
		const out = new Float32Array(BLENDSHAPE_COUNT);
		face.sample(0.4, out);
		expect(lipGap(out)).toBeLessThan(LIPS_TOUCH);
	});

	test("an unknown symbol is reported and follows the loudness", () => {
		const values = Float32Array.from({ length: 100 }, (_, at) =>
			at >= 30 && at < 60 ? 0.3 : at < 90 ? 0.02 : 0,
		);
		const face = new PhonemeFace(phonemes([["☂", 0, 1]]), { loudness: { rate: 100, values } });
		expect(face.unknown).toEqual(["☂"]);
		const out = new Float32Array(BLENDSHAPE_COUNT);
		const jaw = (time: number) => {
			face.sample(time, out);
			return out[AT.jawOpen] ?? 0;
		};
		expect(jaw(0.45)).toBeGreaterThan(jaw(0.15) * 1.3);
		expect(jaw(0.45)).toBeGreaterThan(0.15);
	});
});
