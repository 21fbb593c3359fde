import type { EventTrace } from "./event-trace.ts";
import type { Lane } from "./lanes.ts";
import type { MessageTrace } from "./message-log.ts";
import type { Trace } from "./trace.ts";
import type { ClauseGap, ClauseTrace, Span, UtteranceTrace } from "./utterance-trace.ts";

/** What stands at a place of the timeline. */
export type Hit =
	| { readonly kind: "message"; readonly message: MessageTrace }
	| { readonly kind: "clause"; readonly utterance: UtteranceTrace; readonly clause: ClauseTrace }
	| { readonly kind: "gap"; readonly utterance: UtteranceTrace; readonly gap: ClauseGap }
	| { readonly kind: "span"; readonly lane: Lane; readonly utterance: UtteranceTrace; readonly span: Span }
	| { readonly kind: "event"; readonly event: EventTrace }
	/** A face frame of the driver, and what became of it; index in the wire or, without one, in the mixed column. */
	| {
			readonly kind: "face";
			readonly lane: Lane;
			readonly utterance: UtteranceTrace;
			readonly media: number;
			readonly frame: number;
	  }
	/** A display frame: row of `Trace.frames`. */
	| { readonly kind: "display"; readonly row: number }
	/** How the playout stood: row of `Trace.levels`. */
	| { readonly kind: "level"; readonly row: number };

/** What a lane shows at trace time `at`; things of no length count within `reach` seconds. */
export function hitAt(trace: Trace, lane: Lane, at: number, reach: number): Hit | undefined {
	switch (lane.kind) {
		case "network": {
			const message = nearest(trace.messages, at, reach);
			return message === undefined ? undefined : { kind: "message", message };
		}
		case "events": {
			const event = nearest(trace.events, at, 4 * reach);
			return event === undefined ? undefined : { kind: "event", event };
		}
		case "clauses":
			return clauseHit(trace, at, reach);
		case "words":
		case "phonemes":
		case "visemes":
		case "expressions":
		case "actions":
			return spanHit(trace, lane, lane.kind, at, reach);
		case "wave":
		case "curve":
			return faceHit(trace, lane, at);
		case "offset":
		case "frames": {
			const row = trace.frames.firstFrom(at - 0.008);
			return row < trace.frames.count ? { kind: "display", row } : undefined;
		}
		case "buffer": {
			const row = trace.levels.firstFrom(at) - 1;
			return row >= 0 ? { kind: "level", row } : undefined;
		}
	}
}

function nearest<T extends { readonly at: number }>(
	items: readonly T[],
	at: number,
	reach: number,
): T | undefined {
	let best: T | undefined;
	for (const item of items)
		if (
			Math.abs(item.at - at) <= reach &&
			(best === undefined || Math.abs(item.at - at) < Math.abs(best.at - at))
		)
			best = item;
	return best;
}

function clauseHit(trace: Trace, at: number, reach: number): Hit | undefined {
	for (const utterance of trace.utterances)
		for (const gap of utterance.gaps) {
			const time = utterance.heard.wallAt(gap.media) ?? gap.at;
			if (Math.abs(time - at) <= 2 * reach) return { kind: "gap", utterance, gap };
		}
	const heard = trace.heardAt(at);
	const clause = heard?.utterance.clauseAt(heard.media);
	return heard === undefined || clause === undefined
		? undefined
		: { kind: "clause", utterance: heard.utterance, clause };
}

function spanHit(
	trace: Trace,
	lane: Lane,
	kind: "words" | "phonemes" | "visemes" | "expressions" | "actions",
	at: number,
	reach: number,
): Hit | undefined {
	for (const utterance of trace.utterances)
		for (const span of utterance[kind]) {
			const start = utterance.heard.wallAt(span.start);
			if (start === undefined) continue;
			const end = Math.max(
				utterance.heard.wallAt(span.end) ?? start,
				start + (span.end > span.start ? 0 : 8 * reach),
			);
			if (at >= start - (kind === "actions" ? reach : 0) && at < end)
				return { kind: "span", lane, utterance, span };
		}
	return undefined;
}

function faceHit(trace: Trace, lane: Lane, at: number): Hit | undefined {
	const heard = trace.heardAt(at);
	if (heard === undefined) return undefined;
	const { utterance, media } = heard;
	const column = utterance.wire.count > 0 ? utterance.wire : utterance.mixed;
	const frame = Math.max(0, column.firstFrom(media + 1e-6) - 1);
	return { kind: "face", lane, utterance, media, frame };
}

/** Trace time of what was hit, to go there. */
export function hitTime(trace: Trace, hit: Hit): number | undefined {
	switch (hit.kind) {
		case "message":
			return hit.message.at;
		case "event":
			return hit.event.at;
		case "clause":
			return hit.utterance.heard.wallAt(hit.clause.start);
		case "gap":
			return hit.utterance.heard.wallAt(hit.gap.media) ?? hit.gap.at;
		case "span":
			return hit.utterance.heard.wallAt(hit.span.start);
		case "face":
			return hit.utterance.heard.wallAt(hit.media);
		case "display":
			return trace.frames.get(hit.row, "at");
		case "level":
			return trace.levels.get(hit.row, "at");
	}
}
