import { afterEach, expect, it } from "vitest";
import { OutputClock } from "../../src/audio/output-clock.ts";
import type { PlayoutReport, ToPlayout } from "../../src/protocol/playout-messages.ts";
import { AudioOutput } from "../../src/runtime/audio-output.ts";
import { openReplacedAudio } from "../../src/runtime/audio-replacement.ts";
import { seconds } from "../../src/util/time.ts";
import { plainWorkletUrl } from "../support/plain-worklet.ts";

const opened: AudioOutput[] = [];

afterEach(() => {
	for (const output of opened.splice(0)) output.dispose();
});

async function open(make: () => Promise<AudioOutput> = () => AudioOutput.open()): Promise<AudioOutput> {
	const output = await make();
	opened.push(output);
	return output;
}

/** A port as the session worker would hold it, with the reports that came by it. */
function feed(output: AudioOutput) {
	const { port1, port2 } = new MessageChannel();
	const reports: PlayoutReport[] = [];
	port1.onmessage = ({ data }: MessageEvent<PlayoutReport>) => void reports.push(data);
	const detach = output.attach(port2);
	return { reports, send: (message: ToPlayout) => port1.postMessage(message), detach };
}

const until = async (condition: () => boolean) => {
	while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

const speak = (utterance: number, duration: number): ToPlayout[] => [
	{ type: "begin", utterance, targetDelay: seconds(0.02) },
	{
		type: "samples",
		utterance,
		samples: Int16Array.from({ length: duration * 24_000 }, (_, i) => 16_384 * Math.sin(i / 20)),
		sampleRate: 24_000,
	},
	{ type: "drain", utterance },
];

/** Loudest sample among the last that the node played. */
function listenTo(output: AudioOutput): () => number {
	const analyser = new AnalyserNode(output.context, { fftSize: 256 });
	output.node.connect(analyser);
	const heard = new Float32Array(256);
	return () => {
		analyser.getFloatTimeDomainData(heard);
		return heard.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
	};
}

it("plays what an attached port sends, for as long as it lasts, and reports to every port", async () => {
	const output = await open();
	const { reports, send } = feed(output);
	const watcher = feed(output);
	const loudness = listenTo(output);
	for (const message of speak(1, 0.5)) send(message);
	await until(() => loudness() > 0.4);
	await until(() => reports.at(-1)?.state === "ended");
	// A context that has just started may leave frames out, and says so: the map is as long as the sound either way.
	const playing = reports.findLast((report) => report.state === "playing");
	const end = (playing?.mediaTime ?? 0) + (reports.at(-1)?.contextTime ?? 0) - (playing?.contextTime ?? 0);
	expect(end).toBeCloseTo(0.5, 2);
	for (const [i, report] of reports.entries()) {
		const next = reports[i + 1];
		if (report.state !== "playing" || next === undefined) continue;
		expect(next.mediaTime - report.mediaTime).toBeLessThanOrEqual(
			next.contextTime - report.contextTime + 0.001,
		);
	}
	await until(() => watcher.reports.at(-1)?.state === "ended");
});

it("reports no more to a port that was taken away", async () => {
	const output = await open();
	const { reports, send } = feed(output);
	const gone = feed(output);
	await until(() => gone.reports.length > 0);
	gone.detach();
	const before = gone.reports.length;
	for (const message of speak(1, 0.1)) send(message);
	await until(() => reports.at(-1)?.state === "ended");
	// Once more around: what had been told to the other port would have come before this answer.
	send({ type: "report" });
	const heard = reports.length;
	await until(() => reports.length > heard);
	expect(gone.reports).toHaveLength(before);
});

it("falls silent at a flush, while the rest of an utterance is dropped", async () => {
	const output = await open();
	const { reports, send } = feed(output);
	const loudness = listenTo(output);
	for (const message of speak(1, 5)) send(message);
	await until(() => loudness() > 0.4);
	send({ type: "flush", utterance: 1 });
	await until(() => reports.at(-1)?.state === "flushed");
	await until(() => loudness() === 0);
	for (const message of speak(1, 1)) send(message);
	send({ type: "report" });
	await until(() => (reports.at(-1)?.staleMessages ?? 0) > 0);
	expect(loudness()).toBe(0);
});

it("has a clock on which heard time runs as fast as real time", async () => {
	const output = await open();
	const clock = new OutputClock();
	const stop = output.onClock((reading) => clock.update(reading));
	await until(() => clock.isRunning);
	await new Promise((resolve) => setTimeout(resolve, 500));
	const reading = output.readClock();
	expect(Math.abs(clock.heardAt(reading.performanceTime) - reading.contextTime)).toBeLessThan(0.03);
	stop();
});

it("says that it is closed, and can be disposed of twice", async () => {
	const output = await open();
	const states: string[] = [];
	output.state.subscribe((state) => states.push(state));
	output.dispose();
	output.dispose();
	expect(states.at(-1)).toBe("closed");
});

it("sets the volume of what is played", async () => {
	const output = await open();
	const loudness = listenTo(output);
	output.volume = 0.5;
	const { send } = feed(output);
	for (const message of speak(1, 3)) send(message);
	// The volume comes by another port than the sound, so the first moments may be louder.
	await until(() => loudness() > 0.2 && loudness() < 0.26);
	expect(output.volume).toBe(0.5);
	output.volume = 7;
	expect(output.volume).toBe(1);
});

it("plays by standardized-audio-context too, with a clock that allows for the latency it knows", async () => {
	const output = await open(async () =>
		AudioOutput.over(await openReplacedAudio({}, await plainWorkletUrl())),
	);
	const { reports, send } = feed(output);
	for (const message of speak(1, 0.3)) send(message);
	await until(() => reports.at(-1)?.state === "ended");
	expect(output.readClock()).toMatchObject({ type: "clock", running: true });
	expect(output.readClock().contextTime).toBeGreaterThan(0.2);
});
