import { textOf } from "../../protocol/loose-fields.ts";
import { type Step, step } from "../machine.ts";
import type { VendorError } from "../vendor-error.ts";
import { type SoftSugarAnswer, softSugarError, timeoutError } from "./softsugar-answer.ts";
import {
	type ActiveTakeover,
	MOST_UNSEEN,
	type SoftSugarEffect,
	type SoftSugarState,
	type TakeoverNews,
	SOFTSUGAR_TIMES as TIMES,
} from "./softsugar-state.ts";

type SoftSugarStep = Step<SoftSugarState, SoftSugarEffect>;

// What becomes of takeovers. Three ways tell of it: the microphone's socket (18, 19, 20), the queue's list, and our own
// cancelling. Each may come first or twice; a takeover's state makes the second a repetition.

const QUEUE: SoftSugarEffect = { type: "start-timer", name: "queue", delay: TIMES.queue };

/** A takeover was asked for. One that interrupts takes the place of those that are there. */
export function drive(state: SoftSugarState, id: string, interrupts: boolean): SoftSugarStep {
	const others = interrupts
		? state.takeovers.map((takeover) => ({ ...takeover, replaced: true }))
		: state.takeovers;
	const asked: ActiveTakeover = {
		id,
		trace: "",
		started: false,
		downloading: false,
		replaced: false,
		unseen: 0,
	};
	return step({ ...state, takeovers: [...others, asked] });
}

export function accepted(
	state: SoftSugarState,
	{ id, trace, downloading }: Pick<ActiveTakeover, "id" | "trace" | "downloading">,
): SoftSugarStep {
	return step(
		change(state, (takeover) => (takeover.id === id ? { ...takeover, trace, downloading } : takeover)),
		QUEUE,
		{ type: "start-timer", name: "drive start", delay: TIMES.driveStart },
	);
}

export const refused = (state: SoftSugarState, id: string, error: VendorError): SoftSugarStep =>
	step(without(state, id), { type: "drive-event", event: { driveId: id, type: "failed", error } });

/** Something was told of a takeover; one that is not ours is somebody else's matter. */
export function news(state: SoftSugarState, trace: string, what: TakeoverNews): SoftSugarStep {
	const takeover = state.takeovers.find((candidate) => candidate.trace === trace && trace !== "");
	if (takeover === undefined) return step(state);
	switch (what) {
		case "queued":
			return step(change(state, (other) => (other === takeover ? { ...other, downloading: false } : other)));
		case "started":
			return started(state, takeover);
		case "ended":
			return ended(state, takeover);
		case "failed": {
			const error = softSugarError("SoftSugar could not say this.", {
				operation: "takeover",
				action: "reject",
				code: 39,
			});
			return refused(state, takeover.id, error);
		}
	}
}

function started(state: SoftSugarState, takeover: ActiveTakeover): SoftSugarStep {
	if (takeover.started) return step(state);
	return step(
		change(state, (other) => (other === takeover ? { ...other, started: true, downloading: false } : other)),
		{ type: "stop-timer", name: "drive start" },
		{ type: "drive-event", event: { driveId: takeover.id, type: "started" } },
	);
}

/** 18 says "completed or cancelled": which one, only we know. */
function ended(state: SoftSugarState, { id, replaced, started }: ActiveTakeover): SoftSugarStep {
	const effects: SoftSugarEffect[] = [
		{
			type: "drive-event",
			event: { driveId: id, type: "ended", outcome: replaced ? "interrupted" : "finished" },
		},
	];
	if (!started && !replaced)
		effects.unshift({ type: "drive-event", event: { driveId: id, type: "started" } });
	const next = without(state, id);
	return step(next, ...effects, ...(next.takeovers.length === 0 ? [stopStart] : []));
}

const stopStart: SoftSugarEffect = { type: "stop-timer", name: "drive start" };

/** All were cancelled, or the one of `trace`: the vendor says 18 for it later, or nothing. */
export function cancelled(state: SoftSugarState, trace: string | null): SoftSugarStep {
	const hit = state.takeovers.filter((takeover) => trace === null || takeover.trace === trace);
	const takeovers = state.takeovers.filter((takeover) => !hit.includes(takeover));
	return step(
		{ ...state, takeovers },
		...hit.map(
			({ id: driveId }): SoftSugarEffect => ({
				type: "drive-event",
				event: { driveId, type: "ended", outcome: "interrupted" },
			}),
		),
		...(takeovers.length === 0 ? [stopStart] : []),
	);
}

/** The queue's list: the first is being said. What was accepted and stands in it no more has been said. */
export function listed(state: SoftSugarState, answer: SoftSugarAnswer): SoftSugarStep {
	const traces = Array.isArray(answer.fields.commandTraceIds)
		? answer.fields.commandTraceIds.map(textOf)
		: null;
	const later = (next: SoftSugarState): SoftSugarEffect[] => (next.takeovers.length > 0 ? [QUEUE] : []);
	// A list that cannot be had tells nothing of anybody.
	if (!answer.ok || traces === null) return step(state, ...later(state));
	let now: SoftSugarStep = step(state);
	for (const takeover of state.takeovers) {
		if (takeover.trace === "" || takeover.downloading) continue;
		const next = seen(now.state, takeover, traces);
		now = step(next.state, ...now.effects, ...next.effects);
	}
	return step(now.state, ...now.effects, ...later(now.state));
}

function seen(state: SoftSugarState, takeover: ActiveTakeover, traces: readonly string[]): SoftSugarStep {
	if (traces[0] === takeover.trace) return started(state, takeover);
	if (traces.includes(takeover.trace)) return step(state);
	const unseen = takeover.unseen + 1;
	if (takeover.started || unseen >= MOST_UNSEEN) return ended(state, takeover);
	return step(change(state, (other) => (other === takeover ? { ...other, unseen } : other)));
}

/** Nothing began in time: the oldest that should have is given up. */
export function noStart(state: SoftSugarState): SoftSugarStep {
	if (state.takeovers.some((takeover) => takeover.started)) return step(state);
	const late = state.takeovers.find((takeover) => takeover.trace !== "" && !takeover.downloading);
	if (late === undefined) return step(state);
	return refused(
		state,
		late.id,
		timeoutError("takeover", "drive start", "SoftSugar did not begin to say this."),
	);
}

const change = (state: SoftSugarState, to: (takeover: ActiveTakeover) => ActiveTakeover): SoftSugarState => ({
	...state,
	takeovers: state.takeovers.map(to),
});

const without = (state: SoftSugarState, id: string): SoftSugarState => ({
	...state,
	takeovers: state.takeovers.filter((takeover) => takeover.id !== id),
});
