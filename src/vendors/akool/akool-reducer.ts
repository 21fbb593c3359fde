import { AKOOL_OK, AKOOL_STATUS } from "../../protocol/akool-api.ts";
import { numberOf } from "../../protocol/loose-fields.ts";
import { unreachable } from "../../util/unreachable.ts";
import { type Step, step } from "../machine.ts";
import type { VendorError } from "../vendor-error.ts";
import type { CloseReason, VendorState } from "../vendor-state.ts";
import { type AkoolAnswer, akoolError, refusedError, streamOf, timeoutError } from "./akool-answer.ts";
import {
	type AkoolCall,
	type AkoolEffect,
	type AkoolInput,
	type AkoolState,
	type AkoolTimer,
	AKOOL_TIMES as TIMES,
} from "./akool-state.ts";
import type { RoomMessage } from "./room-messages.ts";

export type AkoolStep = Step<AkoolState, AkoolEffect>;

function over(state: AkoolState, shown: VendorState, error: VendorError | null): AkoolStep {
	const effects = state.drives.map(
		({ id: driveId }): AkoolEffect => ({
			type: "drive-event",
			event:
				error === null
					? { driveId, type: "ended", outcome: "interrupted" }
					: { driveId, type: "failed", error },
		}),
	);
	const interrupted = state.interrupting ? [{ type: "interrupted", error: null } as const] : [];
	return step({ ...state, stage: "over", drives: [], shown }, ...effects, ...interrupted, { type: "finish" });
}

/** The session has failed: the lease goes, and with it what costs money. */
const fail = (state: AkoolState, error: VendorError): AkoolStep =>
	over(state, { phase: "failed", error }, error);

const closed = (state: AkoolState, reason: CloseReason, detail: string): AkoolStep =>
	over(state, { phase: "closed", reason, detail }, null);

/** Akool's session as a decision without side effects; see docs/vendors.md for the states. */
export function akoolReducer(state: AkoolState, input: AkoolInput): AkoolStep {
	if (state.stage === "over") return step(state);
	switch (input.type) {
		case "open":
			if (state.stage !== "idle") return step(state);
			return step(
				{ ...state, stage: "creating" },
				{ type: "call", operation: "create" },
				{ type: "start-timer", name: "create", delay: TIMES.answer },
			);
		case "answer":
			return answered(state, input.operation, input.answer);
		case "no-answer":
			return unanswered(state, input.operation, input.error);
		case "timer":
			return rang(state, input.name);
		case "attached":
			return step(state, { type: "start-timer", name: "first frame", delay: TIMES.firstFrame });
		case "first-frame":
			return step(
				{ ...state, playing: true },
				{ type: "stop-timer", name: "first frame" },
				{ type: "stop-timer", name: "absence" },
			);
		case "absent":
			return step(state, { type: "start-timer", name: "absence", delay: TIMES.absence });
		case "usable":
			return state.stage === "ready" ? step({ ...state, stage: "live" }) : step(state);
		case "room":
			return heard(state, input.message);
		case "drive":
			return drive(state, { id: input.id, started: false, estimate: input.estimate });
		case "drive-failed":
			return step(without(state, input.id), {
				type: "drive-event",
				event: { driveId: input.id, type: "failed", error: input.error },
			});
		case "interrupt":
			return step(
				{ ...state, interrupting: true },
				{ type: "send-interrupt" },
				{ type: "start-timer", name: "interrupt", delay: TIMES.interrupt },
			);
		case "duration":
			return step(state, { type: "start-timer", name: "duration", delay: input.duration });
		case "failed":
			return fail(state, input.error);
		case "needs-input":
			// Nobody can see it: it is let go rather than paid for.
			return over(state, { phase: "needs-input", missing: input.missing }, null);
		case "close":
			return close(state, input.reason, input.detail);
		default:
			return unreachable(input);
	}
}

function close(state: AkoolState, reason: CloseReason, detail: string): AkoolStep {
	if (!state.hasSession || reason === "lease") return closed(state, reason, detail);
	if (state.stage === "closing") return step(state);
	return step(
		{ ...state, stage: "closing" },
		{ type: "call", operation: "close" },
		{ type: "start-timer", name: "close", delay: TIMES.close },
	);
}

function answered(state: AkoolState, operation: AkoolCall, answer: AkoolAnswer): AkoolStep {
	if (operation === "close") return closed(state, "asked", answer.ok ? "" : answer.message);
	if (state.stage !== "creating" && state.stage !== "preparing") return step(state);
	if (!answer.ok) return fail(state, refusedError(operation, answer));
	const next = { ...state, hasSession: true };
	const isFirst = operation === "create";
	const status = numberOf(answer.data.status);
	if (status === AKOOL_STATUS.failed) return fail(next, failedError(operation, status, answer.message));
	const stream = streamOf(answer.data);
	if (stream !== null)
		return step(
			{ ...next, stage: "ready" },
			{ type: "stop-timer", name: "create" },
			{ type: "stop-timer", name: "prepare" },
			{ type: "ready", stream, answer },
		);
	// Completed, and still nothing to be played: asking again will not help.
	if (status === AKOOL_STATUS.completed) return missing(next, answer);
	return step(
		{ ...next, stage: "preparing" },
		{ type: "stop-timer", name: "create" },
		{ type: "start-timer", name: "poll", delay: TIMES.poll },
		...(isFirst ? [{ type: "start-timer", name: "prepare", delay: TIMES.prepare } as const] : []),
	);
}

