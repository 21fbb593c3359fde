import { describe, expect, it } from "vitest";
import { Playout } from "../../src/audio/playout.ts";
import { toPcm16 } from "../../src/protocol/pcm16.ts";
import type { PlayoutReport } from "../../src/protocol/playout-messages.ts";
import { seconds } from "../../src/util/time.ts";
import { largestStep, level, PlayoutHarness, peak, tone } from "../support/playout-harness.ts";

const click = (at: number, duration: number, rate: number) => {
	const sound = new Float32Array(Math.round(duration * rate));
	sound[Math.round(at * rate)] = 1;
	return sound;
};

const states = (harness: PlayoutHarness) =>
	harness.reports.map((report) => report.state).filter((state, i, all) => state !== all[i - 1]);

describe("playout", () => {
	it("is silent and idle before anything has begun", () => {
		const harness = new PlayoutHarness().run(0.1);
		expect(peak(harness.output)).toBe(0);
		expect(harness.reports).toEqual([]);
	});

	it("plays what it gets to the last sample, then ends", () => {
		const harness = new PlayoutHarness(24_000).begin().samples(tone(300, 0.5)).drain().run(0.6);
		expect(states(harness)).toEqual(["waiting", "playing", "ended"]);
		expect(harness.output.subarray(0, 12_000)).toEqual(tone(300, 0.5));
		expect(harness.last).toMatchObject({
			state: "ended",
			mediaTime: 0.5,
			contextTime: 0.5,
			rate: 0,
			underruns: 0,
		});
	});

	it.each([
		[24_000, 44_100],
		[24_000, 48_000],
		[16_000, 48_000],
		[44_100, 48_000],
		[8_000, 44_100],
		[48_000, 24_000],
	])("plays a click from %i Hz at its sample of a context of %i Hz, and says so", (rate, contextRate) => {
		const harness = new PlayoutHarness(contextRate)
			.begin()
			.samples(click(0.25, 0.5, rate), rate)
			.drain()
			.run(0.6);
		const { output } = harness;
		const frame = output.indexOf(peak(output));
		expect(Math.abs((harness.mediaTimeAt(frame / contextRate) ?? 0) - 0.25) * contextRate).toBeLessThan(1);
	});

	it("gives no notch, step or loss at the edges of chunks of any size", () => {
		const sound = tone(220, 1);
		const whole = new PlayoutHarness(48_000).begin().samples(sound).drain().run(1.1);
		const pieces = new PlayoutHarness(48_000).begin();
		for (let start = 0, size = 1; start < sound.length; start += size, size = (size * 7 + 3) % 997)
			pieces.samples(sound.subarray(start, start + size));
		expect(pieces.drain().run(1.1).output).toEqual(whole.output);
	});

	it("plays at unity level", () => {
		const { output } = new PlayoutHarness(44_100).begin().samples(tone(500, 1)).drain().run(1);
		expect(level(output.subarray(4_410, 39_690))).toBeCloseTo(Math.SQRT1_2 / 2, 4);
	});

	it("waits until the target delay has passed since the first sound of a feed in real time", () => {
		const harness = new PlayoutHarness().begin(1, 0.06);
		for (let i = 0; i < 20; i++) harness.samples(tone(200, 0.02, 24_000, i * 0.02)).run(0.02);
		const start = harness.reports.find((report) => report.state === "playing");
		expect(start?.contextTime).toBeGreaterThan(0.05);
		expect(start?.contextTime).toBeLessThan(0.065);
	});

	it("waits longer by what the device takes at once", () => {
		const harness = new PlayoutHarness(48_000, { renderInterval: 0.03 }).begin(1, 0.06);
		for (let i = 0; i < 20; i++) harness.samples(tone(200, 0.02, 24_000, i * 0.02)).run(0.02);
		const start = harness.reports.find((report) => report.state === "playing");
		expect(start?.contextTime).toBeGreaterThan(0.075);
		expect(start?.contextTime).toBeLessThan(0.095);
	});

	it("starts at once when plenty of sound comes at once", () => {
		const harness = new PlayoutHarness().begin(1, 0.06).samples(tone(200, 1)).run(0.02);
		expect(harness.reports.find((report) => report.state === "playing")?.contextTime).toBe(0);
	});

	it("fades out at an underrun, waits, fades in, and says exactly what is played when", () => {
		const harness = new PlayoutHarness(48_000, { stretchRate: () => 1 }).begin(1, 0.02);
		harness.samples(tone(150, 0.3)).run(0.5);
		expect(harness.last.state).toBe("waiting");
		expect(harness.last.mediaTime).toBeCloseTo(0.299, 3);
		harness
			.samples(tone(150, 0.7, 24_000, 0.3))
			.drain()
			.run(0.8);
		const { output } = harness;
		expect(largestStep(output)).toBeLessThan(0.02);
		expect(peak(output.subarray(0.31 * 48_000, 0.49 * 48_000))).toBe(0);
		expect(harness.last).toMatchObject({ state: "ended", underruns: 1, mediaTime: 1 });
		expect(harness.last.contextTime).toBeCloseTo(1.2, 2);
		for (const time of [0.1, 0.25, 0.6, 0.9]) {
			const media = harness.mediaTimeAt(time) ?? 0;
			expect(output[Math.round(time * 48_000)]).toBeCloseTo(0.5 * Math.sin(2 * Math.PI * 150 * media), 2);
		}
	});

	it("counts the silence of a gap, and none before a late message that nothing more comes", () => {
		const gap = new PlayoutHarness(48_000).begin(1, 0.02).samples(tone(150, 0.3)).run(0.5);
		gap.samples(tone(150, 0.3)).drain().run(0.5);
		expect(gap.last.concealedSamples / 48_000).toBeGreaterThan(0.1);
		const end = new PlayoutHarness(48_000).begin(1, 0.02).samples(tone(150, 0.3)).run(0.5).drain().run(0.1);
		expect(end.last).toMatchObject({ state: "ended", underruns: 0, concealedSamples: 0, mediaTime: 0.3 });
	});

	it("never says that an utterance has ended while more is to come", () => {
		const harness = new PlayoutHarness().begin().samples(tone(150, 0.3)).run(3);
		expect(states(harness)).toEqual(["waiting", "playing", "waiting"]);
	});

	it("plays what comes after the drain all the same", () => {
		const harness = new PlayoutHarness().begin().samples(tone(150, 0.3)).drain().run(0.5);
		harness.samples(tone(150, 0.3)).drain().run(0.5);
		expect(states(harness)).toEqual(["waiting", "playing", "ended", "waiting", "playing", "ended"]);
		expect(harness.last.mediaTime).toBe(0.6);
	});

	it("is silent within 8 ms of a flush, without a click", () => {
		const harness = new PlayoutHarness(48_000).begin().samples(tone(150, 2)).run(0.5);
		const flushed = harness.frame;
		harness.send({ type: "flush", utterance: 1 }).run(0.5);
		const { output } = harness;
		expect(peak(output.subarray(flushed, flushed + 100))).toBeGreaterThan(0.1);
		expect(peak(output.subarray(flushed + 0.008 * 48_000))).toBe(0);
		expect(largestStep(output)).toBeLessThan(0.02);
		expect(harness.last.state).toBe("flushed");
		expect(harness.last.contextTime - flushed / 48_000).toBeCloseTo(0.005, 3);
		expect(harness.last.mediaTime - (harness.mediaTimeAt(harness.last.contextTime - 0.006) ?? 0)).toBeCloseTo(
			0.006,
			4,
		);
	});

	it("drops what comes for a flushed utterance, and counts it", () => {
		const harness = new PlayoutHarness().begin(3).samples(tone(150, 1), 24_000, 3).run(0.2);
		harness.send({ type: "flush", utterance: 3 });
		harness.samples(tone(150, 1), 24_000, 3).drain(3).samples(tone(150, 1), 24_000, 2).begin(3).run(0.2);
		expect(peak(harness.output.subarray(0.25 * 48_000))).toBe(0);
		harness.send({ type: "report" });
		expect(harness.last).toMatchObject({ state: "flushed", staleMessages: 4 });
		expect(harness.last.mediaTime).toBeGreaterThan(0.17);
		expect(harness.last.discardedSamples / 48_000 + harness.last.mediaTime).toBeCloseTo(1, 4);
	});

	it("starts the next utterance cleanly right after a flush", () => {
		const harness = new PlayoutHarness(24_000).begin(1).samples(tone(150, 2)).run(0.5);
		harness
			.send({ type: "flush", utterance: 1 })
			.begin(2)
			.samples(tone(200, 0.3), 24_000, 2)
			.drain(2)
			.run(0.5);
		const start = harness.reports.find((report) => report.utterance === 2 && report.state === "playing");
		expect(start?.mediaTime).toBe(0);
		const frame = Math.round((start?.contextTime ?? 0) * 24_000);
		expect(harness.output.subarray(frame + 200, frame + 7_200)).toEqual(tone(200, 0.3).subarray(200));
		expect(harness.last).toMatchObject({ utterance: 2, state: "ended", mediaTime: 0.3 });
	});

	it("cuts off the utterance before when a new one begins", () => {
		const harness = new PlayoutHarness().begin(1).samples(tone(150, 2)).run(0.5).begin(2).run(0.1);
		expect(peak(harness.output.subarray(0.52 * 48_000))).toBe(0);
		expect(harness.last).toMatchObject({ utterance: 2, state: "waiting", mediaTime: 0 });
	});

	it("changes the volume without a step, within 20 ms", () => {
		const harness = new PlayoutHarness().begin().samples(tone(150, 2)).run(0.5);
		harness.send({ type: "volume", volume: 0 }).run(0.5);
		expect(largestStep(harness.output)).toBeLessThan(0.02);
		expect(peak(harness.output.subarray(0.52 * 48_000))).toBeLessThan(0.02);
		expect(peak(harness.output.subarray(0.9 * 48_000))).toBe(0);
	});

	it("tells at once when the context leaves frames out", () => {
		const reports: PlayoutReport[] = [];
		const report = (told: PlayoutReport) => void reports.push({ ...told });
		const playout = new Playout({ contextRate: 48_000, report });
		const quantum = new Float32Array(128);
		playout.receive({ type: "begin", utterance: 1, targetDelay: seconds(0.02) });
		playout.receive({
			type: "samples",
			utterance: 1,
			samples: toPcm16(tone(200, 0.5, 48_000)),
			sampleRate: 48_000,
		});
		playout.render(quantum, 0);
		playout.render(quantum, 3_200);
		expect(reports.at(-1)).toMatchObject({ state: "playing", rate: 1, contextTime: 3_200 / 48_000 });
		expect(reports.at(-1)?.mediaTime).toBeCloseTo(128 / 48_000, 6);
		const told = reports.length;
		playout.render(quantum, 3_328);
		expect(reports).toHaveLength(told);
	});

	it("reports about ten times a second while nothing changes", () => {
		const harness = new PlayoutHarness().begin().samples(tone(150, 10)).drain().run(9);
		expect(harness.reports.length).toBeGreaterThan(85);
		expect(harness.reports.length).toBeLessThan(95);
	});

	it("answers a request for a report after the messages before it", () => {
		const harness = new PlayoutHarness().begin(1).samples(tone(150, 1)).send({ type: "report" });
		expect(harness.last).toMatchObject({ utterance: 1, state: "waiting", bufferLevel: 1 });
	});
});

