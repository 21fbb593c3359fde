import { seconds } from "../../util/time.ts";
import { unreachable } from "../../util/unreachable.ts";
import { type Reducer, type Step, step } from "../machine.ts";
import type { SocketEnd } from "../session-broker.ts";
import { VendorError, type VendorErrorFields } from "../vendor-error.ts";
import type { CloseReason, VendorState } from "../vendor-state.ts";
import {
	drive,
	driveFailed,
	driveStatus,
	endDrives,
	interrupt,
	reset,
	resetTimedOut,
	tell,
} from "./iflytek-drives.ts";
import type { IflytekEvent } from "./iflytek-event.ts";
import type { IflytekEffect, IflytekInput, IflytekState, IflytekTimer } from "./iflytek-state.ts";

export type IflytekStep = Step<IflytekState, IflytekEffect>;

// The documents name no times; these are ours but for the ping, which the vendor's demo sends.
const OPEN_TIME = seconds(10);
const START_TIME = seconds(10);
const FIRST_FRAME_TIME = seconds(20);
/** Of silence on our side. */
const PING_INTERVAL = seconds(5);
/** Of silence on theirs: three pings without an answer. */
const SILENCE = seconds(15);
const STOP_TIME = seconds(2);
/** Attempts in a row, each with a fresh signature, before it is given up. */
const MOST_ATTEMPTS = 3;

export const iflytekError = (sentence: string, fields: Omit<VendorErrorFields, "vendor">): VendorError =>
	new VendorError(sentence, { vendor: "iflytek", ...fields });

const timedOut = (operation: string, timer: IflytekTimer, sentence: string) =>
	iflytekError(sentence, { operation, action: "retry", code: "timeout", timer });

/** The state machine of a session: what follows from what, without time or sockets. */
export const iflytekReducer: Reducer<IflytekState, IflytekInput, IflytekEffect> = (state, input) => {
	if (state.stage === "over") return input.type === "drive" ? drive(state, input) : step(state);
	switch (input.type) {
		case "open":
			return state.stage === "idle" ? open(state) : step(state);
		case "socket-opened":
			return state.stage === "opening" ? start(state) : step(state);
		case "socket-closed":
			return state.stage === "closing" ? closed(state, "asked") : lost(state, input.end);
		case "event":
			return received(state, input.event);
		case "alive":
			return step(state, { type: "start-timer", name: "silence", delay: SILENCE });
		case "sent":
			return step(state, { type: "start-timer", name: "ping", delay: PING_INTERVAL });
		case "rejected":
			return driveFailed(state, input.requestId, rejection(input.reason));
		case "attached":
			return state.playing
				? step(state)
				: step(state, { type: "start-timer", name: "first frame", delay: FIRST_FRAME_TIME });
		case "first-frame":
			return step({ ...state, playing: true }, { type: "stop-timer", name: "first frame" });
		case "needs-input":
			return ended(state, { phase: "needs-input", missing: input.missing }, null);
		case "drive":
			return drive(state, input);
		case "interrupt":
			return interrupt(state);
		case "timer":
			return rang(state, input.name);
		case "close":
			return close(state, input.reason, input.detail);
		default:
			return unreachable(input);
	}
};

const rejection = (reason: string) =>
	iflytekError(reason, { operation: "interact", action: "reject", code: "gateway" });

function ended(state: IflytekState, shown: VendorState, error: VendorError | null): IflytekStep {
	const effects = endDrives(state, error);
	return step({ ...state, stage: "over", drives: [], shown }, ...effects, { type: "finish" });
}

const fail = (state: IflytekState, error: VendorError) => ended(state, { phase: "failed", error }, error);

const closed = (state: IflytekState, reason: CloseReason, detail = "") =>
	ended(state, { phase: "closed", reason, detail }, null);

const open = (state: IflytekState): IflytekStep =>
	step(
		{ ...state, stage: "opening" },
		{ type: "connect" },
		{ type: "start-timer", name: "open", delay: OPEN_TIME },
	);

const start = (state: IflytekState): IflytekStep =>
	step(
		{ ...state, stage: "starting" },
		{ type: "stop-timer", name: "open" },
		{ type: "send", control: "start" },
		{ type: "start-timer", name: "start", delay: START_TIME },
		{ type: "start-timer", name: "silence", delay: SILENCE },
	);

/** The socket is gone: a fresh signature and a fresh start, a few times in a row at most. */
function lost(state: IflytekState, end: SocketEnd, timer?: IflytekTimer): IflytekStep {
	const attempts = state.attempts + 1;
	const error = lostError(state, end, timer);
	if (attempts >= MOST_ATTEMPTS) return fail(state, error);
	const shown = { phase: "reconnecting", attempt: attempts } as const;
	return step<IflytekState, IflytekEffect>(
		{
			...state,
			stage: "waiting",
			attempts,
			drives: [],
			resetting: false,
			playing: false,
			shown: state.wasReady ? shown : null,
		},
		...endDrives(state, error),
		...(["open", "start", "silence", "ping", "drive start", "reset answer"] as const).map(
			(name): IflytekEffect => ({ type: "stop-timer", name }),
		),
		{ type: "start-timer", name: "reconnect", delay: seconds(2 ** (attempts - 1)) },
	);
}