const missing = (state: AkoolState, answer: AkoolAnswer): AkoolStep =>
	step(
		{ ...state, stage: "ready" },
		{ type: "ready", stream: { missing: ["credentials", "stream_urls"] }, answer },
	);

const failedError = (operation: string, code: number, detail: string): VendorError =>
	akoolError("Akool could not start the avatar.", { operation, action: "new-session", code, detail });

function unanswered(state: AkoolState, operation: AkoolCall, error: VendorError): AkoolStep {
	switch (operation) {
		case "create":
			return state.stage === "creating" ? fail(state, error) : step(state);
		case "detail":
			// The next look may be answered; `prepare` bounds how long.
			return state.stage === "preparing"
				? step(state, { type: "start-timer", name: "poll", delay: TIMES.poll })
				: step(state);
		case "close":
			return closed(state, "asked", error.detail);
		default:
			return unreachable(operation);
	}
}

function drive(state: AkoolState, added: AkoolState["drives"][number]): AkoolStep {
	const next = { ...state, drives: [...state.drives, added] };
	if (state.drives.length > 0) return step(next);
	return added.estimate === null
		? step(next, { type: "start-timer", name: "drive start", delay: TIMES.driveStart })
		: begin(next);
}

/** The oldest drive is being said. */
function begin(state: AkoolState): AkoolStep {
	const [current, ...waiting] = state.drives;
	if (current === undefined || current.started) return step(state);
	return step(
		{ ...state, drives: [{ ...current, started: true }, ...waiting] },
		{ type: "stop-timer", name: "drive start" },
		{ type: "drive-event", event: { driveId: current.id, type: "started" } },
		...(current.estimate === null
			? []
			: [{ type: "start-timer", name: "drive end", delay: current.estimate } as const]),
	);
}

/** The oldest drive has been said; the next one follows. */
function finish(state: AkoolState): AkoolStep {
	const [current, ...waiting] = state.drives;
	if (!current?.started) return step(state);
	const ended: AkoolEffect = {
		type: "drive-event",
		event: { driveId: current.id, type: "ended", outcome: "finished" },
	};
	const next = { ...state, drives: waiting };
	const [following] = waiting;
	if (following === undefined) return step(next, ended);
	if (following.estimate === null)
		return step<AkoolState, AkoolEffect>(next, ended, {
			type: "start-timer",
			name: "drive start",
			delay: TIMES.driveStart,
		});
	const begun = begin(next);
	return step(begun.state, ended, ...begun.effects);
}

function heard(state: AkoolState, message: RoomMessage): AkoolStep {
	switch (message.type) {
		case "chat": {
			const { from, text, isFinal } = message;
			return step(state, { type: "chat", event: { from, text, isFinal } });
		}
		case "speaking":
			return message.isSpeaking ? begin(state) : finish(state);
		case "acknowledged": {
			const { command, code, message: detail } = message;
			const error = akoolError("Akool refused a command.", {
				operation: command,
				action: "reject",
				code,
				detail,
			});
			if (command === "interrupt" && state.interrupting)
				return code === AKOOL_OK ? silenced(state) : settle(state, error);
			return code === AKOOL_OK ? step(state) : step(state, { type: "warning", error });
		}
		case "unknown":
			return step(state);
		default:
			return unreachable(message);
	}
}

/** Everything that was being said, or waited, is over. */
function silenced(state: AkoolState): AkoolStep {
	const ended = state.drives.map(
		({ id: driveId }): AkoolEffect => ({
			type: "drive-event",
			event: { driveId, type: "ended", outcome: "interrupted" },
		}),
	);
	const next = settle({ ...state, drives: [] }, null);
	return step(next.state, ...ended, { type: "stop-timer", name: "drive start" }, ...next.effects);
}

const settle = (state: AkoolState, error: VendorError | null): AkoolStep =>
	step(
		{ ...state, interrupting: false },
		{ type: "stop-timer", name: "interrupt" },
		{ type: "interrupted", error },
	);

const without = (state: AkoolState, id: string): AkoolState => ({
	...state,
	drives: state.drives.filter((drive) => drive.id !== id),
});

function rang(state: AkoolState, name: AkoolTimer): AkoolStep {
	switch (name) {
		case "create":
			return fail(state, timeoutError("create", name, "Akool does not answer."));
		case "prepare":
			return fail(state, timeoutError("detail", name, "Akool's avatar was not ready in time."));
		case "first frame":
			return fail(state, timeoutError("first frame", name, "No picture comes from Akool."));
		case "poll":
			return state.stage === "preparing" ? step(state, { type: "call", operation: "detail" }) : step(state);
		case "absence":
			return closed(state, "vendor", "The avatar has left the room.");
		case "drive start": {
			const [late] = state.drives;
			if (late === undefined || late.started) return step(state);
			const error = timeoutError("chat", name, "Akool did not begin to say this.");
			return step(without(state, late.id), {
				type: "drive-event",
				event: { driveId: late.id, type: "failed", error },
			});
		}
		case "drive end":
			return finish(state);
		case "interrupt":
			return settle(state, timeoutError("interrupt", name, "Akool did not confirm the interruption."));
		case "duration":
			return closed(state, "vendor", "The session's time is over.");
		case "close":
			return closed(state, "asked", "Akool did not confirm the end.");
		default:
			return unreachable(name);
	}
}
