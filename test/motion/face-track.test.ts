import { describe, expect, test } from "vitest";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { LIPS_TOUCH, lipGap } from "../../src/lipsync/lip-gap.ts";
import { FaceTrack } from "../../src/motion/face-track.ts";
import { seconds } from "../../src/util/time.ts";

/** Frames whose jaw is as listed. */
function jawSpan(presentationTime: number, jaws: readonly number[], frameRate = 25) {
	const weights = new Float32Array(jaws.length * BLENDSHAPE_COUNT);
	for (const [frame, jaw] of jaws.entries()) weights[frame * BLENDSHAPE_COUNT + AT.jawOpen] = jaw;
	return { presentationTime: seconds(presentationTime), frameRate, count: jaws.length, weights };
}

function sampler(track: FaceTrack) {
	const out = new Float32Array(BLENDSHAPE_COUNT);
	return (time: number) => {
		const presence = track.sample(time, out);
		return { presence, jaw: out[AT.jawOpen] ?? 0, gap: lipGap(out) };
	};
}

describe("FaceTrack", () => {
	test("interpolates linearly between frames", () => {
		const track = new FaceTrack();
		track.add(jawSpan(0, [0.2, 0.4, 0.6]));
		const at = sampler(track);
		expect(at(0).jaw).toBeCloseTo(0.2);
		expect(at(0.02).jaw).toBeCloseTo(0.3);
		expect(at(0.05).jaw).toBeCloseTo(0.45);
		expect(at(0.05).presence).toBe(1);
	});

	test("spans meet without a step", () => {
		const track = new FaceTrack();
		track.add(jawSpan(0, [0.2, 0.4]));
		track.add(jawSpan(0.08, [0.6, 0.8]));
		expect(sampler(track)(0.06).jaw).toBeCloseTo(0.5);
	});

	test("a span that comes before an earlier one in time is put in its place", () => {
		const track = new FaceTrack();
		track.add(jawSpan(0.08, [0.6, 0.8]));
		track.add(jawSpan(0, [0.2, 0.4]));
		expect(sampler(track)(0.02).jaw).toBeCloseTo(0.3);
	});

	test.each([30, 60, 90])(
		"a closure of one frame is seen on a display of %i Hz, whatever its phase",
		(rate) => {
			const track = new FaceTrack();
			track.add(jawSpan(0, [0.4, 0.4, 0, 0.4, 0.4]));
			const at = sampler(track);
			for (let phase = 0; phase < 1; phase += 0.1) {
				const shown = Array.from({ length: rate }, (_, frame) => at((frame + phase) / rate));
				const within = shown.filter((_, frame) => (frame + phase) / rate < 0.15);
				expect(Math.min(...within.map(({ gap }) => gap))).toBeLessThan(LIPS_TOUCH);
			}
		},
	);

	test("holds after the last frame, then relaxes", () => {
		const track = new FaceTrack();
		track.add(jawSpan(0, [0.4, 0.4]));
		const at = sampler(track);
		expect(at(0.1).jaw).toBeCloseTo(0.4);
		expect(at(0.22).jaw).toBeLessThan(0.4);
		expect(at(0.22).presence).toBeGreaterThan(0);
		expect(at(0.5)).toEqual({ presence: 0, jaw: 0, gap: 0 });
	});

	test("a hole between spans relaxes the mouth and comes back", () => {
		const track = new FaceTrack();
		track.add(jawSpan(0, [0.4]));
		track.add(jawSpan(1, [0.4]));
		const at = sampler(track);
		expect(at(0.7).presence).toBe(0);
		expect(at(1).jaw).toBeCloseTo(0.4);
	});

	test("before the first frame the face is not speaking", () => {
		const track = new FaceTrack();
		track.add(jawSpan(0.5, [0.4]));
		expect(sampler(track)(0.2)).toEqual({ presence: 0, jaw: 0, gap: 0 });
	});

	test("after a jump of the media time the very next sample is right", () => {
		const track = new FaceTrack();
		track.add(
			jawSpan(
				0,
				Array.from({ length: 100 }, (_, frame) => frame / 200),
			),
		);
		const at = sampler(track);
		expect(at(0.4).jaw).toBeCloseTo(0.05);
		expect(at(3.2).jaw).toBeCloseTo(0.4);
		expect(at(0.8).jaw).toBeCloseTo(0.1);
	});

	test.each([
		["no frames", { ...jawSpan(0, []) }],
		["a frame rate of 0", { ...jawSpan(0, [0.1]), frameRate: 0 }],
		["a time that is none", { ...jawSpan(0, [0.1]), presentationTime: seconds(Number.NaN) }],
		["too few weights", { ...jawSpan(0, [0.1]), count: 2 }],
	])("drops and counts a span with %s", (_, span) => {
		const track = new FaceTrack();
		track.add(span);
		expect(track.faults.dropped).toBe(1);
		expect(sampler(track)(0).presence).toBe(0);
	});

	test("mends weights that are no weights, and counts them", () => {
		const track = new FaceTrack();
		track.add(jawSpan(0, [Number.NaN, -0.5, 1.4]));
		const at = sampler(track);
		expect([at(0).jaw, at(0.04).jaw, at(0.08).jaw]).toEqual([0, 0, 1]);
		expect(track.faults.badWeights).toBe(3);
	});

	test("takes weights in per cent for what they are, from then on", () => {
		const track = new FaceTrack();
		track.add(jawSpan(0, [40, 20]));
		track.add(jawSpan(0.08, [1, 1]));
		const at = sampler(track);
		expect(at(0).jaw).toBeCloseTo(0.4);
		expect(at(0.08).jaw).toBeCloseTo(0.01);
		expect(track.faults.perCent).toBe(2);
	});
});
