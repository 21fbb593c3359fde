import { numberOf, textOf } from "../../protocol/loose-fields.ts";
import { step } from "../machine.ts";
import type { SocketEnd } from "../session-broker.ts";
import { VendorError } from "../vendor-error.ts";
import { SESSION_STATUS, type TencentAnswer } from "./tencent-answer.ts";
import { closed, fail, type TencentStep } from "./tencent-ending.ts";
import { malformed, tencentError } from "./tencent-errors.ts";
import type { TencentEffect, TencentState } from "./tencent-state.ts";
import {
	ANSWER_TIME,
	CAPACITY_PAUSE,
	HEARTBEAT_INTERVAL,
	MOST_FAILURES,
	MOST_REFUSED,
	POLL_INTERVAL,
	PREPARE_TIME,
	pauseBefore,
	SOCKET_TIME,
	TEXT_INTERVAL,
} from "./tencent-timing.ts";

/** Asks for an operation under the timer that guards it. */
const ask = (operation: "create" | "start"): TencentEffect[] => [
	{ type: "call", operation },
	{ type: "start-timer", name: operation, delay: ANSWER_TIME },
];

export const create = (state: TencentState): TencentStep =>
	step({ ...state, stage: "creating" }, ...ask("create"));

/** The address is known: it can be played, and the session is started. */
function ready(state: TencentState, answer: TencentAnswer): TencentStep {
	return step(
		{ ...state, stage: "starting", hasSession: true, failures: 0 },
		{ type: "stop-timer", name: "poll" },
		{ type: "stop-timer", name: "prepare" },
		{ type: "ready", address: textOf(answer.payload.PlayStreamAddr) },
		...ask("start"),
	);
}

/** What a session's status means while it is being made. */
function byStatus(state: TencentState, operation: string, answer: TencentAnswer): TencentStep {
	const { payload } = answer;
	switch (numberOf(payload.SessionStatus)) {
		case SESSION_STATUS.live:
			return ready(state, answer);
		case SESSION_STATUS.preparing:
			return step(
				{ ...state, stage: "preparing", hasSession: true, failures: 0 },
				{ type: "start-timer", name: "poll", delay: POLL_INTERVAL },
				...(state.stage === "preparing"
					? []
					: [{ type: "start-timer", name: "prepare", delay: PREPARE_TIME } as const]),
			);
		case SESSION_STATUS.closed:
			return endedByVendor(state, payload);
		case SESSION_STATUS.failed:
			return fail(state, statusError(operation, payload));
		default:
			return fail(state, malformed(operation, `SessionStatus is ${String(payload.SessionStatus)}`));
	}
}

const statusError = (operation: string, payload: TencentAnswer["payload"]) =>
	tencentError(operation, numberOf(payload.ErrorCode ?? 0) || -111004, textOf(payload.ErrorMessage));

/** The vendor has closed the session: because of the same user elsewhere, or for a reason of its own. */
export function endedByVendor(state: TencentState, payload: TencentAnswer["payload"]): TencentStep {
	const replaced = numberOf(payload.ErrorCode) === 110022;
	return closed(state, replaced ? "replaced" : "vendor", textOf(payload.ErrorMessage));
}

/** A fault of `createsession`: once more if it may pass, else the end. */
export function createFailed(state: TencentState, error: VendorError): TencentStep {
	const mayPass = error.action === "retry" || error.action === "slow-down";
	if (!mayPass) return fail(state, error);
	if (state.failures > 0) return fail(state, error.code === -101001 ? forAPerson(error) : error);
	const delay =
		error.code === -101001 ? CAPACITY_PAUSE : error.action === "slow-down" ? TEXT_INTERVAL : pauseBefore(0);
	return step(
		{ ...state, failures: 1 },
		{ type: "stop-timer", name: "create" },
		{ type: "start-timer", name: "retry", delay },
		{ type: "warning", error },
	);
}

/** The same error, after waiting did not help. */
const forAPerson = (error: VendorError) =>
	new VendorError(error.message, {
		vendor: error.vendor,
		operation: error.operation,
		code: error.code,
		detail: error.detail,
		action: "user-must-act",
	});

export function created(state: TencentState, answer: TencentAnswer): TencentStep {
	const operation = "createsession";
	if (Number.isNaN(answer.code)) return fail(state, malformed(operation, answer.message));
	if (answer.code !== 0) return createFailed(state, tencentError(operation, answer.code, answer.message));
	const { state: next, effects } = byStatus(state, operation, answer);
	return step(next, { type: "stop-timer", name: "create" }, ...effects);
}

