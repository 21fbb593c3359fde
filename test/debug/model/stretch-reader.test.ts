import { expect, it } from "vitest";
import { READER_RATE, StretchReader } from "../../../src/debug/model/stretch-reader.ts";
import { Trace } from "../../../src/debug/model/trace.ts";
import { UtteranceTrace } from "../../../src/debug/model/utterance-trace.ts";
import { WaveColumn } from "../../../src/debug/model/wave-column.ts";

const TONE = 220;

/** Six seconds of a tone, heard from the beginning on. */
function tone(): Trace {
	const trace = new Trace();
	const utterance = new UtteranceTrace(1, "tone", 0);
	utterance.wave = new WaveColumn(READER_RATE);
	utterance.wave.append(
		Int16Array.from(
			{ length: 6 * READER_RATE },
			(_, at) => 16_384 * Math.sin((2 * Math.PI * TONE * at) / READER_RATE),
		),
	);
	const clause = { sequence: 1, start: 0, end: 6, messages: [], text: "", faceFrames: 0 };
	utterance.clauses.push({ ...clause, rungs: new Set(), faceType: "", complete: true });
	utterance.heard.restore([{ wall: 0, media: 0, rate: 1, state: "playing" }]);
	trace.utterances.push(utterance);
	return trace;
}

it.each([0.1, 0.25, 0.5, 1, 2])("keeps the pitch at %f times the speed", (rate) => {
	const reader = new StretchReader(tone(), 0, rate);
	const samples = new Float32Array(2 * READER_RATE);
	reader.read(samples);
	let rises = 0;
	for (let at = READER_RATE / 2; at < samples.length; at++)
		if ((samples[at - 1] ?? 0) < 0 && (samples[at] ?? 0) >= 0) rises++;
	expect(Math.abs(rises / 1.5 - TONE)).toBeLessThan(0.02 * TONE);
	expect(Math.abs(reader.position - 2 * rate)).toBeLessThan(0.1);
});
