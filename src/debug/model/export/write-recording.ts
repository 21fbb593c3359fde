import { encodeRecordingEntry, encodeRecordingHeader } from "../../../protocol/recording.ts";
import { type Redaction, redactMessage } from "../../../protocol/redact-message.ts";
import { seconds } from "../../../util/time.ts";
import type { Trace } from "../trace.ts";
import type { ExportRange } from "./heard-spans.ts";

/** A recording of what crossed the wire. */
export interface WrittenRecording {
	readonly text: string;
	/** Messages of the range that could not be written: their text was let go, or they were no JSON. */
	readonly missing: number;
}

/** The messages that came and went within the range, as a recording that opens anywhere. Times count from its beginning. */
export function writeRecording(
	trace: Trace,
	{ from, to }: ExportRange,
	redaction: Redaction,
	header: { readonly recordedAt?: string; readonly description?: string } = {},
): WrittenRecording {
	const lines = [encodeRecordingHeader(header)];
	let missing = 0;
	for (const { at, direction, text, kind } of trace.messages) {
		// What the gateway tells is no part of the driver's conversation.
		if (at < from || at > to || kind === "gateway") continue;
		const message = text === undefined ? undefined : parsed(text);
		if (message === undefined) missing++;
		else {
			const kept = redactMessage(message, redaction);
			lines.push(encodeRecordingEntry({ at: seconds(at - from), direction, message: kept }));
		}
	}
	return { text: lines.join(""), missing };
}

function parsed(text: string): object | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}
