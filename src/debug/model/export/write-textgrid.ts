import type { Trace } from "../trace.ts";
import { clauseSpans, type ExportRange, type HeardSpan, heardSpans } from "./heard-spans.ts";

/** Praat takes intervals for apart that differ by more than this. Seconds. */
const SAME = 1e-6;

interface Interval {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/**
 * Praat's TextGrid, long text form: clauses, words, phonemes and visemes as interval tiers, where they were heard. A
 * tier of Praat covers its whole time without overlaps: silence is an interval without text, an overlap is cut.
 */
export function writeTextGrid(trace: Trace, range: ExportRange): string {
	const duration = range.to - range.from;
	const tiers: readonly (readonly [string, readonly HeardSpan[]])[] = [
		["clauses", heardSpans(trace, range, clauseSpans)],
		["words", heardSpans(trace, range, (utterance) => utterance.words)],
		["phonemes", heardSpans(trace, range, (utterance) => utterance.phonemes)],
		["visemes", heardSpans(trace, range, (utterance) => utterance.visemes)],
	];
	const head = [
		'File type = "ooTextFile"',
		'Object class = "TextGrid"',
		"",
		"xmin = 0",
		`xmax = ${duration}`,
		"tiers? <exists>",
		`size = ${tiers.length}`,
		"item []:",
	];
	const body = tiers.flatMap(([name, spans], index) =>
		tierLines(index + 1, name, filled(spans, duration), duration),
	);
	return `${[...head, ...body].join("\n")}\n`;
}

/** The spans, with silence between them. */
function filled(spans: readonly HeardSpan[], duration: number): readonly Interval[] {
	const intervals: Interval[] = [];
	let at = 0;
	for (const { start, end, text } of spans) {
		const from = Math.max(at, start);
		if (end - from < SAME) continue;
		if (from - at > SAME) intervals.push({ start: at, end: from, text: "" });
		intervals.push({ start: from - at > SAME ? from : at, end, text: text.trim() });
		at = end;
	}
	if (duration - at > SAME || intervals.length === 0) intervals.push({ start: at, end: duration, text: "" });
	return intervals;
}

function tierLines(
	number: number,
	name: string,
	intervals: readonly Interval[],
	duration: number,
): readonly string[] {
	const last = intervals.length - 1;
	return [
		`    item [${number}]:`,
		'        class = "IntervalTier"',
		`        name = "${name}"`,
		"        xmin = 0",
		`        xmax = ${duration}`,
		`        intervals: size = ${intervals.length}`,
		...intervals.flatMap(({ start, end, text }, index) => [
			`        intervals [${index + 1}]:`,
			`            xmin = ${start}`,
			`            xmax = ${index === last ? duration : end}`,
			`            text = "${text.replaceAll('"', '""')}"`,
		]),
	];
}