function lostError(state: IflytekState, end: SocketEnd, timer?: IflytekTimer): VendorError {
	const { credential = "", status, reason } = end;
	const common = { code: status ?? end.code, detail: reason, ...(timer === undefined ? {} : { timer }) };
	if (end.wasOpen || state.wasReady)
		return iflytekError("The connection to iFLYTEK broke.", {
			operation: "interact",
			action: "retry",
			...common,
		});
	const blame =
		credential === "" ? "check the keys, the gateway's clock and the network" : `check ${credential}`;
	return iflytekError(`iFLYTEK does not let the gateway in: ${blame}.`, {
		operation: "handshake",
		action: "user-must-act",
		...common,
		...(credential === "" ? {} : { credential }),
	});
}

function received(state: IflytekState, event: IflytekEvent): IflytekStep {
	if (event.code !== 0) return fail(state, protocolError(state, event));
	if (event.errorCode !== 0) return driveError(state, event);
	switch (event.type) {
		case "stream_info":
			return ready(state, event);
		case "stream_start":
			return step({ ...state, playing: true }, { type: "stop-timer", name: "first frame" });
		case "driver_status":
			return driveStatus(state, event);
		case "tts_duration":
			if (Number.isNaN(event.duration)) return step(state);
			return tell(state, { driveId: event.requestId, type: "duration", duration: seconds(event.duration) });
		case "action_status":
			if (event.action === null) return step(state);
			return tell(state, {
				driveId: event.requestId,
				type: "action",
				action: event.action.name,
				state: event.action.state,
			});
		case "reset":
			return reset(state);
		case "stop":
			return closed(state, state.stage === "closing" ? "asked" : "vendor", event.message);
		case "pong":
		case "other":
			return step(state);
		default:
			return unreachable(event.type);
	}
}

/** There is no public table of codes: the number and the text go on as they are. */
function protocolError(state: IflytekState, { code, message, sid }: IflytekEvent): VendorError {
	const isStart = state.stage === "starting";
	const credential = /app.?id/i.test(message)
		? "IFLYTEK_APP_ID"
		: /avatar/i.test(message)
			? "IFLYTEK_AVATAR_ID"
			: undefined;
	const sentence = isStart ? "iFLYTEK does not start the avatar" : "iFLYTEK has ended the session";
	return iflytekError(credential === undefined ? `${sentence}.` : `${sentence}: check ${credential}.`, {
		operation: isStart ? "start" : "interact",
		action: credential === undefined ? "new-session" : "user-must-act",
		code,
		detail: sid === "" ? message : `${message} (${sid})`,
		...(credential === undefined ? {} : { credential }),
	});
}

/** One drive failed; the connection stays. During the start there is nothing that could go on. */
function driveError(state: IflytekState, event: IflytekEvent): IflytekStep {
	const isStart = state.stage === "starting";
	const error = iflytekError(isStart ? "iFLYTEK does not start the avatar." : "iFLYTEK could not do this.", {
		operation: isStart ? "start" : "drive",
		action: isStart ? "new-session" : "reject",
		code: event.errorCode,
		detail: event.errorMessage,
	});
	return isStart ? fail(state, error) : driveFailed(state, event.requestId, error);
}

const ready = (state: IflytekState, event: IflytekEvent): IflytekStep =>
	step(
		{ ...state, stage: "ready", wasReady: true, attempts: 0, shown: null },
		{ type: "stop-timer", name: "start" },
		{ type: "stream", event },
	);

function rang(state: IflytekState, name: IflytekTimer): IflytekStep {
	switch (name) {
		case "open":
			return cut(state, name, "the socket did not open in time");
		case "silence":
			return cut(state, name, "the service fell silent");
		case "start":
			return fail(state, timedOut("start", name, "iFLYTEK did not start the avatar in time."));
		case "first frame":
			return fail(state, timedOut("play", name, "No picture came from iFLYTEK."));
		case "drive start": {
			const first = state.drives.find(({ started }) => !started);
			if (first === undefined) return step(state);
			return driveFailed(state, first.id, timedOut("drive", name, "iFLYTEK never began to say it."));
		}
		case "reset answer":
			return resetTimedOut(state);
		case "ping":
			return step(state, { type: "send", control: "ping" });
		case "reconnect":
			return open(state);
		case "stop":
			return closed(state, "asked");
		default:
			return unreachable(name);
	}
}

/** A socket that does nothing is cut, and counts as lost. */
function cut(state: IflytekState, timer: IflytekTimer, reason: string): IflytekStep {
	const end = { wasOpen: timer === "silence", code: 1006, reason };
	const { state: next, effects } = lost(state, end, timer);
	return step(next, { type: "disconnect" }, ...effects);
}

/** Says goodbye first, if there is somebody to say it to. */
function close(state: IflytekState, reason: CloseReason, detail: string): IflytekStep {
	const talks = state.stage === "starting" || state.stage === "ready";
	if (state.stage === "closing" && reason === "asked") return step(state);
	if (!talks || reason !== "asked") return closed(state, reason, detail);
	return step(
		{ ...state, stage: "closing", drives: [], shown: null },
		...endDrives(state, null),
		{ type: "send", control: "stop" },
		{ type: "start-timer", name: "stop", delay: STOP_TIME },
	);
}
