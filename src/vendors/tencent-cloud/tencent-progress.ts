import { step } from "../machine.ts";
import { VendorError } from "../vendor-error.ts";
import type { Downstream } from "./downstream.ts";
import { COMMANDS, chain, change, pump, stopAll, tell, without } from "./tencent-drives.ts";
import { closed, fail, type TencentStep } from "./tencent-ending.ts";
import { tencentError, tencentTimeout } from "./tencent-errors.ts";
import type { ActiveDrive, TencentEffect, TencentState } from "./tencent-state.ts";
import { TEXT_INTERVAL } from "./tencent-timing.ts";

/** How many statuses are remembered: three drives of a dozen sentences each. */
const MOST_SEEN = 128;

/** A message of the command channel. */
export function downstream(state: TencentState, message: Downstream): TencentStep {
	if (message.errorCode !== 0 || message.type === 9) return refused(state, message);
	if (message.type === 2 || message.type === 4) {
		const from = message.type === 2 ? "user" : "avatar";
		return step(state, { type: "chat", event: { from, text: message.text, isFinal: message.isFinal } });
	}
	const { status, requestId, sequence } = message;
	if (status === null) return step(state);
	const key = `${requestId} ${sequence} ${status}`;
	const active = state.drives.find(({ id }) => id === requestId);
	if (active === undefined || state.seen.includes(key)) return step(state);
	const seen = [...state.seen, key].slice(-MOST_SEEN);
	return byStatus({ ...state, seen }, active, message);
}

function byStatus(state: TencentState, active: ActiveDrive, message: Downstream): TencentStep {
	const { id } = active;
	const { sequence: sentence } = message;
	switch (message.status) {
		case "TextStart":
		case "AudioStart":
			return hasStarted(state, active);
		case "TextOver":
		case "AudioOver":
			return hasEnded(state, active, message.finalType);
		case "Error":
			return hasFailed(state, active, tencentError(COMMANDS[active.kind], -111005, message.errorMessage));
		case "SentenceNext":
			return step(state, tell({ driveId: id, type: "sentence-wanted", sentence }));
		case "SentenceStart":
			return chain(hasStarted(state, active), (next) =>
				step(next, tell({ driveId: id, type: "sentence-started", sentence })),
			);
		case "SentenceOver":
			return step(state, tell({ driveId: id, type: "sentence-ended", sentence }));
		default:
			// Initial, WaitingTextStart, WaitingTextOver, WaitingAudioStart, WaitingAudioOver: on the way, nothing to do.
			return step(state);
	}
}

function hasStarted(state: TencentState, active: ActiveDrive): TencentStep {
	if (active.started) return step(state);
	// What this one has replaced is over, whether the vendor says so or not.
	const replaced = state.drives.filter((other) => other.replaced && other.id !== active.id);
	const rest = { ...state, drives: state.drives.filter((other) => !replaced.includes(other)) };
	const told = step<TencentState, TencentEffect>(
		change(rest, active.id, { started: true }),
		...replaced.map(({ id }) => tell({ driveId: id, type: "ended", outcome: "interrupted" })),
		{ type: "stop-timer", name: "drive start" },
		tell({ driveId: active.id, type: "started" }),
	);
	if (active.stop !== "wanted") return told;
	return chain(told, (next) =>
		stopAll(
			next,
			next.drives.filter(({ id }) => id === active.id),
		),
	);
}

/** Values of `FinalType` that are not our own end: the server's after silence, an interruption (seen, not documented). */
const CUT_OFF: ReadonlySet<number> = new Set([2, 3]);

function hasEnded(state: TencentState, active: ActiveDrive, finalType: number): TencentStep {
	const { id } = active;
	const cut = active.replaced || active.stop !== "no" || CUT_OFF.has(finalType);
	return chain(
		step(
			without(state, id),
			...ending(state, active),
			tell({ driveId: id, type: "ended", outcome: cut ? "interrupted" : "finished" }),
		),
		pump,
	);
}

