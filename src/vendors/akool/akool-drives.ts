import { AKOOL_OK } from "../../protocol/akool-api.ts";
import { unreachable } from "../../util/unreachable.ts";
import { step } from "../machine.ts";
import type { VendorError } from "../vendor-error.ts";
import { akoolError } from "./akool-answer.ts";
import type { AkoolStep } from "./akool-ending.ts";
import { type AkoolEffect, type AkoolState, AKOOL_TIMES as TIMES } from "./akool-state.ts";
import type { RoomMessage } from "./room-messages.ts";

/** Something new to say; the room says one after the other. */
export function drive(state: AkoolState, added: AkoolState["drives"][number]): AkoolStep {
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
export function finish(state: AkoolState): AkoolStep {
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

/** A message of the room. */
export function heard(state: AkoolState, message: RoomMessage): AkoolStep {
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

/** The interruption is over, or was refused. */
export const settle = (state: AkoolState, error: VendorError | null): AkoolStep =>
	step(
		{ ...state, interrupting: false },
		{ type: "stop-timer", name: "interrupt" },
		{ type: "interrupted", error },
	);

export const without = (state: AkoolState, id: string): AkoolState => ({
	...state,
	drives: state.drives.filter((drive) => drive.id !== id),
});
