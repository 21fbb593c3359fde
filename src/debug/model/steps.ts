import type { Trace } from "./trace.ts";
import type { UtteranceTrace } from "./utterance-trace.ts";

/** What one can step by. */
export const STEPS = ["frame", "display", "phoneme", "word", "clause", "message"] as const;
export type StepKind = (typeof STEPS)[number];

/** Nearer than this is where one stands already. Seconds. */
const HERE = 1e-4;

/** The boundary of a kind next after (or before) trace time `at`; `undefined` if there is none. */
export function stepFrom(trace: Trace, kind: StepKind, at: number, direction: 1 | -1): number | undefined {
	let best: number | undefined;
	eachBoundary(trace, kind, (time) => {
		const isAhead = direction > 0 ? time > at + HERE : time < at - HERE;
		if (isAhead && (best === undefined || Math.abs(time - at) < Math.abs(best - at))) best = time;
	});
	return best;
}

/** The boundary nearest to `at` within `reach` seconds, of frames only if nothing else is near; `at` itself if none is. */
export function snap(trace: Trace, at: number, reach: number): number {
	for (const kinds of [["clause", "word", "phoneme", "message"], ["frame"]] as const) {
		let best = at;
		let distance = reach;
		for (const kind of kinds)
			eachBoundary(trace, kind, (time) => {
				if (Math.abs(time - at) >= distance) return;
				[best, distance] = [time, Math.abs(time - at)];
			});
		if (distance < reach) return best;
	}
	return at;
}

function eachBoundary(trace: Trace, kind: StepKind, take: (time: number) => void): void {
	if (kind === "display") {
		for (let row = 0; row < trace.frames.count; row++) take(trace.frames.get(row, "at"));
		return;
	}
	if (kind === "message") {
		for (const { at, direction } of trace.messages) if (direction === "down") take(at);
		return;
	}
	for (const utterance of trace.utterances) eachMediaBoundary(utterance, kind, take);
}

function eachMediaBoundary(
	utterance: UtteranceTrace,
	kind: "frame" | "phoneme" | "word" | "clause",
	take: (time: number) => void,
): void {
	const at = (media: number) => {
		const time = utterance.heard.wallAt(media);
		if (time !== undefined) take(time);
	};
	if (kind === "frame") {
		const column = utterance.wire.count > 0 ? utterance.wire : utterance.mixed;
		for (let frame = 0; frame < column.count; frame++) at(column.time(frame));
		return;
	}
	const spans = { phoneme: utterance.phonemes, word: utterance.words, clause: utterance.clauses }[kind];
	for (const { start, end } of spans) {
		at(start);
		if (kind !== "phoneme") at(end);
	}
}
