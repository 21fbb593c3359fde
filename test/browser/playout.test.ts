import { OfflineAudioContext as ReplacedOfflineAudioContext } from "standardized-audio-context";
import { describe, expect, it } from "vitest";
import { toPcm16 } from "../../src/protocol/pcm16.ts";
import type { PlayoutReport, PlayoutState, ToPlayout } from "../../src/protocol/playout-messages.ts";
import { addPlayoutNode } from "../../src/runtime/audio-backend.ts";
import { addReplacedPlayoutNode } from "../../src/runtime/audio-replacement.ts";
import { seconds } from "../../src/util/time.ts";
import { plainWorkletUrl } from "../support/plain-worklet.ts";

/** What both kinds of playout node have for these tests. */
interface Rig {
	readonly port: MessagePort;
	render(): Promise<Float32Array>;
}

const NATIVE = async (length: number, rate: number): Promise<Rig> => {
	const context = new OfflineAudioContext(1, length, rate);
	const node = await addPlayoutNode(context);
	node.connect(context.destination);
	return { port: node.port, render: async () => (await context.startRendering()).getChannelData(0) };
};

const REPLACED = async (length: number, rate: number): Promise<Rig> => {
	const context = new ReplacedOfflineAudioContext(1, length, rate);
	const node = await addReplacedPlayoutNode(context, await plainWorkletUrl());
	node.connect(context.destination);
	return { port: node.port, render: async () => (await context.startRendering()).getChannelData(0) };
};

const BACKENDS = [
	["native Web Audio", NATIVE],
	["standardized-audio-context", REPLACED],
] as const;

/** Sends messages by an attached port, waits until the worklet has dealt with them, renders. */
async function renderMessages(rig: Rig, messages: readonly ToPlayout[], lastState: PlayoutState = "ended") {
	const { port1, port2 } = new MessageChannel();
	const reports: PlayoutReport[] = [];
	// An offline context renders without waiting for messages. Before it renders, there is one report for the new port,
	// one for each begin and flush, and the answer to "report", which says that all have arrived.
	const changes = messages.filter(({ type }) => type === "begin" || type === "flush").length;
	const dealtWith = new Promise<void>((resolve) => {
		port1.onmessage = ({ data }: MessageEvent<PlayoutReport>) => {
			reports.push(data);
			if (reports.length === changes + 2) resolve();
		};
	});
	rig.port.postMessage({ type: "attach", port: port2, id: 0 }, [port2]);
	for (const message of [...messages, { type: "report" } as const]) port1.postMessage(message);
	await dealtWith;
	const output = await rig.render();
	while (reports.at(-1)?.state !== lastState) await new Promise((resolve) => setTimeout(resolve, 5));
	port1.close();
	return { output, reports };
}

const speech = (samples: Float32Array, sampleRate = 24_000): readonly ToPlayout[] => [
	{ type: "begin", utterance: 1, targetDelay: seconds(0) },
	{ type: "samples", utterance: 1, samples: toPcm16(samples), sampleRate },
	{ type: "drain", utterance: 1 },
];

const peakIndex = (output: Float32Array) =>
	output.reduce((best, x, i) => (x > (output[best] ?? 0) ? i : best), 0);

describe.each(BACKENDS)("playout worklet on %s", (_, open) => {
	it("plays a click at its exact sample", async () => {
		const samples = new Float32Array(12_000);
		samples[6_000] = 0.5;
		const { output } = await renderMessages(await open(24_000, 24_000), speech(samples));
		expect(output.indexOf(0.5)).toBe(6_000);
		expect(output.filter((x) => x !== 0)).toHaveLength(1);
	});

	it.each([44_100, 48_000])(
		"plays 24 kHz at its pitch, time and level on a context of %i Hz",
		async (rate) => {
			const tone = Float32Array.from(
				{ length: 12_000 },
				(_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / 24_000),
			);
			const { output } = await renderMessages(await open(rate, rate), speech(tone));
			let error = 0;
			for (let i = 100; i < rate / 2 - 100; i++)
				error = Math.max(error, Math.abs((output[i] ?? 0) - 0.5 * Math.sin((2 * Math.PI * 440 * i) / rate)));
			expect(error).toBeLessThan(2e-3);
			expect(output.subarray(rate * 0.51).every((x) => x === 0)).toBe(true);
		},
	);

	it("reports the map from context time to media time", async () => {
		const samples = new Float32Array(12_000);
		samples[6_000] = 1;
		const { output, reports } = await renderMessages(await open(48_000, 48_000), speech(samples));
		const playing = reports.find((report) => report.state === "playing");
		const heard = peakIndex(output) / 48_000;
		expect((playing?.mediaTime ?? 0) + heard - (playing?.contextTime ?? 0)).toBeCloseTo(0.25, 4);
		expect(reports.at(-1)).toMatchObject({ state: "ended", mediaTime: 0.5 });
	});

	it("stays silent after a flush", async () => {
		const messages = speech(new Float32Array(24_000).fill(0.5));
		const { output } = await renderMessages(
			await open(24_000, 24_000),
			[...messages, { type: "flush", utterance: 1 }],
			"flushed",
		);
		expect(output.every((x) => x === 0)).toBe(true);
	});
});
