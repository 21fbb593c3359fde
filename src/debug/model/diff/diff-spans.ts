import type { Span, UtteranceTrace } from "../utterance-trace.ts";

/** Times that differ by less than this are the same: a sample of the slowest sound there is. Seconds. */
const SAME = 1e-4;

/** How the cues of one lane differ in one utterance. */
export interface SpanDifference {
	readonly lane: "words" | "phonemes" | "clauses" | "expressions" | "actions";
	/** Number of the utterance in the run that is shown. */
	readonly utterance: number;
	/** Cues that only the shown run has, that only the reference has, and that both have at different times. */
	readonly added: number;
	readonly removed: number;
	readonly moved: number;
	/** Furthest that one was moved, seconds. */
	readonly furthest: number;
	/** Trace time of the first difference, in the run that is shown. */
	readonly at: number | undefined;
}

type Cue = Pick<Span, "text" | "start" | "end">;

const LANES = ["clauses", "words", "phonemes", "expressions", "actions"] as const;

/** The lanes of an utterance whose cues differ from the reference's. */
export function diffSpans(reference: UtteranceTrace, shown: UtteranceTrace): readonly SpanDifference[] {
	return LANES.flatMap((lane) => {
		const [before, now] = [cuesOf(reference, lane), cuesOf(shown, lane)];
		const pairs = pair(before, now);
		const moved = pairs.filter(([one, other]) => distance(one, other) > SAME);
		const added = now.length - pairs.length;
		const removed = before.length - pairs.length;
		if (added + removed + moved.length === 0) return [];
		const paired = new Set(pairs.map(([, cue]) => cue));
		const first = moved[0]?.[1] ?? now.find((cue) => !paired.has(cue)) ?? now[0];
		return [
			{
				lane,
				utterance: shown.number,
				added,
				removed,
				moved: moved.length,
				furthest: moved.reduce((most, [one, other]) => Math.max(most, distance(one, other)), 0),
				at: first === undefined ? undefined : shown.heard.wallAt(first.start),
			},
		];
	});
}

const cuesOf = (utterance: UtteranceTrace, lane: SpanDifference["lane"]): readonly Cue[] =>
	lane === "clauses"
		? utterance.clauses.map(({ sequence, start, end }) => ({ text: String(sequence), start, end }))
		: utterance[lane];

const distance = (one: Cue, other: Cue) =>
	Math.max(Math.abs(one.start - other.start), Math.abs(one.end - other.end));

/** Cues of the same text in the same order: the longest common subsequence, greedily from both ends. */
function pair(before: readonly Cue[], now: readonly Cue[]): readonly (readonly [Cue, Cue])[] {
	const pairs: (readonly [Cue, Cue])[] = [];
	let from = 0;
	for (const cue of now) {
		const found = before.findIndex(({ text }, index) => index >= from && text === cue.text);
		// A cue far off would swallow all between: it is taken for another one.
		if (found === -1 || found - from > REACH) continue;
		const partner = before[found];
		if (partner !== undefined) pairs.push([partner, cue]);
		from = found + 1;
	}
	return pairs;
}

/** How many cues may be missing in a row. */
const REACH = 12;
