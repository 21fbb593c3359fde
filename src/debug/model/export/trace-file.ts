import { BLENDSHAPE_COUNT } from "../../../lipsync/blendshapes.ts";
import { decodeBase64, encodeBase64 } from "../../../protocol/base64.ts";
import { encodePcm16, readPcm16 } from "../../../protocol/pcm16.ts";
import type { FrameColumn } from "../frame-column.ts";
import type { HeardSegment } from "../heard-map.ts";
import { Trace } from "../trace.ts";
import { type Span, UtteranceTrace } from "../utterance-trace.ts";
import { WaveColumn } from "../wave-column.ts";

/** Format of a trace file; a reader takes no other. */
const VERSION = 1;

/** A column of faces: both are base64 of little-endian numbers, so that nothing is rounded. */
interface FileColumn {
	/** 64-bit. */
	readonly times: string;
	/** 32-bit, 52 a face, in the order of `BLENDSHAPES`. */
	readonly weights: string;
}

interface FileUtterance {
	readonly number: number;
	readonly requestId: string;
	readonly begunAt: number;
	readonly frameRate: number;
	readonly mixedRate: number;
	readonly heard: readonly HeardSegment[];
	readonly clauses: readonly { sequence: number; start: number; end: number; text: string }[];
	readonly words: readonly Span[];
	readonly phonemes: readonly Span[];
	readonly expressions: readonly Span[];
	readonly actions: readonly Span[];
	readonly sampleRate: number;
	/** Base64 of 16-bit samples. */
	readonly sound: string;
	readonly wire: FileColumn;
	readonly mixed: FileColumn;
}

interface TraceFile {
	readonly facewire: "trace";
	readonly version: number;
	readonly description: string;
	readonly utterances: readonly FileUtterance[];
	readonly applied: FileColumn;
}

const bytesOf = (values: Float64Array | Float32Array) =>
	new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** All that two versions of the program can be compared by: faces bit for bit, cues, sound, and when it was heard. */
export function writeTraceFile(trace: Trace, description: string): string {
	const file: TraceFile = {
		facewire: "trace",
		version: VERSION,
		description,
		utterances: trace.utterances.map(fileUtterance),
		applied: fileColumn(trace.applied),
	};
	return `${JSON.stringify(file)}\n`;
}

function fileUtterance(utterance: UtteranceTrace): FileUtterance {
	const { number, requestId, begunAt, frameRate, mixedRate, heard, clauses, wave } = utterance;
	const { words, phonemes, expressions, actions, wire, mixed } = utterance;
	const samples = new Float32Array(wave?.length ?? 0);
	wave?.read(0, samples);
	return {
		number,
		requestId,
		begunAt,
		frameRate,
		mixedRate,
		heard: heard.segments,
		clauses: clauses.map(({ sequence, start, end, text }) => ({ sequence, start, end, text })),
		words,
		phonemes,
		expressions,
		actions,
		sampleRate: wave?.sampleRate ?? 0,
		sound: encodeBase64(encodePcm16(samples)),
		wire: fileColumn(wire),
		mixed: fileColumn(mixed),
	};
}

function fileColumn(column: FrameColumn): FileColumn {
	const times = new Float64Array(column.count);
	const weights = new Float32Array(column.count * BLENDSHAPE_COUNT);
	for (let frame = 0; frame < column.count; frame++) {
		times[frame] = column.time(frame);
		weights.set(column.frame(frame), frame * BLENDSHAPE_COUNT);
	}
	return { times: encodeBase64(bytesOf(times)), weights: encodeBase64(bytesOf(weights)) };
}

/** Whether a text is a trace file: recordings begin alike. */
export const isTraceFile = (text: string): boolean => /^\s*\{"facewire":"trace"/.test(text.slice(0, 100));

/**
 * Reads what {@link writeTraceFile} has written, of this version or another.
 * @throws {TypeError} if it is of another format; {WireError} if a column is broken
 */
export function readTraceFile(text: string): Trace {
	const file = JSON.parse(text) as TraceFile;
	if (file.facewire !== "trace" || file.version !== VERSION)
		throw new TypeError(`$.version: expected a trace of version ${VERSION}, got ${String(file.version)}`);
	const trace = new Trace({ keep: Number.POSITIVE_INFINITY });
	for (const [index, utterance] of file.utterances.entries())
		trace.utterances.push(readUtterance(utterance, `$.utterances[${index}]`));
	fill(trace.applied, file.applied, "$.applied");
	return trace;
}

function readUtterance(file: FileUtterance, path: string): UtteranceTrace {
	const utterance = new UtteranceTrace(file.number, file.requestId, file.begunAt);
	utterance.frameRate = file.frameRate;
	utterance.mixedRate = file.mixedRate;
	utterance.heard.restore(file.heard);
	for (const { sequence, start, end, text } of file.clauses)
		utterance.clauses.push({
			...{ sequence, start, end, text, messages: [], rungs: new Set(), faceFrames: 0 },
			...{ faceType: "", complete: true },
		});
	utterance.words.push(...file.words);
	utterance.phonemes.push(...file.phonemes);
	utterance.expressions.push(...file.expressions);
	utterance.actions.push(...file.actions);
	if (file.sampleRate > 0) {
		utterance.wave = new WaveColumn(file.sampleRate);
		utterance.wave.append(readPcm16(decodeBase64(file.sound, `${path}.sound`)));
	}
	fill(utterance.wire, file.wire, `${path}.wire`);
	fill(utterance.mixed, file.mixed, `${path}.mixed`);
	return utterance;
}

function fill(column: FrameColumn, file: FileColumn, path: string): void {
	const times = new Float64Array(decodeBase64(file.times, `${path}.times`).buffer);
	const weights = new Float32Array(decodeBase64(file.weights, `${path}.weights`).buffer);
	for (const [frame, time] of times.entries()) column.add(time, weights, frame * BLENDSHAPE_COUNT);
}