/** An answer to `statsession`, while preparing or after the channel broke. */
export function looked(state: TencentState, answer: TencentAnswer): TencentStep {
	if (answer.code !== 0) {
		const error = tencentError("statsession", answer.code, answer.message);
		if (error.action === "new-session" || error.action === "user-must-act") return fail(state, error);
		return lookFailed(state, error);
	}
	if (state.stage === "preparing") return byStatus(state, "statsession", answer);
	const status = numberOf(answer.payload.SessionStatus);
	if (status === SESSION_STATUS.closed) return endedByVendor(state, answer.payload);
	if (status === SESSION_STATUS.failed) return fail(state, statusError("statsession", answer.payload));
	if (answer.payload.IsSessionStarted === false)
		return step({ ...state, stage: "starting", failures: 0 }, ...ask("start"));
	return join({ ...state, failures: 0 });
}

/** A look at the session that gave nothing: another one a little later, up to a bound. */
export function lookFailed(state: TencentState, error: VendorError): TencentStep {
	if (state.stage === "preparing")
		return step(state, { type: "start-timer", name: "poll", delay: POLL_INTERVAL });
	if (state.failures >= MOST_FAILURES) return fail(state, error);
	return step(
		{ ...state, failures: state.failures + 1 },
		{ type: "start-timer", name: "rejoin", delay: pauseBefore(state.failures) },
	);
}

/** An answer to `startsession`. A session that is not ready yet is asked again, a few times. */
export function started(state: TencentState, answer: TencentAnswer): TencentStep {
	if (answer.code === 0) return join(state);
	return startFailed(state, tencentError("startsession", answer.code, answer.message));
}

export function startFailed(state: TencentState, error: VendorError): TencentStep {
	const mayPass = error.action === "retry" || error.action === "slow-down";
	if (!mayPass || state.failures >= MOST_FAILURES) return fail(state, error);
	return step(
		{ ...state, failures: state.failures + 1 },
		{ type: "stop-timer", name: "start" },
		{ type: "start-timer", name: "retry", delay: pauseBefore(state.failures) },
	);
}

/** The moment to try again what is being tried. */
export function tryAgain(state: TencentState): TencentStep {
	if (state.stage === "creating") return step(state, ...ask("create"));
	if (state.stage === "starting") return step(state, ...ask("start"));
	return step(state);
}

const join = (state: TencentState): TencentStep =>
	step(
		{ ...state, stage: "joining" },
		{ type: "stop-timer", name: "start" },
		{ type: "connect" },
		{ type: "start-timer", name: "socket", delay: SOCKET_TIME },
	);

export const joined = (state: TencentState): TencentStep =>
	step(
		{ ...state, stage: "live", wasLive: true, refused: 0, failures: 0, shown: null },
		{ type: "stop-timer", name: "socket" },
		{ type: "start-timer", name: "heartbeat", delay: HEARTBEAT_INTERVAL },
	);

/** The channel is gone, or never came: is there still a session? One that never opens is not tried for ever. */
export function lostChannel(state: TencentState, end: SocketEnd, timer?: string): TencentStep {
	const refused = end.wasOpen ? 0 : state.refused + 1;
	if (refused >= MOST_REFUSED) return fail({ ...state, refused }, refusedError(end, timer));
	const shown = { phase: "reconnecting", attempt: refused } as const;
	return step<TencentState, TencentEffect>(
		{ ...state, stage: "rejoining", refused, shown: state.wasLive ? shown : null },
		{ type: "stop-timer", name: "socket" },
		{ type: "stop-timer", name: "heartbeat" },
		...(end.wasOpen
			? [{ type: "call", operation: "stat" } as const]
			: [{ type: "start-timer", name: "rejoin", delay: pauseBefore(refused - 1) } as const]),
	);
}

function refusedError(end: SocketEnd, timer: string | undefined): VendorError {
	const blame = end.credential ? `: check ${end.credential}` : "";
	return new VendorError(`Tencent does not open the way for commands${blame}.`, {
		vendor: "tencent-cloud",
		operation: "commandchannel",
		action: "user-must-act",
		code: end.status ?? end.code,
		detail: end.reason,
		...(timer === undefined ? {} : { timer }),
		...(end.credential ? { credential: end.credential } : {}),
	});
}
