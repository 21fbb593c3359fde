import { describe, expect, it } from "vitest";
import { PlayoutSource } from "../../src/audio/playout-source.ts";
import { TimeStretch } from "../../src/audio/time-stretch.ts";
import { toPcm16 } from "../../src/protocol/pcm16.ts";
import { largestStep, level, tone } from "../support/playout-harness.ts";

const RATE = 24_000;

/** Plays `sound` at `rate` for `duration` seconds. */
function stretched(sound: Float32Array, rate: number, duration: number) {
	const source = new PlayoutSource(RATE);
	source.push(toPcm16(sound), RATE);
	source.close();
	const stretch = new TimeStretch(source);
	const output = new Float32Array(Math.round(duration * RATE));
	for (let written = 0; written < output.length; ) {
		if (stretch.atBoundary) stretch.prepare(rate);
		written += stretch.read(output, written, output.length);
	}
	return { output, stretch };
}

/** Frequency by counting upward zero crossings. */
function pitch(sound: Float32Array): number {
	let crossings = 0;
	for (let i = 1; i < sound.length; i++) if ((sound[i - 1] ?? 0) < 0 && (sound[i] ?? 0) >= 0) crossings++;
	return (crossings * RATE) / sound.length;
}

describe("time-stretch", () => {
	it("passes samples untouched at rate 1", () => {
		expect(stretched(tone(220, 1), 1, 0.9).output).toEqual(tone(220, 1).subarray(0, 0.9 * RATE));
	});

	it.each([
		[0.85, 90],
		[0.85, 220],
		[0.95, 150],
		[1.05, 150],
		[1.15, 90],
		[1.15, 440],
	])("at rate %d keeps the pitch of %i Hz, its level and a smooth wave", (rate, frequency) => {
		const { output } = stretched(tone(frequency, 3), rate, 2);
		const inner = output.subarray(RATE / 10);
		expect(Math.abs(pitch(inner) - frequency)).toBeLessThan(frequency * 0.02);
		expect(level(inner)).toBeCloseTo(Math.SQRT1_2 / 2, 2);
		expect(largestStep(output)).toBeLessThan((0.5 * (2 * Math.PI * frequency)) / RATE + 0.02);
	});

	it.each([0.4, 0.85, 1.1, 1.15])("advances exactly %d of media time", (rate) => {
		const { stretch } = stretched(tone(150, 3), rate, 2);
		expect(stretch.position).toBeCloseTo(2 * RATE * rate, 3);
	});

	it("sounds what lies within 8 ms of its position", () => {
		// A rising tone tells by its frequency which moment of the media time sounds.
		const sweep = Float32Array.from(
			{ length: 3 * RATE },
			(_, i) => 0.5 * Math.sin(2 * Math.PI * (200 + 50 * (i / RATE)) * (i / RATE)),
		);
		const { output } = stretched(sweep, 0.85, 2);
		for (const time of [0.5, 1, 1.5]) {
			const around = output.subarray((time - 0.1) * RATE, (time + 0.1) * RATE);
			expect((pitch(around) - 200) / 100).toBeCloseTo(time * 0.85, 1);
		}
	});

	it("is at the very sample again after it goes back to rate 1", () => {
		const source = new PlayoutSource(RATE);
		const ramp = Int16Array.from({ length: RATE }, (_, i) => i);
		source.push(ramp, RATE);
		const stretch = new TimeStretch(source);
		const output = new Float32Array(240);
		for (let hop = 0; hop < 30; hop++) {
			stretch.prepare(0.85);
			stretch.read(output, 0, 240);
		}
		expect(stretch.prepare(1)).toBe(1);
		const { position } = stretch;
		stretch.read(output, 0, 1);
		expect((output[0] ?? 0) * 32_768).toBeCloseTo(position, 2);
	});

	it("says that it cannot stretch with too little sound ahead", () => {
		const source = new PlayoutSource(RATE);
		source.push(toPcm16(tone(150, 0.01)), RATE);
		expect(new TimeStretch(source).prepare(0.85)).toBe(1);
	});

	it("knows a pause", () => {
		const source = new PlayoutSource(RATE);
		source.push(new Int16Array(480), RATE);
		source.push(toPcm16(tone(150, 0.1)), RATE);
		const stretch = new TimeStretch(source);
		expect(stretch.inPause).toBe(true);
		for (let read = 0; read < 480; ) read += stretch.read(new Float32Array(480), 0, 480 - read);
		expect(stretch.inPause).toBe(false);
	});
});
