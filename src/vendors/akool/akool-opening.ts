import { AKOOL_STATUS } from "../../protocol/akool-api.ts";
import { numberOf } from "../../protocol/loose-fields.ts";
import { unreachable } from "../../util/unreachable.ts";
import { step } from "../machine.ts";
import type { VendorError } from "../vendor-error.ts";
import { type AkoolAnswer, akoolError, refusedError, streamOf } from "./akool-answer.ts";
import { type AkoolStep, closed, fail } from "./akool-ending.ts";
import { type AkoolCall, type AkoolState, AKOOL_TIMES as TIMES } from "./akool-state.ts";

/** An answer: the session's picture, or another look at it. */
export function answered(state: AkoolState, operation: AkoolCall, answer: AkoolAnswer): AkoolStep {
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

/** No answer came. */
export function unanswered(state: AkoolState, operation: AkoolCall, error: VendorError): AkoolStep {
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
