import type { Trace } from "../trace.ts";
import type { Span, UtteranceTrace } from "../utterance-trace.ts";

/** Something with a name, at the trace time at which it was heard. Seconds. */
export interface HeardSpan {
	readonly text: string;
	readonly start: number;
	readonly end: number;
	readonly utterance: number;
}

/** The range of a trace that is written. Trace times, seconds. */
export interface ExportRange {
	readonly from: number;
	readonly to: number;
}

type Named = Pick<Span, "text" | "start" | "end">;

/**
 * What `pick` finds in each utterance, where it was heard within the range, in order. Times count from the range's
 * beginning; what crosses its border is cut there, what was never heard is left out.
 */
export function heardSpans(
	trace: Trace,
	{ from, to }: ExportRange,
	pick: (utterance: UtteranceTrace) => readonly Named[],
): readonly HeardSpan[] {
	return trace.utterances
		.flatMap((utterance) =>
			pick(utterance).flatMap(({ text, start, end }) => {
				const first = utterance.heard.wallAt(start);
				const last = utterance.heard.wallAt(end);
				if (first === undefined || last === undefined || last <= from || first >= to) return [];
				const span = { start: Math.max(first, from) - from, end: Math.min(last, to) - from };
				return span.end > span.start ? [{ text, ...span, utterance: utterance.number }] : [];
			}),
		)
		.toSorted((a, b) => a.start - b.start);
}

/** The clauses as spans: their text, or their number where they have none. */
export const clauseSpans = ({ clauses }: UtteranceTrace): readonly Named[] =>
	clauses.map(({ text, sequence, start, end }) => ({ text: text || `clause ${sequence}`, start, end }));
