import type { Redaction } from "../protocol/redact-message.ts";
import type { WeightSource } from "./model/export/exported-frames.ts";
import type { ExportRange } from "./model/export/heard-spans.ts";
import { writeTraceFile } from "./model/export/trace-file.ts";
import { writeLiveLinkCsv } from "./model/export/write-live-link-csv.ts";
import { writePerfetto } from "./model/export/write-perfetto.ts";
import { writeRecording } from "./model/export/write-recording.ts";
import { writeRhubarb } from "./model/export/write-rhubarb.ts";
import { writeSound } from "./model/export/write-sound.ts";
import { writeTextGrid } from "./model/export/write-textgrid.ts";
import { writeWebVtt } from "./model/export/write-webvtt.ts";
import { writeWeightsCsv } from "./model/export/write-weights-csv.ts";
import type { Trace } from "./model/trace.ts";

/** What is exported, and how. */
export interface ExportRequest {
	readonly trace: Trace;
	readonly range: ExportRange;
	/** Name without an ending. */
	readonly name: string;
	readonly redaction: Redaction;
	readonly weights: WeightSource;
}

/** A file to be saved. */
export interface ExportedFile {
	readonly blob: Blob;
	readonly name: string;
	/** What the reader has to know, empty if nothing. */
	readonly note: string;
}

/** A format that a session can be saved in. */
export interface ExportFormat {
	readonly id: string;
	readonly label: string;
	/** What it is good for, in a line. */
	readonly hint: string;
	write(request: ExportRequest): ExportedFile;
}

const file = (
	request: ExportRequest,
	ending: string,
	type: string,
	content: string | Uint8Array<ArrayBuffer>,
	note = "",
): ExportedFile => ({ blob: new Blob([content], { type }), name: `${request.name}${ending}`, note });

const text = (
	id: string,
	label: string,
	hint: string,
	ending: string,
	type: string,
	write: (request: ExportRequest) => string,
): ExportFormat => ({ id, label, hint, write: (request) => file(request, ending, type, write(request)) });

/** Every format but pictures and video, which need more than the trace. */
export const EXPORTS: readonly ExportFormat[] = [
	{
		id: "recording",
		label: "Recording",
		hint: "The messages as they crossed the wire; opens here, and in tests",
		write(request) {
			const { trace, range, redaction, name } = request;
			const { text: lines, missing } = writeRecording(trace, range, redaction, { description: name });
			const note =
				missing === 0 ? "" : `${missing} messages are not in it: their text had been let go to spare memory.`;
			return file(request, ".ndjson", "application/x-ndjson", lines, note);
		},
	},
	text(
		"trace",
		"Trace",
		"Faces bit for bit, cues and sound: for comparing two versions",
		".trace.json",
		"application/json",
		({ trace, name }) => writeTraceFile(trace, name),
	),
	{
		id: "wav",
		label: "Sound (WAV)",
		hint: "What was heard, holes and all",
		write: (request) => file(request, ".wav", "audio/wav", writeSound(request.trace, request.range)),
	},
	text(
		"csv",
		"Weights (CSV)",
		"52 columns by Apple's names, a line a face",
		".csv",
		"text/csv",
		({ trace, range, weights }) => writeWeightsCsv(trace, range, weights),
	),
	text(
		"livelink",
		"Live Link Face (CSV)",
		"The drawn face as Epic's app writes its takes",
		".livelink.csv",
		"text/csv",
		({ trace, range }) => writeLiveLinkCsv(trace, range),
	),
	text(
		"vtt",
		"Captions (WebVTT)",
		"Clauses as cues, with a time for each word",
		".vtt",
		"text/vtt",
		(request) => writeWebVtt(request.trace, request.range),
	),
	text(
		"textgrid",
		"TextGrid (Praat)",
		"Clauses, words, phonemes and visemes as tiers",
		".TextGrid",
		"text/plain",
		({ trace, range }) => writeTextGrid(trace, range),
	),
	text(
		"rhubarb",
		"Mouth cues (Rhubarb JSON)",
		"Nine mouth shapes, for 2D animation",
		".rhubarb.json",
		"application/json",
		({ trace, range, name }) => writeRhubarb(trace, range, `${name}.wav`),
	),
	text(
		"perfetto",
		"Trace events (Perfetto)",
		"Opens in ui.perfetto.dev and chrome://tracing",
		".perfetto.json",
		"application/json",
		({ trace, range }) => writePerfetto(trace, range),
	),
];
