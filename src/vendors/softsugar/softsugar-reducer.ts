import { numberOf } from "../../protocol/loose-fields.ts";
import { SOFTSUGAR_STATUS } from "../../protocol/softsugar-paths.ts";
import { unreachable } from "../../util/unreachable.ts";
import { type Step, step } from "../machine.ts";
import type { VendorError } from "../vendor-error.ts";
import type { CloseReason, VendorState } from "../vendor-state.ts";
import {
	refusedError,
	type SoftSugarAnswer,
	softSugarError,
	statusError,
	timeoutError,
} from "./softsugar-answer.ts";
import {
	MOST_MISSES,
	type SoftSugarCall,
	type SoftSugarEffect,
	type SoftSugarInput,
	type SoftSugarState,
	type SoftSugarTimer,
	SOFTSUGAR_TIMES as TIMES,
} from "./softsugar-state.ts";
import { accepted, cancelled, drive, listed, news, noStart, refused } from "./softsugar-takeovers.ts";

export type SoftSugarStep = Step<SoftSugarState, SoftSugarEffect>;

const GUARD: Partial<Readonly<Record<SoftSugarCall, SoftSugarTimer>>> = { create: "create", start: "start" };

/** Asks for an operation, under its timer if it has one. */
const ask = (operation: SoftSugarCall): SoftSugarEffect[] => {
	const name = GUARD[operation];
	const call = { type: "call", operation } as const;
	return name === undefined ? [call] : [call, { type: "start-timer", name, delay: TIMES.answer }];
};

/** The end of it all; `error` is that of every drive, or they were interrupted. */
function over(state: SoftSugarState, shown: VendorState, error: VendorError | null): SoftSugarStep {
	const effects = state.takeovers.map(
		({ id: driveId }): SoftSugarEffect => ({
			type: "drive-event",
			event:
				error === null
					? { driveId, type: "ended", outcome: "interrupted" }
					: { driveId, type: "failed", error },
		}),
	);
	return step({ ...state, stage: "over", takeovers: [], shown }, ...effects, { type: "finish" });
}

/** The session has failed: the lease goes, and with it what costs money. */
const fail = (state: SoftSugarState, error: VendorError): SoftSugarStep =>
	over(state, { phase: "failed", error }, error);

const closed = (state: SoftSugarState, reason: CloseReason, detail: string): SoftSugarStep =>
	over(state, { phase: "closed", reason, detail }, null);

/** SoftSugar's session as a decision without side effects; see docs/vendors.md for the states. */
export function softSugarReducer(state: SoftSugarState, input: SoftSugarInput): SoftSugarStep {
	if (state.stage === "over") return step(state);
	switch (input.type) {
		case "open":
			return state.stage === "idle" ? step({ ...state, stage: "creating" }, ...ask("create")) : step(state);
		case "answer":
			return answered(state, input.operation, input.answer);
		case "no-answer":
			return unanswered(state, input.operation, input.error);
		case "timer":
			return rang(state, input.name);
		case "attached":
			return state.stage === "ready" ? attached(state) : step(state);
		case "first-frame":
			return step({ ...state, playing: true }, { type: "stop-timer", name: "first frame" });
		case "drive":
			return drive(state, input.id, input.interrupts);
		case "accepted":
			return accepted(state, input);
		case "refused":
			return refused(state, input.id, input.error);
		case "news":
			return news(state, input.trace, input.news);
		case "told":
			return told(state, input.status, input.detail);
		case "cancelled":
			return cancelled(state, input.trace);
		case "needs-input":
			return over(state, { phase: "needs-input", missing: input.missing }, null);
		case "close":
			return close(state, input.reason, input.detail);
		default:
			return unreachable(input);
	}
}

function close(state: SoftSugarState, reason: CloseReason, detail: string): SoftSugarStep {
	if (!state.hasSession || reason === "lease") return closed(state, reason, detail);
	if (state.stage === "closing") return step(state);
	return step(
		{ ...state, stage: "closing" },
		{ type: "call", operation: "close" },
		{ type: "start-timer", name: "close", delay: TIMES.close },
	);
}

/** The page shows the room: it may begin. */
const attached = (state: SoftSugarState): SoftSugarStep =>
	step(
		{ ...state, stage: "starting" },
		{ type: "start-timer", name: "first frame", delay: TIMES.firstFrame },
		...ask("start"),
	);

function answered(state: SoftSugarState, operation: SoftSugarCall, answer: SoftSugarAnswer): SoftSugarStep {
	if (state.stage === "closing" && operation !== "close") return step(state);
	switch (operation) {
		case "create":
			return state.stage === "creating" ? created(state, answer) : step(state);
		case "stat":
			return looked(state, answer);
		case "start":
			return started(state, answer);
		case "heartbeat":
			return answer.ok ? step({ ...state, misses: 0 }) : missed(state);
		case "list":
			return listed(state, answer);
		case "close":
			return closed(state, "asked", answer.ok ? "" : answer.message);
		default:
			return unreachable(operation);
	}
}

function unanswered(state: SoftSugarState, operation: SoftSugarCall, error: VendorError): SoftSugarStep {
	switch (operation) {
		case "create":
		case "start":
			return state.stage === "closing" ? step(state) : fail(state, error);
		case "stat":
			// The next look may be answered; `prepare` and the heartbeat bound how long.
			return state.stage === "preparing" ? pollLater(state) : step(state, { type: "warning", error });
		case "heartbeat":
			return missed(state);
		case "list":
			return state.takeovers.length === 0 ? step(state) : lookAtQueueLater(state);
		case "close":
			return closed(state, "asked", error.detail);
		default:
			return unreachable(operation);
	}
}

