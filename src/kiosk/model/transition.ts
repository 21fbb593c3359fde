import type { Seconds } from "../../util/time.ts";
import { unreachable } from "../../util/unreachable.ts";
import type { KioskEffect, KioskEvent } from "./kiosk-event.ts";
import { isVisit, type KioskPhase, type KioskState, type KioskTiming } from "./kiosk-state.ts";

export interface Transition {
	readonly state: KioskState;
	readonly effects: readonly KioskEffect[];
}

/** The kiosk's machine: what becomes of `state` when `event` happens at `now`. Knows no clock and does nothing itself. */
export function transition(
	state: KioskState,
	event: KioskEvent,
	now: Seconds,
	timing: KioskTiming,
): Transition {
	switch (event.type) {
		case "booted":
			return state.phase === "boot" ? booted(state, event.resumes, now) : stay(state);
		case "tested":
			return state.phase === "self-test" ? enter(state, "attract", now, "enter-attract") : stay(state);
		case "activity":
			return active(state, event.kind === "presence", now);
		case "greeted":
			return state.phase === "greet" ? enter(state, "converse", now) : stay(state);
		case "more-time":
			return state.phase === "confirm-idle" ? enter(state, "converse", now, "hush") : stay(state);
		case "leave":
			return isVisit(state.phase) ? wipe(state, now) : stay(state);
		case "wiped":
			return state.phase === "wipe" ? enter(state, "attract", now, "enter-attract") : stay(state);
		case "busy":
			return stay({ ...state, isBusy: event.isBusy, activeAt: state.isBusy ? now : state.activeAt });
		case "network":
			return network({ ...state, network: event.health });
		case "audio":
			return stay({ ...state, audio: event.health });
		case "drawing":
			return stay({ ...state, drawing: event.health });
		case "maintenance":
			return maintain({ ...state, maintenance: event.isOn }, now);
		case "woke":
			return isVisit(state.phase) && event.asleep >= timing.sleep ? wipe(state, now) : stay(state);
		case "tick":
			return tick(state, now, timing);
		default:
			return unreachable(event);
	}
}

const stay = (state: KioskState, ...effects: KioskEffect[]): Transition => ({ state, effects });

const enter = (
	state: KioskState,
	phase: KioskPhase,
	now: Seconds,
	...effects: KioskEffect[]
): Transition => ({
	state: { ...state, phase, since: now, activeAt: now },
	effects,
});

/** A visitor whose kiosk crashed still stands there, and gets no tests and no advertising. */
function booted(state: KioskState, resumes: boolean, now: Seconds): Transition {
	return resumes && !state.maintenance
		? enter(state, "greet", now, "open-session", "say-resumed")
		: enter(state, "self-test", now, "run-self-test");
}

function active(state: KioskState, isPresence: boolean, now: Seconds): Transition {
	switch (state.phase) {
		case "attract":
			return state.maintenance ? stay(state) : greet(state, now);
		case "greet":
		case "converse":
			return stay({ ...state, activeAt: now });
		case "confirm-idle":
			// Whoever merely stands there is asked all the same: the next in the queue stands there, too.
			return isPresence ? stay(state) : enter(state, "converse", now, "hush");
		default:
			return stay(state);
	}
}

/** Without a connection there is nothing to greet anybody to. */
function greet(state: KioskState, now: Seconds): Transition {
	if (state.network === "offline") return enter({ ...state, hasApologised: true }, "greet", now, "apologise");
	return enter(state, "greet", now, "open-session", "say-greeting");
}

/** The line is closed first: what it still brings must not come into what the next visitor finds. */
function wipe(state: KioskState, now: Seconds): Transition {
	const left = { ...state, isBusy: false, hasApologised: false };
	return enter(left, "wipe", now, "hush", "close-session", "wipe");
}

function network(state: KioskState): Transition {
	if (!isVisit(state.phase)) return stay(state);
	if (state.network === "offline" && !state.hasApologised)
		return stay({ ...state, hasApologised: true }, "apologise");
	if (state.network === "online" && state.hasApologised)
		return stay({ ...state, hasApologised: false }, "open-session", "say-back");
	return stay(state);
}

function maintain(state: KioskState, now: Seconds): Transition {
	return state.maintenance && isVisit(state.phase) ? wipe(state, now) : stay(state);
}

function tick(state: KioskState, now: Seconds, timing: KioskTiming): Transition {
	const elapsed = now - state.since;
	switch (state.phase) {
		case "boot":
		case "attract":
			return stay(state);
		case "self-test":
			return elapsed >= timing.selfTest ? enter(state, "attract", now, "enter-attract") : stay(state);
		case "greet":
			return elapsed >= timing.greet ? enter(state, "converse", now) : stay(state);
		case "converse":
			return !state.isBusy && now - state.activeAt >= timing.idle
				? enter(state, "confirm-idle", now, "ask-idle")
				: stay(state);
		case "confirm-idle":
			return elapsed >= timing.confirm ? wipe(state, now) : stay(state);
		case "wipe":
			return elapsed >= timing.wipe ? stay({ ...state, since: now }, "reload") : stay(state);
		default:
			return unreachable(state.phase);
	}
}
