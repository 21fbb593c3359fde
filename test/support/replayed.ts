import { readFileSync } from "node:fs";
import { Replay } from "../../src/debug/model/replay.ts";
import type { ReplayOptions } from "../../src/debug/model/replay-options.ts";
import { Trace } from "../../src/debug/model/trace.ts";
import { parseRecording, type RecordingEntry } from "../../src/protocol/recording.ts";

/** The short recording that ships with the pages: three seconds of the local driver. */
export function hello(): readonly RecordingEntry[] {
	const file = new URL("../../assets/public/recordings/hello.ndjson", import.meta.url);
	return parseRecording(readFileSync(file, "utf8")).entries;
}

/** Entries, gone through to their end. */
export function replayed(entries: readonly RecordingEntry[], options: ReplayOptions = {}): Trace {
	const trace = new Trace(options.order === undefined ? {} : { order: options.order });
	for (const event of Replay.all(entries, options)) trace.add(event);
	return trace;
}

/** All of a trace, as a range. */
export const whole = (trace: Trace) => ({ from: 0, to: trace.end });
