import { BLENDSHAPE_INDEX } from "../../../lipsync/blendshapes.ts";
import type { Trace } from "../trace.ts";
import type { UtteranceTrace } from "../utterance-trace.ts";
import { clauseSpans, type ExportRange, heardSpans } from "./heard-spans.ts";

/** An event of Chrome's trace format, which Perfetto reads: `ts` and `dur` are microseconds. */
export interface TraceFormatEvent {
	readonly name: string;
	/** Complete slice, instant, counter, metadata. */
	readonly ph: "X" | "i" | "C" | "M";
	readonly pid: number;
	readonly tid: number;
	readonly ts: number;
	readonly dur?: number;
	readonly s?: "t";
	readonly args?: Readonly<Record<string, string | number>>;
}

/** All of a session is one process; every lane a thread of its own. */
const PROCESS = 1;

const SLICES = [
	["Clauses", clauseSpans],
	["Words", ({ words }: UtteranceTrace) => words],
	["Phonemes", ({ phonemes }: UtteranceTrace) => phonemes],
	["Visemes", ({ visemes }: UtteranceTrace) => visemes],
	["Expressions", ({ expressions }: UtteranceTrace) => expressions],
] as const;

const NETWORK = SLICES.length + 1;
const EVENTS = SLICES.length + 2;

const us = (seconds: number) => Math.round(seconds * 1e6);

/** The session in Chrome's JSON trace format: slices, messages and events, counters of buffer, offset and jaw. */
export function writePerfetto(trace: Trace, range: ExportRange): string {
	const events = [
		...names(),
		...SLICES.flatMap(([, pick], lane) =>
			heardSpans(trace, range, pick).map(({ text, start, end, utterance }) => ({
				...event(text, "X", lane + 1, start),
				dur: us(end - start),
				args: { utterance },
			})),
		),
		...moments(trace, range),
		...counters(trace, range),
	];
	return `${JSON.stringify({ displayTimeUnit: "ms", traceEvents: events })}\n`;
}

function event(name: string, ph: TraceFormatEvent["ph"], tid: number, at: number): TraceFormatEvent {
	return { name, ph, pid: PROCESS, tid, ts: us(at) };
}

function names(): readonly TraceFormatEvent[] {
	const lanes = [...SLICES.map(([name]) => name), "Network", "Events"];
	return [
		{ ...event("process_name", "M", 0, 0), args: { name: "Facewire session" } },
		...lanes.flatMap((name, index) => [
			{ ...event("thread_name", "M", index + 1, 0), args: { name } },
			{ ...event("thread_sort_index", "M", index + 1, 0), args: { sort_index: index } },
		]),
	];
}

function moments(trace: Trace, { from, to }: ExportRange): readonly TraceFormatEvent[] {
	const within = ({ at }: { readonly at: number }) => at >= from && at <= to;
	return [
		...trace.messages.filter(within).map(({ at, number, kind, direction, size, sequence }) => ({
			...event(`${kind} ${number}`, "i", NETWORK, at - from),
			s: "t" as const,
			args: { direction, size, ...(sequence === undefined ? {} : { sequence }) },
		})),
		...trace.events.filter(within).map(({ at, kind, text }) => ({
			...event(text, "i", EVENTS, at - from),
			s: "t" as const,
			args: { kind },
		})),
	];
}

function counters(trace: Trace, { from, to }: ExportRange): readonly TraceFormatEvent[] {
	const { levels, frames, applied } = trace;
	const events: TraceFormatEvent[] = [];
	const count = (name: string, at: number, args: Readonly<Record<string, number>>) =>
		events.push({ ...event(name, "C", 0, at - from), args });
	for (let row = levels.firstFrom(from); row < levels.count && levels.get(row, "at") <= to; row++)
		count("Buffer (ms)", levels.get(row, "at"), {
			level: Math.round(1000 * levels.get(row, "level")),
			target: Math.round(1000 * levels.get(row, "target")),
		});
	for (let row = frames.firstFrom(from); row < frames.count && frames.get(row, "at") <= to; row++) {
		const offset = frames.get(row, "offset");
		if (!Number.isNaN(offset))
			count("A/V offset (ms)", frames.get(row, "at"), { offset: Math.round(1e4 * offset) / 10 });
	}
	for (let frame = applied.firstFrom(from); frame < applied.count && applied.time(frame) <= to; frame++)
		count("jawOpen", applied.time(frame), { drawn: applied.weight(frame, BLENDSHAPE_INDEX.jawOpen) });
	return events;
}
