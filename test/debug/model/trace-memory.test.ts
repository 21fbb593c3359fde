import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/debug/model/diagnose.ts";
import { Trace } from "../../../src/debug/model/trace.ts";
import { WaveColumn } from "../../../src/debug/model/wave-column.ts";
import { BLENDSHAPE_COUNT } from "../../../src/lipsync/blendshapes.ts";
import { clausePart } from "../../../src/protocol/clause-part.ts";
import type { PlayoutReport } from "../../../src/protocol/playout-messages.ts";
import { seconds } from "../../../src/util/time.ts";

const RATE = 24_000;
const PART = 0.4;
const samples = Int16Array.from({ length: RATE * PART }, (_, at) => 16_384 * Math.sin(at / 7));

/** Feeds an utterance without an end: so many seconds of sound, `speed` times as fast as it is heard. */
function feed(trace: Trace, duration: number, speed: number): void {
	trace.add({ type: "begin", at: seconds(0), utterance: 1, requestId: "endless" });
	const report: PlayoutReport = {
		...{ type: "report", utterance: 1, state: "playing", rate: 1, bufferLevel: 0.5, targetDelay: 0.2 },
		...{ underruns: 0, concealedSamples: 0, mediaTime: seconds(0), contextTime: seconds(0) },
	} as PlayoutReport;
	for (let number = 0; number < duration / PART; number++) {
		const media = number * PART;
		const at = seconds(media / speed);
		trace.add({
			...{ type: "message", at, number, direction: "down", kind: "speech", fault: "", tolerated: {} },
			text: "x".repeat(30_000),
		} as const);
		const face = { dimension: BLENDSHAPE_COUNT, count: 10, weights: new Float32Array(520).fill(0.5) };
		const phonemes = [{ symbol: "a", start: seconds(0), end: seconds(0.3) }];
		const part = clausePart({ sequence: number, samples, sampleRate: RATE, face, phonemes });
		const times = { presentationTime: seconds(media), clauseTime: seconds(media), cueOffset: media };
		trace.add({
			type: "part",
			at,
			utterance: 1,
			message: number,
			part,
			...times,
			faceIndex: 0,
			frameRate: 25,
		});
		trace.add({
			...{ type: "face", at, utterance: 1, presentationTime: seconds(media), frameRate: 25, count: 10 },
			...{ weights: new Float32Array(520), rung: "face" },
		} as Parameters<Trace["add"]>[0]);
		trace.add({ type: "playout", at, report: { ...report, mediaTime: at } });
	}
}

const MEMORY = 24 * 2 ** 20;

describe("a conversation that does not end", () => {
	it("keeps the last minutes of one utterance, within its memory", () => {
		const trace = new Trace({ keep: 60, memory: MEMORY });
		feed(trace, 240, 1);
		expect(trace.bytes).toBeLessThan(1.1 * MEMORY);
		const [utterance] = trace.utterances;
		expect(trace.start).toBeGreaterThan(170);
		expect(utterance?.wire.time(0)).toBeGreaterThan(trace.start - 2);
		expect(utterance?.phonemes[0]?.end).toBeGreaterThan(trace.start - 2);
		// What is kept is where it was: the sound, its extremes, the faces.
		const at = Math.round((trace.end - 10) * RATE) + 10;
		expect(utterance?.wave?.at(at)).toBeCloseTo((samples[at % samples.length] ?? 0) / 32_768, 3);
		const extent = { low: 0, high: 0, power: 0 };
		expect(utterance?.wave?.extent(at, at + RATE, extent)).toBe(true);
		expect(extent.high).toBeCloseTo(0.5, 1);
		expect(utterance?.duration).toBeCloseTo(240, 3);
	});

	it("counts what comes ten times as fast as it is heard, once there is no room for more", () => {
		const trace = new Trace({ keep: 660, memory: MEMORY });
		feed(trace, 1200, 10);
		expect(trace.bytes).toBeLessThan(1.5 * MEMORY);
		const [utterance] = trace.utterances;
		expect(utterance?.duration).toBeCloseTo(1200, 3);
		expect(utterance?.unkept).toBeGreaterThan(300);
		expect(utterance?.phonemes.length).toBeGreaterThan(1000);
		const lost = diagnose(trace).find(({ title }) => title.includes("were not kept"));
		expect(lost).toMatchObject({ code: "detail-lost", severity: "warning" });
	});
});

describe("a waveform whose beginning is forgotten", () => {
	it("sums up what is left as before", () => {
		const [whole, cut] = [new WaveColumn(RATE), new WaveColumn(RATE)];
		for (let part = 0; part < 300; part++) {
			const louder = samples.map((sample) => (sample * part) / 300);
			whole.append(louder);
			cut.append(louder);
			if (part !== 200) continue;
			const before = cut.bytes;
			cut.forget(60 * RATE);
			expect(cut.bytes).toBeLessThan(0.7 * before);
		}
		const [a, b] = [
			{ low: 0, high: 0, power: 0 },
			{ low: 0, high: 0, power: 0 },
		];
		for (const [from, length] of [
			[70, 0.001],
			[75.5, 0.37],
			[80, 30],
			[119, 1],
		] as const) {
			expect(whole.extent(from * RATE, (from + length) * RATE, a)).toBe(true);
			expect(cut.extent(from * RATE, (from + length) * RATE, b)).toBe(true);
			expect(b.low).toBeCloseTo(a.low, 3);
			expect(b.high).toBeCloseTo(a.high, 3);
			expect(b.power).toBeCloseTo(a.power, 3);
		}
		expect(cut.length).toBe(whole.length);
		expect(cut.at(10)).toBe(0);
	});
});