const lookAtQueueLater = (state: SoftSugarState): SoftSugarStep =>
	step(state, { type: "start-timer", name: "queue", delay: TIMES.queue });

const pollLater = (state: SoftSugarState, ...before: SoftSugarEffect[]): SoftSugarStep =>
	step(state, ...before, { type: "start-timer", name: "poll", delay: TIMES.poll });

/** A refused token is tried once more: the gateway brings a new one. */
function again(state: SoftSugarState, operation: SoftSugarCall, answer: SoftSugarAnswer): SoftSugarStep {
	if (answer.isUnauthorised && !state.retried) return step({ ...state, retried: true }, ...ask(operation));
	return fail(state, refusedError(operation, answer));
}

function created(state: SoftSugarState, answer: SoftSugarAnswer): SoftSugarStep {
	if (!answer.ok) return again(state, "create", answer);
	// Time costs money from here, so the signs of life begin here too.
	const next = byStatus({ ...state, hasSession: true, retried: false }, "create", answer);
	return step(
		next.state,
		{ type: "stop-timer", name: "create" },
		{ type: "start-timer", name: "heartbeat", delay: TIMES.heartbeat },
		...next.effects,
	);
}

/** What the status of a room means that is being made. */
function byStatus(state: SoftSugarState, operation: string, answer: SoftSugarAnswer): SoftSugarStep {
	const status = numberOf(answer.fields.status);
	const error = statusError(operation, status, answer.message);
	if (error !== null) return fail(state, error);
	switch (status) {
		case 2:
		case 35:
			return step(
				{ ...state, stage: "ready" },
				{ type: "stop-timer", name: "poll" },
				{ type: "stop-timer", name: "prepare" },
				{ type: "ready", answer },
			);
		case 5:
			return closed(state, "vendor", answer.message);
		case 32: {
			const isNew = state.stage !== "preparing";
			const bound = { type: "start-timer", name: "prepare", delay: TIMES.prepare } as const;
			return pollLater({ ...state, stage: "preparing" }, ...(isNew ? [bound] : []));
		}
		default:
			return fail(
				state,
				softSugarError("SoftSugar's answer cannot be read.", {
					operation,
					action: "retry",
					code: "malformed",
					detail: `status is ${String(answer.fields.status)}`,
				}),
			);
	}
}

/** A look at the room: while it is made, or because signs of life were refused. */
function looked(state: SoftSugarState, answer: SoftSugarAnswer): SoftSugarStep {
	if (state.stage === "preparing")
		return answer.ok ? byStatus(state, "stat", answer) : again(state, "stat", answer);
	if (!answer.ok) return step(state, { type: "warning", error: refusedError("stat", answer) });
	const status = numberOf(answer.fields.status);
	const error = statusError("stat", status, answer.message);
	if (error !== null) return fail(state, error);
	return status === 5 ? closed(state, "vendor", answer.message) : step({ ...state, misses: 0 });
}

/** A callback: a room that is there is looked at now, one that is over ends the session. */
function told(state: SoftSugarState, status: number, detail: string): SoftSugarStep {
	if (!state.hasSession) return step(state);
	const error = statusError("callback", status, detail);
	if (error !== null) return fail(state, error);
	if (status === SOFTSUGAR_STATUS.closedByHand) return closed(state, closeReason(state), detail);
	if (status !== SOFTSUGAR_STATUS.created || state.stage !== "preparing") return step(state);
	return step(state, { type: "stop-timer", name: "poll" }, ...ask("stat"));
}

/** Status 5 answers our own closing too. */
const closeReason = (state: SoftSugarState): CloseReason => (state.stage === "closing" ? "asked" : "vendor");

function started(state: SoftSugarState, answer: SoftSugarAnswer): SoftSugarStep {
	if (!answer.ok) return again(state, "start", answer);
	return step({ ...state, stage: "live", retried: false }, { type: "stop-timer", name: "start" });
}

/** A sign of life was refused or got lost. */
function missed(state: SoftSugarState): SoftSugarStep {
	const misses = state.misses + 1;
	return step({ ...state, misses }, ...(misses >= MOST_MISSES ? ask("stat") : []));
}

function rang(state: SoftSugarState, name: SoftSugarTimer): SoftSugarStep {
	switch (name) {
		case "create":
			return fail(state, timeoutError("create", name, "SoftSugar does not answer."));
		case "start":
			return fail(state, timeoutError("start", name, "SoftSugar does not start the live room."));
		case "prepare":
			return fail(state, timeoutError("stat", name, "SoftSugar's live room was not ready in time."));
		case "first frame":
			return fail(state, timeoutError("first frame", name, "No picture comes from SoftSugar."));
		case "poll":
			return step(state, ...(state.stage === "preparing" ? ask("stat") : []));
		case "heartbeat":
			return step(state, { type: "start-timer", name, delay: TIMES.heartbeat }, ...ask("heartbeat"));
		case "queue":
			return step(state, ...(state.takeovers.length > 0 ? ask("list") : []));
		case "drive start":
			return noStart(state);
		case "close":
			return closed(state, "asked", "SoftSugar did not confirm the end.");
		default:
			return unreachable(name);
	}
}
