import type { Trace } from "../trace.ts";
import { clauseSpans, type ExportRange, type HeardSpan, heardSpans } from "./heard-spans.ts";

/** `HH:MM:SS.mmm`. */
function timestamp(seconds: number): string {
	const ms = Math.round(seconds * 1000);
	const pad = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, "0");
	return `${pad(ms / 3_600_000, 2)}:${pad((ms / 60_000) % 60, 2)}:${pad((ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`;
}

const escaped = (text: string) =>
	text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(/\s+/g, " ");

/** WebVTT: a cue a clause, where it was heard; within it each word has the time at which it is spoken. */
export function writeWebVtt(trace: Trace, range: ExportRange): string {
	const words = heardSpans(trace, range, (utterance) => utterance.words);
	const cues = heardSpans(trace, range, clauseSpans).map((clause, index) => {
		const inside = words.filter(
			({ start, utterance }) =>
				utterance === clause.utterance && start >= clause.start - 1e-6 && start < clause.end,
		);
		const times = `${timestamp(clause.start)} --> ${timestamp(clause.end)}`;
		return `${index + 1}\n${times}\n${inside.length === 0 ? escaped(clause.text) : timed(inside, clause)}\n`;
	});
	return `WEBVTT\n\n${cues.join("\n")}`;
}

/** Words with their times, which must lie within the cue and ascend. */
function timed(words: readonly HeardSpan[], clause: HeardSpan): string {
	return words
		.map(({ text, start }, index) => {
			const mark = index === 0 || timestamp(start) === timestamp(clause.start) ? "" : `<${timestamp(start)}>`;
			return `${mark}${escaped(text.trim())}`;
		})
		.join(" ");
}
