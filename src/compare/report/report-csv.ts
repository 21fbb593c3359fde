import type { SentenceResult } from "../model/sentence-result.ts";
import type { ComparisonReport } from "./comparison-report.ts";

type Column = readonly [name: string, of: (result: SentenceResult) => string | number | null];

const milliseconds = (time: number | null) => (time === null ? null : Math.round(1e4 * time) / 10);

const COLUMNS: readonly Column[] = [
	["candidate", ({ candidate }) => candidate],
	["text", ({ text }) => text],
	["language", ({ language }) => language],
	["repetition", ({ repetition }) => repetition + 1],
	["outcome", ({ outcome }) => outcome],
	["reason", ({ reason }) => reason],
	["first_sound_ms", ({ firstSound }) => milliseconds(firstSound)],
	["first_word_ms", ({ firstWord }) => milliseconds(firstWord)],
	["spoken_ms", ({ spoken }) => milliseconds(spoken)],
	[
		"lips_after_sound_ms",
		({ offset }) => (offset.verdict === "measured" ? milliseconds(offset.offset) : null),
	],
	["lips_error_ms", ({ offset }) => (offset.verdict === "measured" ? milliseconds(offset.error) : null)],
	["lips_confidence", ({ offset }) => (offset.verdict === "measured" ? round(offset.confidence) : null)],
	["lips_doubt", ({ offset }) => (offset.verdict === "measured" ? "" : offset.doubt)],
	["interrupt_to_silence_ms", ({ silence }) => milliseconds(silence)],
	["interrupt_to_closed_mouth_ms", ({ mouthClosed }) => milliseconds(mouthClosed)],
	["bytes_per_second", ({ bytesPerSecond }) => (bytesPerSecond === null ? null : Math.round(bytesPerSecond))],
	["frames_per_second", ({ frameRate }) => (frameRate === null ? null : round(frameRate))],
	["stalls", ({ stalls }) => stalls],
	["ordered_ms", ({ ordered }) => milliseconds(ordered)],
	["video_made_ms", ({ ready }) => milliseconds(ready)],
	["first_picture_of_video_ms", ({ firstPicture }) => milliseconds(firstPicture)],
	["page_busy", ({ busy }) => (busy === null ? null : round(busy))],
];

const round = (value: number) => Math.round(100 * value) / 100;

/** One sentence a line, as RFC 4180 has it; what was not measured is empty. */
export function reportCsv({ results }: ComparisonReport): string {
	const lines = results.map((result) => COLUMNS.map(([, of]) => cell(of(result))).join(","));
	return [COLUMNS.map(([name]) => name).join(","), ...lines, ""].join("\r\n");
}

function cell(value: string | number | null): string {
	if (value === null) return "";
	if (typeof value === "number") return String(value);
	// A spreadsheet must not take a text for a formula.
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
