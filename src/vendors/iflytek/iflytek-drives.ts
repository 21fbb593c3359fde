import { seconds } from "../../util/time.ts";
import { type Step, step } from "../machine.ts";
import { VendorError } from "../vendor-error.ts";
import type { DriveEvent } from "../vendor-event.ts";
import type { IflytekEvent } from "./iflytek-event.ts";
import type { IflytekDrive, IflytekEffect, IflytekInput, IflytekState } from "./iflytek-state.ts";

type IflytekStep = Step<IflytekState, IflytekEffect>;

const DRIVE_START_TIME = seconds(10);
const RESET_TIME = seconds(5);

/** Values of `vmr_status`. */
const STATUS = { begins: 0, goesOn: 1, ends: 2 } as const;

export const tell = (state: IflytekState, event: DriveEvent): IflytekStep =>
	step(state, { type: "drive-event", event });

const interrupted = ({ id }: IflytekDrive): IflytekEffect => ({
	type: "drive-event",
	event: { driveId: id, type: "ended", outcome: "interrupted" },
});

/** Effects that end every drive, each with `error` or as interrupted. */
export const endDrives = (state: IflytekState, error: VendorError | null): IflytekEffect[] =>
	state.drives.flatMap((active): IflytekEffect[] => [
		{ type: "halt", id: active.id },
		error === null
			? interrupted(active)
			: { type: "drive-event", event: { driveId: active.id, type: "failed", error } },
	]);

/** Something to say: appended behind what is being said, or in its place. The service keeps the queue. */
export function drive(state: IflytekState, asked: Extract<IflytekInput, { type: "drive" }>): IflytekStep {
	const { id, kind, append } = asked;
	if (state.stage !== "ready") return tell(state, { driveId: id, type: "failed", error: notConnected(kind) });
	const before = append ? state.drives : state.drives.map((active) => ({ ...active, replaced: true }));
	const drives = [...before, { id, kind, started: false, replaced: false }];
	return step<IflytekState, IflytekEffect>(
		{ ...state, drives },
		...(append ? [] : before.map((active): IflytekEffect => ({ type: "halt", id: active.id }))),
		{ type: "begin", id },
		...watch(drives, append),
	);
}

const notConnected = (kind: string) =>
	new VendorError("The avatar is not connected.", {
		vendor: "iflytek",
		operation: `${kind}_driver`,
		action: "reject",
		code: "not-connected",
	});

/** A drive that waits behind another one has no time to start within. */
function watch(drives: readonly IflytekDrive[], append: boolean): IflytekEffect[] {
	const isBehind = append && drives.some(({ started }) => started);
	return isBehind ? [] : [{ type: "start-timer", name: "drive start", delay: DRIVE_START_TIME }];
}

/** `driver_status`: a drive begins, goes on, or ends. */
export function driveStatus(state: IflytekState, { requestId, status }: IflytekEvent): IflytekStep {
	const active = state.drives.find(({ id }) => id === requestId);
	if (active === undefined) return step(state);
	if (status === STATUS.ends) return over(state, active);
	if (active.started || (status !== STATUS.begins && status !== STATUS.goesOn)) return step(state);
	// What this one was to interrupt is over, whether the service says so or not.
	const replaced = active.replaced ? [] : state.drives.filter((other) => other.replaced);
	const drives = state.drives
		.filter((other) => !replaced.includes(other))
		.map((other) => (other === active ? { ...other, started: true } : other));
	return step<IflytekState, IflytekEffect>(
		{ ...state, drives },
		...replaced.map(interrupted),
		{ type: "stop-timer", name: "drive start" },
		{ type: "drive-event", event: { driveId: requestId, type: "started" } },
	);
}

function over(state: IflytekState, active: IflytekDrive): IflytekStep {
	const outcome = active.replaced || state.resetting ? "interrupted" : "finished";
	return removed(state, active, { driveId: active.id, type: "ended", outcome });
}

/** A drive is gone; the next one has its time to start from now. */
function removed(state: IflytekState, active: IflytekDrive, event: DriveEvent): IflytekStep {
	const drives = state.drives.filter((other) => other !== active);
	const waits = drives.length > 0 && drives.every(({ started }) => !started);
	return step<IflytekState, IflytekEffect>(
		{ ...state, drives },
		{ type: "halt", id: active.id },
		{ type: "drive-event", event },
		waits
			? { type: "start-timer", name: "drive start", delay: DRIVE_START_TIME }
			: { type: "stop-timer", name: "drive start" },
	);
}

/** One drive failed, or something that is no drive. */
export function driveFailed(state: IflytekState, requestId: string, error: VendorError): IflytekStep {
	const active = state.drives.find(({ id }) => id === requestId);
	if (active === undefined) return step(state, { type: "warning", error });
	return removed(state, active, { driveId: active.id, type: "failed", error });
}

/** Asks for silence; there is nothing to ask for if nothing is being said. */
export function interrupt(state: IflytekState): IflytekStep {
	if (state.stage !== "ready" || state.drives.length === 0) return step(state);
	return step<IflytekState, IflytekEffect>(
		{ ...state, resetting: true },
		...state.drives.map(({ id }): IflytekEffect => ({ type: "halt", id })),
		{ type: "send", control: "reset" },
		{ type: "start-timer", name: "reset answer", delay: RESET_TIME },
	);
}

/** The service has fallen silent. */
export const reset = (state: IflytekState): IflytekStep =>
	step<IflytekState, IflytekEffect>(
		{ ...state, drives: [], resetting: false },
		...endDrives(state, null),
		{ type: "stop-timer", name: "reset answer" },
		{ type: "stop-timer", name: "drive start" },
	);

/** It never said so: what was being said counts as interrupted. */
export function resetTimedOut(state: IflytekState): IflytekStep {
	const error = new VendorError("iFLYTEK did not say that it has stopped.", {
		vendor: "iflytek",
		operation: "reset",
		action: "retry",
		code: "timeout",
		timer: "reset answer",
	});
	const { state: next, effects } = reset(state);
	return step(next, ...effects, { type: "warning", error });
}
