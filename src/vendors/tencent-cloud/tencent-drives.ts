import { step } from "../machine.ts";
import { VendorError } from "../vendor-error.ts";
import type { DriveEvent } from "../vendor-event.ts";
import type { TencentStep } from "./tencent-ending.ts";
import type { ActiveDrive, DriveKind, TencentEffect, TencentState } from "./tencent-state.ts";
import { DRIVE_START_TIME, STOP_ANSWER_TIME, TEXT_INTERVAL } from "./tencent-timing.ts";

/** What says a drive of each kind. */
export const COMMANDS = { text: "SEND_TEXT", stream: "SEND_STREAMTEXT", audio: "SEND_AUDIO" } as const;

const isText = (kind: DriveKind) => kind !== "audio";

export const tell = (event: DriveEvent): TencentEffect => ({ type: "drive-event", event });

export const change = (state: TencentState, id: string, fields: Partial<ActiveDrive>): TencentState => ({
	...state,
	drives: state.drives.map((drive) => (drive.id === id ? { ...drive, ...fields } : drive)),
});

export const without = (state: TencentState, id: string): TencentState => ({
	...state,
	drives: state.drives.filter((drive) => drive.id !== id),
});

/** Steps one after the other. */
export function chain(first: TencentStep, next: (state: TencentState) => TencentStep): TencentStep {
	const second = next(first.state);
	return step(second.state, ...first.effects, ...second.effects);
}

/** Something new to say. It takes the place of what waited; what is being said is stopped if it would be in the way. */
export function drive(state: TencentState, id: string, kind: DriveKind): TencentStep {
	if (state.stage !== "live" && state.stage !== "rejoining" && !(state.stage === "joining" && state.wasLive))
		return step(state, tell({ driveId: id, type: "failed", error: notConnected(kind) }));
	const fresh: ActiveDrive = { id, kind, started: false, replaced: false, resent: false, stop: "no" };
	const dropped: TencentEffect[] =
		state.waiting === null
			? []
			: [tell({ driveId: state.waiting.id, type: "ended", outcome: "interrupted" })];
	return chain(step({ ...state, waiting: fresh }, ...dropped), pump);
}

const notConnected = (kind: DriveKind) =>
	new VendorError("The avatar is not connected.", {
		vendor: "tencent-cloud",
		operation: COMMANDS[kind],
		action: "reject",
		code: "not-connected",
	});

/** Begins what waits, if it may: a text replaces a text by itself, everything else has to end before. */
export function pump(state: TencentState): TencentStep {
	const { waiting, drives } = state;
	if (waiting === null || state.stage !== "live" || state.restarting) return step(state);
	const inTheWay = drives.filter((active) => !(isText(waiting.kind) && isText(active.kind)));
	if (inTheWay.length > 0) return stopAll(state, inTheWay);
	if (drives.some((active) => active.stop !== "no")) return step(state);
	if (isText(waiting.kind) && !state.mayText) return step(state);
	const replaced = drives.map((active) => ({ ...active, replaced: true }));
	return step(
		{
			...state,
			waiting: null,
			drives: [...replaced, waiting],
			mayText: isText(waiting.kind) ? false : state.mayText,
		},
		...replaced.map(({ id }): TencentEffect => ({ type: "halt", id })),
		{ type: "begin", id: waiting.id },
		{ type: "start-timer", name: "drive start", delay: DRIVE_START_TIME },
		...(isText(waiting.kind)
			? [{ type: "start-timer", name: "text interval", delay: TEXT_INTERVAL } as const]
			: []),
	);
}

/** Ends drives. A text that has not started yet cannot be stopped: it is, once it has. */
export function stopAll(state: TencentState, drives: readonly ActiveDrive[]): TencentStep {
	let next = state;
	const effects: TencentEffect[] = [];
	for (const { id, kind, started, stop } of drives) {
		if (stop === "sent") continue;
		if (isText(kind) && !started) {
			next = change(next, id, { stop: "wanted" });
			continue;
		}
		next = change(next, id, { stop: "sent" });
		effects.push(
			{ type: "halt", id },
			{ type: "stop", id, kind },
			{ type: "start-timer", name: "stop answer", delay: STOP_ANSWER_TIME },
		);
	}
	return step(next, ...effects);
}

/** Stops everything, also what waits. */
export function interrupt(state: TencentState): TencentStep {
	const dropped: TencentEffect[] =
		state.waiting === null
			? []
			: [tell({ driveId: state.waiting.id, type: "ended", outcome: "interrupted" })];
	return chain(step({ ...state, waiting: null }, ...dropped), (next) => stopAll(next, next.drives));
}
