import { encodeWav } from "../../../protocol/encode-wav.ts";
import { readHeardSound } from "../heard-sound.ts";
import type { Trace } from "../trace.ts";
import type { ExportRange } from "./heard-spans.ts";

/** Hertz, where a session has no sound of its own. */
const USUAL_RATE = 24_000;

/** What was heard within the range, holes and all, as a WAV file at the driver's own rate. */
export function writeSound(trace: Trace, { from, to }: ExportRange): Uint8Array<ArrayBuffer> {
	const sampleRate = trace.utterances.find(({ wave }) => wave !== undefined)?.wave?.sampleRate ?? USUAL_RATE;
	const samples = new Float32Array(Math.max(0, Math.round((to - from) * sampleRate)));
	readHeardSound(trace, from, sampleRate, samples);
	return encodeWav(samples, sampleRate);
}
