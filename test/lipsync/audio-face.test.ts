import { describe, expect, test } from "vitest";
import { AudioFace, type AudioFaceOptions, faceFromAudio } from "../../src/lipsync/audio-face.ts";
import {
	BLENDSHAPE_INDEX as AT,
	BLENDSHAPE_COUNT,
	type BlendshapeName,
} from "../../src/lipsync/blendshapes.ts";
import { correlation } from "../../src/lipsync/correlation.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const RATE = 24000;

/** Sines at the given frequencies and levels over a weak 120 Hz voice. */
function vowel(
	seconds: number,
	formants: readonly (readonly [number, number])[],
	gain = 1,
	rate = RATE,
): Float32Array {
	return Float32Array.from(
		{ length: Math.round(seconds * rate) },
		(_, at) =>
			gain *
			([[120, 0.06], ...formants] as const).reduce(
				(sum, [frequency, level]) => sum + level * Math.sin((2 * Math.PI * frequency * at) / rate),
				0,
			),
	);
}

const A = [
	[480, 0.12],
	[800, 0.22],
	[1200, 0.1],
	[2600, 0.02],
] as const;
const I = [
	[280, 0.2],
	[480, 0.08],
	[2300, 0.09],
	[3000, 0.05],
] as const;
const U = [
	[300, 0.22],
	[480, 0.12],
	[750, 0.06],
] as const;
const silence = (seconds: number) => new Float32Array(Math.round(seconds * RATE));

function hiss(seconds: number): Float32Array {
	const random = new SeededRandom(3);
	let before = 0;
	return Float32Array.from({ length: Math.round(seconds * RATE) }, () => {
		const value = random.next() - 0.5;
		const high = value - before;
		before = value;
		return 0.2 * high;
	});
}

function joined(...parts: readonly Float32Array[]): Float32Array {
	const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

function shapeAt(samples: Float32Array, time: number, options: AudioFaceOptions = { sampleRate: RATE }) {
	const weights = faceFromAudio(samples, options);
	const frame = Math.round(time * (options.frameRate ?? 25));
	return (name: BlendshapeName) => weights[frame * BLENDSHAPE_COUNT + AT[name]] ?? 0;
}

describe("faceFromAudio", () => {
	test("silence is neutral", () => {
		const weights = faceFromAudio(silence(1), { sampleRate: RATE });
		expect(weights).toEqual(new Float32Array(25 * BLENDSHAPE_COUNT));
	});

	test("open, spread and rounded vowels look different", () => {
		const clip = joined(vowel(0.4, A), vowel(0.4, I), vowel(0.4, U));
		const a = shapeAt(clip, 0.24);
		const i = shapeAt(clip, 0.64);
		const u = shapeAt(clip, 1.04);
		expect(a("jawOpen")).toBeGreaterThan(0.3);
		expect(i("jawOpen")).toBeLessThan(a("jawOpen") * 0.65);
		expect(i("mouthStretchLeft")).toBeGreaterThan(
			Math.max(a("mouthStretchLeft"), u("mouthStretchLeft")) + 0.1,
		);
		expect(u("mouthPucker")).toBeGreaterThan(Math.max(a("mouthPucker"), i("mouthPucker")) + 0.15);
	});

	test("a hiss narrows the jaw and shows the teeth", () => {
		const clip = joined(vowel(0.4, A), hiss(0.4), vowel(0.4, A));
		const s = shapeAt(clip, 0.64);
		expect(s("jawOpen")).toBeLessThan(0.14);
		expect(s("mouthLowerDownLeft")).toBeGreaterThan(0.1);
	});

	test("a quiet speaker opens the mouth too, after a while", () => {
		const clip = joined(vowel(8, A, 0.1));
		expect(shapeAt(clip, 7.5)("jawOpen")).toBeGreaterThan(0.25);
	});

	test("the jaw follows a pulsing voice without lag", () => {
		const clip = vowel(4, A).map((value, at) => value * Math.max(0, Math.sin((2 * Math.PI * 3 * at) / RATE)));
		const frameRate = 100;
		const weights = faceFromAudio(clip, { sampleRate: RATE, frameRate });
		const jaw = Array.from(
			{ length: 400 },
			(_, frame) => weights[frame * BLENDSHAPE_COUNT + AT.jawOpen] ?? 0,
		);
		const level = jaw.map((_, frame) => Math.max(0, Math.sin((2 * Math.PI * 3 * frame) / frameRate)));
		const lags = Array.from({ length: 21 }, (_, index) => index - 10);
		const best = lags.reduce((a, b) => (correlation(level, jaw, b) > correlation(level, jaw, a) ? b : a));
		expect(Math.abs(best)).toBeLessThanOrEqual(4);
	});

	test("the lips stay a little apart within a phrase and close after it", () => {
		const clip = joined(vowel(0.4, A), silence(0.06), vowel(0.4, A), silence(0.5));
		expect(shapeAt(clip, 0.44)("jawOpen")).toBeGreaterThan(0.05);
		expect(shapeAt(clip, 1.3)("jawOpen")).toBeLessThan(0.01);
	});

	test.each([8000, 16000, 22050, 44100, 48000])("sound at %i Hz gives the same face", (sampleRate) => {
		const reference = shapeAt(vowel(0.6, A), 0.4)("jawOpen");
		const other = shapeAt(vowel(0.6, A, 1, sampleRate), 0.4, { sampleRate })("jawOpen");
		expect(other).toBeCloseTo(reference, 1);
	});

	test.each([1, 37, 240, 4096])("pieces of %i samples give what the whole gives", (size) => {
		const clip = joined(vowel(0.3, A), hiss(0.2), vowel(0.33, U));
		const whole = faceFromAudio(clip, { sampleRate: RATE });
		const face = new AudioFace({ sampleRate: RATE });
		const out = new Float32Array(whole.length);
		let frames = 0;
		for (let at = 0; at < clip.length; at += size)
			frames += face.push(clip.subarray(at, at + size), out.subarray(frames * BLENDSHAPE_COUNT));
		frames += face.finish(out.subarray(frames * BLENDSHAPE_COUNT));
		expect(frames * BLENDSHAPE_COUNT).toBe(whole.length);
		expect(out).toEqual(whole);
	});

	test("every weight lies within 0 … 1, also for clipped noise", () => {
		const random = new SeededRandom(9);
		const clip = Float32Array.from({ length: RATE }, () => (random.next() > 0.5 ? 1 : -1));
		expect(faceFromAudio(clip, { sampleRate: RATE }).every((weight) => weight >= 0 && weight <= 1)).toBe(
			true,
		);
	});

	test.each([
		["a sample rate of 0", { sampleRate: 0 }, /sampleRate/],
		["a sample rate that is none", { sampleRate: Number.NaN }, /sampleRate/],
		["a frame rate above the hops'", { sampleRate: RATE, frameRate: 500 }, /frameRate/],
	])("%s is refused", (_, options, message) => {
		expect(() => new AudioFace(options)).toThrow(message);
	});
});
