import type { Seconds } from "../util/time.ts";
import type { ActionCue, ExpressionCue, Phoneme, Subtitle, Word } from "./driver-message.ts";
import { isMissing } from "./lenient-fields.ts";
import { readTicks } from "./ticks.ts";
import { decimalOf, type WireReader } from "./wire-reader.ts";

/** In code points; far beyond any text of a request. */
const MAX_TEXT_POSITION = 1_000_000;

const PARTS = { B: "begin", I: "inside", E: "end", S: "single" } as const;

export function readPhoneme(item: WireReader): Phoneme {
	return { symbol: item.text("Phn"), ...readSpan(item) };
}

export function readWord(item: WireReader): Word {
	return { text: item.text("Word"), phonemes: item.text("Phn") };
}

export function readSubtitle(item: WireReader): Subtitle {
	const textStart = readPosition(item, "PosStart");
	const textEnd = readPosition(item, "PosEnd");
	if (textEnd < textStart) throw item.fault("PosEnd", `a position from ${textStart} on`, textEnd);
	return { text: item.text("Word"), ...readSpan(item), textStart, textEnd };
}

export function readAction(item: WireReader): ActionCue {
	return { name: item.text("Pos"), start: readStart(item) };
}

export function readExpression(item: WireReader): ExpressionCue {
	const part = PARTS[item.choice("Flag", ["B", "I", "E", "S"])];
	return { name: item.text("Name"), ...readSpan(item), textPosition: readPosition(item, "Loc"), part };
}

/** A list of cues; a missing or null one counts as empty. */
export function readCues<T>(speech: WireReader, field: string, read: (item: WireReader) => T): readonly T[] {
	return isMissing(speech, field) ? [] : speech.list(field, read);
}

function readSpan(item: WireReader): { start: Seconds; end: Seconds } {
	const start = readStart(item);
	const end = readTicks(item, "End");
	if (end >= start) return { start, end };
	item.counts?.add("end-before-start");
	return { start, end: start };
}

/** The specification's own sample spells one of its start times "Sta". */
function readStart(item: WireReader): Seconds {
	if (item.has("Start") || !item.has("Sta")) return readTicks(item, "Start");
	item.counts?.add("start-as-sta");
	return readTicks(item, "Sta");
}

/** Documented as a string that holds a number; a number will do. */
function readPosition(item: WireReader, field: string): number {
	const value = item.raw(field);
	const position = typeof value === "number" ? value : decimalOf(value);
	if (position === null || !Number.isInteger(position) || position < 0 || position > MAX_TEXT_POSITION)
		throw item.fault(field, `a position in the text, 0 to ${MAX_TEXT_POSITION}`, value);
	if (typeof value === "number") item.counts?.add("text-as-number");
	return position;
}
