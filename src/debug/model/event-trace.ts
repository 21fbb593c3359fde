import type { SessionEvent } from "../../session/session-event.ts";
import type { ClauseGap } from "./utterance-trace.ts";

/** A moment worth a mark: what the session told, what went wrong. */
export interface EventTrace {
	readonly at: number;
	readonly kind: "state" | "warning" | "error" | "reply" | "utterance" | "underrun" | "gap" | "dropped";
	readonly text: string;
	readonly utterance: number | undefined;
}

/** What an event of the session is worth on the timeline; `undefined` for what other lanes show. */
export function eventTrace(event: SessionEvent, at: number): EventTrace | undefined {
	switch (event.type) {
		case "state":
			return { at, kind: "state", text: event.state + because(event.reason), utterance: undefined };
		case "warning":
			// A refused message is marked where it came.
			if (event.message === "" || event.code === "rejected-message") return undefined;
			return { at, kind: "warning", text: event.message, utterance: undefined };
		case "error":
			return { at, kind: "error", text: event.message, utterance: event.utterance };
		case "reply":
			if (event.reply.display === "") return undefined;
			return { at, kind: "reply", text: event.reply.display, utterance: event.utterance };
		case "utterance-ended": {
			const { utterance, end, reason } = event;
			return { at, kind: "utterance", text: `Utterance ${utterance} ${end}${because(reason)}`, utterance };
		}
		default:
			return undefined;
	}
}

/** What became of clauses that did not come as they should. */
export function gapText({ first, last, reason }: Pick<ClauseGap, "first" | "last" | "reason">): string {
	const clauses = first === last ? `Clause ${first}` : `Clauses ${first}–${last}`;
	return `${clauses} ${reason === "missing" ? "did not come" : "went on without an end"}`;
}

const because = (reason: string) => (reason === "" ? "" : `: ${reason}`);
