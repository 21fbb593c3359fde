import type { DebugPage } from "../../../src/debug/debug-page.ts";
import type { Trace } from "../../../src/debug/model/trace.ts";
import type { TraceEvent } from "../../../src/debug/model/trace-event.ts";

declare global {
	interface Window {
		readonly facewireDebug: DebugPage;
		fillTrace(seconds: number): void;
		appendTrace(trace: Trace, end: number, duration: number): void;
	}
}

/**
 * Runs in the page: fills the debug view's trace with so many seconds of one long utterance, every lane in use, and
 * leaves a function to add more.
 */
window.fillTrace = (seconds) => {
	const { trace } = window.facewireDebug;
	const RATE = 24_000;
	const add = (event: unknown) => trace.add(event as TraceEvent);
	const report = (at: number, mediaTime: number) =>
		add({
			type: "playout",
			at,
			report: {
				type: "report",
				utterance: 1,
				state: "playing",
				contextTime: at,
				mediaTime,
				rate: 1,
				bufferLevel: 0.4 + 0.2 * Math.sin(at),
				targetDelay: 0.3,
				underruns: 0,
				concealedSamples: 0,
				stretchedSamples: 0,
				discardedSamples: 0,
				staleMessages: 0,
				rejectedMessages: 0,
			},
		});
	const weights = (count: number, from: number, rate: number) => {
		const all = new Float32Array(count * 52);
		for (let frame = 0; frame < count; frame++)
			for (let shape = 0; shape < 52; shape++)
				all[frame * 52 + shape] = 0.4 + 0.4 * Math.sin((from + frame / rate) * (2 + shape / 7));
		return all;
	};
	let number = 0;
	/** A fifth of a second, as the driver sends it. */
	const part = (at: number) => {
		const samples = new Float32Array(RATE / 5);
		for (let i = 0; i < samples.length; i++)
			samples[i] = 0.5 * Math.abs(Math.sin(3 * (at + i / RATE))) * Math.sin(900 * (at + i / RATE));
		add({
			type: "message",
			at,
			number,
			direction: "down",
			text: "x".repeat(2000),
			fault: "",
			tolerated: {},
			kind: "speech",
		});
		const span = (text: string, start: number, end: number) => ({
			text,
			symbol: text,
			name: text,
			start: at + start,
			end: at + end,
		});
		const sequence = 1 + Math.floor(at / 4);
		add({
			type: "part",
			at,
			utterance: 1,
			message: number++,
			presentationTime: at,
			clauseTime: 4 * Math.floor(at / 4),
			faceIndex: Math.round((at % 4) * 25),
			cueOffset: 0,
			frameRate: 25,
			part: {
				sequence,
				samples,
				sampleRate: RATE,
				face: { dimension: 52, count: 5, weights: weights(5, at, 25) },
				faceType: "3D_standard",
				phonemes: ["h", "ə", "l", "oʊ"].map((symbol, i) => span(symbol, 0.05 * i, 0.05 * (i + 1))),
				words: [],
				subtitles: [span("hello", 0, 0.2)],
				actions: [],
				expressions: [],
				clauseStart: false,
				clauseFinal: false,
				faceFinal: false,
				final: false,
			},
		});
		add({
			type: "face",
			at,
			utterance: 1,
			presentationTime: at,
			frameRate: 25,
			count: 5,
			weights: weights(5, at, 25),
			rung: "face",
		});
	};
	const frame = (at: number) =>
		add({
			type: "frame",
			at,
			frame: {
				utterance: 1,
				mediaTime: at,
				interval: 1 / 60,
				offset: 0.004 * Math.sin(at),
				cost: 0,
				weights: weights(1, at, 60),
			},
		});
	add({ type: "begin", at: 0, utterance: 1, requestId: "bench" });
	report(0, 0);
	let parts = 0;
	window.appendTrace = (_trace, end, duration) => {
		for (let at = end - duration; at < end - 1e-9; at += 1 / 60) frame(at);
		while (parts / 5 < end) part(parts++ / 5);
		if (Math.floor(end * 10) !== Math.floor((end - duration) * 10)) report(end, end);
	};
	for (let end = 1; end <= seconds; end++) window.appendTrace(trace, end, 1);
};
