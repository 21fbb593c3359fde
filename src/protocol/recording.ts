import { type Seconds, seconds } from "../util/time.ts";
import { WireError } from "./errors.ts";
import { parseJson } from "./parse-json.ts";
import { type NumberRange, WireReader } from "./wire-reader.ts";

/**
 * A recorded conversation: newline-delimited JSON, UTF-8. The first line is the header, each further line one message
 * as it crossed the wire, with its time. Readable by a person, a test and any JSON tool.
 */
export const RECORDING_VERSION = 1;

/** Conventional file name ending and media type. */
export const RECORDING_EXTENSION = ".ndjson";
export const RECORDING_MEDIA_TYPE = "application/x-ndjson";

/** First line: `{ "facewire": "recording", "version": 1, … }`. Unknown fields are ignored. */
export interface RecordingHeader {
	/** When the recording began, ISO 8601; empty if unknown. */
	readonly recordedAt: string;
	/** What it is, for a human. */
	readonly description: string;
}

/** One message: `{ "at": 1.25, "direction": "down", "message": { … } }`. */
export interface RecordingEntry {
	/** Since the beginning of the recording; never decreases. */
	readonly at: Seconds;
	/** `down` from the driver, `up` to it. */
	readonly direction: "down" | "up";
	/** The JSON of the frame, unchanged. */
	readonly message: object;
}

export interface Recording {
	readonly header: RecordingHeader;
	readonly entries: readonly RecordingEntry[];
}

/** A month: longer than anybody records, shorter than a clock reading passed by mistake. */
const TIMES: NumberRange = { min: 0, max: 31 * 86_400 };

/** Microseconds are kept: finer than any clock that stamps messages, and lines stay short. */
const TIME_STEPS = 1e6;

export function encodeRecordingHeader(header: Partial<RecordingHeader> = {}): string {
	const { recordedAt = "", description = "" } = header;
	const line = { facewire: "recording", version: RECORDING_VERSION, recordedAt, description };
	return `${JSON.stringify(line)}\n`;
}

export function encodeRecordingEntry(entry: RecordingEntry): string {
	const at = Math.round(entry.at * TIME_STEPS) / TIME_STEPS;
	return `${JSON.stringify({ at, direction: entry.direction, message: entry.message })}\n`;
}

/** Reads a whole recording. @throws {WireError} whose path begins with the line, `line 7: $.at`. Empty lines are skipped. */
export function parseRecording(text: string): Recording {
	const lines = text.split("\n");
	const header = parseRecordingHeader(lines[0] ?? "");
	const entries: RecordingEntry[] = [];
	for (let i = 1; i < lines.length; i++) {
		const line = lines[i] ?? "";
		if (line.trim() !== "") entries.push(parseRecordingEntry(line, i + 1, entries.at(-1)?.at));
	}
	return { header, entries };
}

/** Reads the first line. @throws {WireError} */
export function parseRecordingHeader(line: string): RecordingHeader {
	return atLine(1, () => {
		const header = WireReader.root(parseJson(line), null);
		header.choice("facewire", ["recording"]);
		const version = header.integer("version");
		if (version !== RECORDING_VERSION) throw header.fault("version", `version ${RECORDING_VERSION}`, version);
		return {
			recordedAt: optionalText(header, "recordedAt"),
			description: optionalText(header, "description"),
		};
	});
}

/** Reads line `number` (the header is line 1), which comes after `earlier`. @throws {WireError} */
export function parseRecordingEntry(line: string, number: number, earlier = seconds(0)): RecordingEntry {
	return atLine(number, () => {
		const entry = WireReader.root(parseJson(line), null);
		const at = entry.number("at", TIMES);
		if (at < earlier) throw entry.fault("at", `a time from ${earlier} on`, at);
		const direction = entry.choice("direction", ["down", "up"]);
		entry.object("message");
		return { at: seconds(at), direction, message: entry.raw("message") as object };
	});
}

function optionalText(header: WireReader, field: string): string {
	return header.has(field) ? header.text(field) : "";
}

function atLine<T>(number: number, read: () => T): T {
	try {
		return read();
	} catch (cause) {
		if (!(cause instanceof WireError)) throw cause;
		throw new WireError(`line ${number}: ${cause.path}`, cause.reason, { cause });
	}
}
