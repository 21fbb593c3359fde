import { unreachable } from "../../util/unreachable.ts";
import { type Reducer, step } from "../machine.ts";
import type { VendorError } from "../vendor-error.ts";
import type { TencentAnswer } from "./tencent-answer.ts";
import { drive, interrupt, pump } from "./tencent-drives.ts";
import { closed, endDrives, fail, needsInput, type TencentStep } from "./tencent-ending.ts";
import { tencentTimeout } from "./tencent-errors.ts";
import {
	create,
	created,
	createFailed,
	joined,
	looked,
	lookFailed,
	lostChannel,
	started,
	startFailed,
	tryAgain,
} from "./tencent-opening.ts";
import { downstream, driveTimedOut, rejected } from "./tencent-progress.ts";
import type {
	TencentCall,
	TencentEffect,
	TencentInput,
	TencentState,
	TencentTimer,
} from "./tencent-state.ts";
import { CLOSE_TIME, FIRST_FRAME_TIME, HEARTBEAT_INTERVAL } from "./tencent-timing.ts";

/** The state machine of a streamed session: what follows from what, without time, sockets or requests. */
export const tencentReducer: Reducer<TencentState, TencentInput, TencentEffect> = (state, input) => {
	if (state.stage === "over")
		return input.type === "drive" ? drive(state, input.id, input.kind) : step(state);
	switch (input.type) {
		case "open":
			return state.stage === "idle" ? create(state) : step(state);
		case "answer":
			return answered(state, input.operation, input.answer);
		case "no-answer":
			return unanswered(state, input.operation, input.error);
		case "timer":
			return rang(state, input.name);
		case "socket-opened":
			return state.stage === "joining" ? chainPump(joined(state)) : step(state);
		case "socket-closed":
			return isUp(state) ? lostChannel(state, input.end) : step(state);
		case "downstream":
			return isUp(state) ? downstream(state, input.message) : step(state);
		case "rejected":
			return rejected(state, input.reason, input.requestId);
		case "attached":
			return state.playing
				? step(state)
				: step(state, { type: "start-timer", name: "first frame", delay: FIRST_FRAME_TIME });
		case "first-frame":
			return step({ ...state, playing: true }, { type: "stop-timer", name: "first frame" });
		case "needs-input":
			return needsInput(state, input.missing);
		case "drive":
			return drive(state, input.id, input.kind);
		case "interrupt":
			return interrupt(state);
		case "close":
			return close(state, input);
		default:
			return unreachable(input);
	}
};

/** The command channel is there or being opened. */
const isUp = ({ stage }: TencentState) => stage === "joining" || stage === "live";

function chainPump({ state, effects }: TencentStep): TencentStep {
	const next = pump(state);
	return step(next.state, ...effects, ...next.effects);
}

function answered(state: TencentState, operation: TencentCall, answer: TencentAnswer): TencentStep {
	switch (operation) {
		case "create":
			return state.stage === "creating" ? created(state, answer) : step(state);
		case "stat":
			return state.stage === "preparing" || state.stage === "rejoining" ? looked(state, answer) : step(state);
		case "start":
			if (state.restarting) return chainPump(step({ ...state, restarting: false }));
			return state.stage === "starting" ? started(state, answer) : step(state);
		case "close":
			return state.stage === "closing" ? closedAs(state) : step(state);
		default:
			return unreachable(operation);
	}
}

function unanswered(state: TencentState, operation: TencentCall, error: VendorError): TencentStep {
	if (error.action === "new-session") return fail(state, error);
	switch (operation) {
		case "create":
			return state.stage === "creating" ? createFailed(state, error) : step(state);
		case "stat":
			return state.stage === "preparing" || state.stage === "rejoining"
				? lookFailed(state, error)
				: step(state);
		case "start":
			if (state.restarting) return chainPump(step({ ...state, restarting: false }));
			return state.stage === "starting" ? startFailed(state, error) : step(state);
		case "close":
			return state.stage === "closing" ? closedAs(state) : step(state);
		default:
			return unreachable(operation);
	}
}

function rang(state: TencentState, name: TencentTimer): TencentStep {
	switch (name) {
		case "create":
			return fail(state, tencentTimeout("createsession", name, "Tencent did not answer."));
		case "prepare":
			return fail(
				state,
				tencentTimeout("statsession", name, "Tencent did not get the avatar ready in time."),
			);
		case "start":
			return fail(state, tencentTimeout("startsession", name, "Tencent did not start the session."));
		case "first frame":
			return fail(state, tencentTimeout("play", name, "No picture came from Tencent."));
		case "retry":
			return tryAgain(state);
		case "poll":
		case "rejoin":
			return step(state, { type: "call", operation: "stat" });
		case "socket":
			return silentSocket(state);
		case "drive start":
		case "stop answer":
			return driveTimedOut(state, name);
		case "text interval":
			return pump({ ...state, mayText: true });
		case "heartbeat":
			if (state.stage !== "live") return step(state);
			return step(
				state,
				{ type: "heartbeat" },
				{ type: "start-timer", name: "heartbeat", delay: HEARTBEAT_INTERVAL },
			);
		case "close":
			return closedAs(state);
		default:
			return unreachable(name);
	}
}

/** A socket that neither opens nor closes counts as one that was refused. */
function silentSocket(state: TencentState): TencentStep {
	const end = { wasOpen: false, code: 1006, reason: "the socket did not open in time" };
	const { state: next, effects } = lostChannel(state, end, "socket");
	return step(next, { type: "disconnect" }, ...effects);
}

/** Ends the session at the vendor first; without one there is nothing to end. */
function close(
	state: TencentState,
	{ reason, detail }: { reason: "asked" | "vendor" | "replaced" | "lease"; detail: string },
): TencentStep {
	if (state.stage === "closing" && reason !== "lease") return step(state);
	if (!state.hasSession || reason !== "asked") return closed(state, reason, detail);
	return step(
		{ ...state, stage: "closing", shown: null, drives: [], waiting: null },
		...endDrives(state, null),
		{ type: "call", operation: "close" },
		{ type: "start-timer", name: "close", delay: CLOSE_TIME },
	);
}

const closedAs = (state: TencentState) => closed(state, "asked");
