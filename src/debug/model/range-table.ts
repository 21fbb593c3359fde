import { BLENDSHAPE_INDEX } from "../../lipsync/blendshapes.ts";
import { clockText } from "./tick-spacing.ts";
import type { Trace } from "./trace.ts";

/** A line of the table: what began in the range, in words. */
export interface TableRow {
	readonly at: number;
	readonly time: string;
	readonly lane: string;
	readonly text: string;
	readonly duration: string;
}

/** More rows than anybody reads, or a page bears. */
const MOST_ROWS = 500;

/** Lanes of the table, for those who hear it instead of seeing the timeline. */
export function rangeTable(
	trace: Trace,
	from: number,
	to: number,
): { readonly rows: readonly TableRow[]; readonly more: number } {
	const rows: TableRow[] = [];
	const add = (at: number | undefined, lane: string, text: string, until?: number) => {
		if (at === undefined || at >= to || (until ?? at) < from) return;
		const duration = until === undefined ? "" : `${Math.round((until - at) * 1000)} ms`;
		rows.push({ at, time: clockText(at), lane, text, duration });
	};
	for (const utterance of trace.utterances) {
		const { heard } = utterance;
		const spans = [
			[
				"Clause",
				utterance.clauses.map(({ sequence, text, start, end }) => ({
					text: `${sequence}: ${text}`,
					start,
					end,
				})),
			],
			["Word", utterance.words],
			["Phoneme", utterance.phonemes],
			["Expression", utterance.expressions],
			["Action", utterance.actions],
		] as const;
		for (const [lane, list] of spans)
			for (const { text, start, end } of list)
				add(heard.wallAt(start), lane, text, end > start ? (heard.wallAt(end) ?? undefined) : undefined);
		for (const { first, last, media, at } of utterance.gaps)
			add(
				heard.wallAt(media) ?? at,
				"Gap",
				first === last ? `clause ${first}` : `clauses ${first} to ${last}`,
			);
	}
	for (const { at, kind, text } of trace.events) add(at, "Event", `${kind}: ${text}`);
	for (const { at, number, kind, size, fault, sequence } of trace.messages) {
		const clause = sequence === undefined ? "" : `, clause ${sequence}`;
		add(
			at,
			"Message",
			`${number}, ${kind}${clause}, ${size} characters${fault === "" ? "" : `, refused: ${fault}`}`,
		);
	}
	const sorted = rows.toSorted((a, b) => a.at - b.at);
	return { rows: sorted.slice(0, MOST_ROWS), more: Math.max(0, sorted.length - MOST_ROWS) };
}

/** The range in figures: sound, face, offset. */
export function rangeSummary(trace: Trace, from: number, to: number): string {
	let [offsets, sum, jaw, frames] = [0, 0, 0, 0];
	for (let row = trace.frames.firstFrom(from); row < trace.frames.firstFrom(to); row++) {
		frames++;
		const offset = trace.frames.get(row, "offset");
		if (!Number.isNaN(offset)) {
			offsets++;
			sum += offset;
		}
	}
	for (let frame = trace.applied.firstFrom(from); frame < trace.applied.firstFrom(to); frame++)
		jaw = Math.max(jaw, trace.applied.weight(frame, BLENDSHAPE_INDEX.jawOpen));
	const offset = offsets === 0 ? "" : `, mean offset ${Math.round((1000 * sum) / offsets)} ms`;
	return `${Math.round((to - from) * 1000)} ms, ${frames} display frames${offset}, jaw up to ${jaw.toFixed(2)}`;
}