function hasFailed(state: TencentState, active: ActiveDrive, error: VendorError): TencentStep {
	return chain(
		step(
			without(state, active.id),
			...ending(state, active),
			tell({ driveId: active.id, type: "failed", error }),
		),
		pump,
	);
}

/** What ends with a drive, whatever its end. */
function ending(state: TencentState, { id, started, stop }: ActiveDrive): TencentEffect[] {
	const others = state.drives.filter((other) => other.id !== id);
	const effects: TencentEffect[] = [{ type: "halt", id }];
	if (!started && others.every((other) => other.started))
		effects.push({ type: "stop-timer", name: "drive start" });
	if (stop === "sent" && others.every((other) => other.stop !== "sent"))
		effects.push({ type: "stop-timer", name: "stop answer" });
	return effects;
}

/** A message with an error code: what it asks for depends on the code. */
function refused(state: TencentState, message: Downstream): TencentStep {
	const { errorCode, errorMessage, requestId } = message;
	const active = state.drives.find(({ id }) => id === requestId);
	const operation = active === undefined ? "commandchannel" : COMMANDS[active.kind];
	const error = tencentError(operation, errorCode === 0 ? -111005 : errorCode, errorMessage);
	if (errorCode === 110022) return closed(state, "replaced", errorMessage);
	if (error.action === "new-session") return fail(state, error);
	if (active === undefined) return step(state, { type: "warning", error });
	const again = AGAIN.has(errorCode) && !active.resent && active.kind === "text" && active.stop === "no";
	if (!again) return hasFailed(state, active, error);
	return sendAgain(state, active, error, NOT_STARTED.has(errorCode));
}

/** The session is there, but was not started. */
const NOT_STARTED: ReadonlySet<number> = new Set([110014, 110016]);

/** Codes after which the same text may work: too fast, wrong moment, not started, a fault that may pass. */
const AGAIN: ReadonlySet<number> = new Set([
	100000, 100012, 110014, 110015, 110016, -101000, -111001, -111002, -111003, -111004,
]);

/** The same text once more, unless a newer one waits: a second later, or when the session has been started. */
function sendAgain(
	state: TencentState,
	active: ActiveDrive,
	error: VendorError,
	restart: boolean,
): TencentStep {
	if (state.waiting !== null) return hasFailed(state, active, error);
	const waiting = { ...active, resent: true, started: false, replaced: false };
	return step(
		{ ...without(state, active.id), waiting, mayText: false, restarting: restart || state.restarting },
		{ type: "warning", error },
		{ type: "stop-timer", name: "drive start" },
		{ type: "start-timer", name: "text interval", delay: TEXT_INTERVAL },
		...(restart ? [{ type: "call", operation: "start" } as const] : []),
	);
}

/** The gateway did not pass a frame on. */
export function rejected(state: TencentState, reason: string, requestId: string): TencentStep {
	const active = state.drives.find(({ id }) => id === requestId);
	const error = new VendorError(reason, {
		vendor: "tencent-cloud",
		operation: active === undefined ? "commandchannel" : COMMANDS[active.kind],
		action: "reject",
		code: "gateway",
	});
	return active === undefined ? step(state, { type: "warning", error }) : hasFailed(state, active, error);
}

/** The vendor never said that a drive has started, or never that it was stopped. */
export function driveTimedOut(state: TencentState, timer: "drive start" | "stop answer"): TencentStep {
	const silent = state.drives.filter((active) =>
		timer === "drive start" ? !active.started : active.stop === "sent",
	);
	return silent.reduce<TencentStep>(
		(so, active) =>
			chain(so, (next) =>
				timer === "stop answer"
					? hasEnded(next, active, 0)
					: hasFailed(
							next,
							active,
							tencentTimeout(COMMANDS[active.kind], timer, "Tencent never began to say it."),
						),
			),
		step(state),
	);
}