describe("playout, badly fed", () => {
	it("passes over chunks without samples", () => {
		const harness = new PlayoutHarness().begin().samples(new Float32Array(0)).samples(tone(150, 0.2));
		harness.samples(new Float32Array(0)).drain().run(0.5);
		expect(harness.last).toMatchObject({ state: "ended", mediaTime: 0.2 });
	});

	it("ends an utterance that had no sound at all", () => {
		const harness = new PlayoutHarness().begin().drain().run(0.05);
		expect(harness.last).toMatchObject({ state: "ended", mediaTime: 0, underruns: 0 });
	});

	it.each([0, -24_000, Number.NaN, 22_050.5, 1e9])("rejects and counts sound at %d Hz", (rate) => {
		const harness = new PlayoutHarness()
			.begin()
			.samples(tone(150, 0.2), rate)
			.samples(tone(150, 0.2))
			.drain()
			.run(0.5);
		expect(harness.last).toMatchObject({ rejectedMessages: 1, mediaTime: 0.2 });
	});

	it("keeps pitch, level and time when the sample rate changes on the way", () => {
		const harness = new PlayoutHarness(48_000).begin();
		harness.samples(tone(150, 0.2, 24_000), 24_000).samples(tone(150, 0.2, 16_000, 0.2), 16_000);
		harness
			.samples(tone(150, 0.2, 44_100, 0.4), 44_100)
			.drain()
			.run(0.7);
		const ideal = tone(150, 0.6, 48_000);
		const error = Math.max(...ideal.map((x, i) => Math.abs(x - (harness.output[i] ?? 0))));
		expect(error).toBeLessThan(0.02);
		expect(harness.last.mediaTime).toBeCloseTo(0.6, 6);
	});

	it("plays twenty seconds that come in one message", () => {
		const harness = new PlayoutHarness(48_000).begin().samples(tone(150, 20)).drain().run(20.1);
		expect(harness.last).toMatchObject({ state: "ended", mediaTime: 20, underruns: 0 });
	});

	it("begins an utterance that nobody announced", () => {
		const harness = new PlayoutHarness().samples(tone(150, 0.3), 24_000, 5).drain(5).run(0.5);
		expect(harness.last).toMatchObject({ utterance: 5, state: "ended", mediaTime: 0.3 });
	});

	it("ignores a volume that is no number and clamps the rest", () => {
		const harness = new PlayoutHarness(24_000).send(
			{ type: "volume", volume: Number.NaN },
			{ type: "volume", volume: 7 },
		);
		harness.begin().samples(tone(300, 0.3)).drain().run(0.4);
		expect(harness.output.subarray(0, 7_200)).toEqual(tone(300, 0.3));
	});

	it("takes a target delay of zero", () => {
		const harness = new PlayoutHarness()
			.begin(1, 0)
			.send({ type: "target", utterance: 1, targetDelay: seconds(0) });
		harness.samples(tone(150, 0.05)).run(0.01);
		expect(harness.last.state).toBe("playing");
	});
});
