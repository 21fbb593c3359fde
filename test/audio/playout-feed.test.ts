import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { JitterBuffer } from "../../src/audio/jitter-buffer.ts";
import { Playout } from "../../src/audio/playout.ts";
import { fromPcm16, toPcm16 } from "../../src/protocol/pcm16.ts";
import type { PlayoutReport } from "../../src/protocol/playout-messages.ts";
import { seconds } from "../../src/util/time.ts";
import { clausePart } from "../support/clause-parts.ts";
import { PlayoutHarness, tone } from "../support/playout-harness.ts";
import { SeededRandom } from "../support/seeded-random.ts";

/** Plays `duration` seconds that come in real time, a tiny packet first, through jitter buffer and playout. */
function steadyFeed(chunk: number, duration: number, jitter: () => number) {
	const harness = new PlayoutHarness(24_000);
	const buffer = new JitterBuffer();
	harness.begin(1, buffer.targetDelay);
	let media = 0;
	for (let i = 0; media < duration; i++) {
		const length = i === 0 ? 0.01 : chunk;
		const arrival = media + jitter();
		if (arrival > harness.time) harness.run(arrival - harness.time);
		const part = clausePart({
			sequence: 1,
			samples: toPcm16(tone(150, length, 24_000, media)),
			clauseStart: i === 0,
		});
		buffer.received(1, part, seconds(harness.time));
		for (const event of buffer.poll(seconds(harness.time))) {
			if (event.type === "part") harness.samples(fromPcm16(event.part.samples));
			else if (event.type === "target") harness.send(event);
		}
		media += length;
	}
	return harness.drain().run(1);
}

describe("a steady feed", () => {
	it.each([
		[0.02, 40],
		[0.04, 40],
		[0.1, 300],
		[0.2, 40],
	])("of %d s packets after a tiny one is heard within 60 ms and never stops in %i s", (chunk, duration) => {
		const random = new SeededRandom(7);
		const harness = steadyFeed(chunk, duration, () => random.between(0, 0.004));
		const start = harness.reports.find((report) => report.state === "playing");
		expect(start?.contextTime).toBeLessThanOrEqual(0.06 + 128 / 24_000);
		expect(harness.last).toMatchObject({ state: "ended", underruns: 0, concealedSamples: 0 });
		expect(harness.last.stretchedSamples / 24_000).toBeLessThan(3);
	});

	it("never says that it has caught up with a live stream by losing some of it", () => {
		const harness = new PlayoutHarness(24_000).begin(1, 0.06, true).samples(tone(150, 0.5));
		for (let time = 0.5; time < 20; time += 0.1)
			harness.run(time - 0.4 - harness.time).samples(tone(150, 0.1, 24_000, time));
		expect(harness.last.bufferLevel).toBeLessThan(0.3);
		harness.drain().run(1);
		expect(harness.last).toMatchObject({ state: "ended", underruns: 0, discardedSamples: 0 });
		expect(harness.last.mediaTime).toBeCloseTo(20, 3);
	});
});

describe("twelve hours", () => {
	it("end with the map as exact as it began", () => {
		// Twelve hours of context time before the utterance, and one quantum for every second of it.
		const reports: { contextTime: number; mediaTime: number }[] = [];
		const start = 12 * 3_600 * 48_000;
		const playout = new Playout({
			contextRate: 48_000,
			contextFrame: start,
			report: (r) => void reports.push({ ...r }),
		});
		playout.receive({ type: "begin", utterance: 1, targetDelay: seconds(0) });
		playout.receive({ type: "samples", utterance: 1, samples: toPcm16(tone(150, 2)), sampleRate: 24_000 });
		const output = new Float32Array(128);
		for (let quantum = 0; quantum < 700; quantum++) playout.render(output, start + quantum * 128);
		for (const { contextTime, mediaTime } of reports.slice(1))
			expect((contextTime - start / 48_000 - mediaTime) * 48_000).toBeCloseTo(0, 3);
	});

	it("of speech lose no sample, as ten minutes of one utterance in odd chunks at an odd rate show", () => {
		let last = 0;
		const report = ({ mediaTime }: PlayoutReport) => {
			last = mediaTime;
		};
		const playout = new Playout({ contextRate: 8_000, report });
		playout.receive({ type: "begin", utterance: 1, targetDelay: seconds(0) });
		const chunk = new Int16Array(11_025 * 30 + 7);
		const output = new Float32Array(128);
		let frame = 0;
		for (let half = 0; half < 20; half++) {
			playout.receive({ type: "samples", utterance: 1, samples: chunk.slice(), sampleRate: 11_025 });
			for (; frame < (half + 1) * 30 * 8_000; frame += 128) playout.render(output, frame);
		}
		playout.receive({ type: "drain", utterance: 1 });
		for (let i = 0; i < 200; i++, frame += 128) playout.render(output, frame);
		expect(last).toBeCloseTo((20 * chunk.length) / 11_025, 3);
	});
});

/** Less than the smallest array costs; a few numbers on the heap remain, at the engine's discretion. */
const BYTES_OF_ONE_ARRAY = 150;

describe("the render thread", () => {
	it("allocates nothing per quantum while it plays, stretches and resamples", () => {
		setFlagsFromString("--expose-gc");
		const collect = runInNewContext("gc") as () => void;
		const playout = new Playout({ contextRate: 48_000, report: () => {} });
		// A target far above the delay keeps it stretching.
		playout.receive({ type: "begin", utterance: 1, targetDelay: seconds(20) });
		playout.receive({ type: "samples", utterance: 1, samples: toPcm16(tone(150, 30)), sampleRate: 24_000 });
		const output = new Float32Array(128);
		let frame = 0;
		const render = (quanta: number) => {
			for (let i = 0; i < quanta; i++, frame += 128) playout.render(output, frame);
		};
		// The best of several rounds: what the engine allocates for itself while it optimises is not in all of them.
		const rounds = Array.from({ length: 10 }, () => {
			collect();
			const before = process.memoryUsage().heapUsed;
			render(1_000);
			return (process.memoryUsage().heapUsed - before) / 1_000;
		});
		expect(Math.min(...rounds)).toBeLessThan(BYTES_OF_ONE_ARRAY);
	});
});
