import { unreachable } from "../../util/unreachable.ts";
import { step } from "../machine.ts";
import type { CloseReason } from "../vendor-state.ts";
import { timeoutError } from "./akool-answer.ts";
import { drive, finish, heard, settle, without } from "./akool-drives.ts";
import { type AkoolStep, closed, fail, over } from "./akool-ending.ts";
import { answered, unanswered } from "./akool-opening.ts";
import { type AkoolInput, type AkoolState, type AkoolTimer, AKOOL_TIMES as TIMES } from "./akool-state.ts";

/** Akool's session as a decision without side effects; see docs/vendors.md for the states. */
export function akoolReducer(state: AkoolState, input: AkoolInput): AkoolStep {
	if (state.stage === "over") return step(state);
	switch (input.type) {
		case "open":
			if (state.stage !== "idle") return step(state);
			return step(
				{ ...state, stage: "creating" },
				{ type: "call", operation: "create" },
				{ type: "start-timer", name: "create", delay: TIMES.answer },
			);
		case "answer":
			return answered(state, input.operation, input.answer);
		case "no-answer":
			return unanswered(state, input.operation, input.error);
		case "timer":
			return rang(state, input.name);
		case "attached":
			return step(state, { type: "start-timer", name: "first frame", delay: TIMES.firstFrame });
		case "first-frame":
			return step(
				{ ...state, playing: true },
				{ type: "stop-timer", name: "first frame" },
				{ type: "stop-timer", name: "absence" },
			);
		case "absent":
			return step(state, { type: "start-timer", name: "absence", delay: TIMES.absence });
		case "usable":
			return state.stage === "ready" ? step({ ...state, stage: "live" }) : step(state);
		case "room":
			return heard(state, input.message);
		case "drive":
			return drive(state, { id: input.id, started: false, estimate: input.estimate });
		case "drive-failed":
			return step(without(state, input.id), {
				type: "drive-event",
				event: { driveId: input.id, type: "failed", error: input.error },
			});
		case "interrupt":
			return step(
				{ ...state, interrupting: true },
				{ type: "send-interrupt" },
				{ type: "start-timer", name: "interrupt", delay: TIMES.interrupt },
			);
		case "duration":
			return step(state, { type: "start-timer", name: "duration", delay: input.duration });
		case "failed":
			return fail(state, input.error);
		case "needs-input":
			// Nobody can see it: it is let go rather than paid for.
			return over(state, { phase: "needs-input", missing: input.missing }, null);
		case "close":
			return close(state, input.reason, input.detail);
		default:
			return unreachable(input);
	}
}

function close(state: AkoolState, reason: CloseReason, detail: string): AkoolStep {
	if (!state.hasSession || reason === "lease") return closed(state, reason, detail);
	if (state.stage === "closing") return step(state);
	return step(
		{ ...state, stage: "closing" },
		{ type: "call", operation: "close" },
		{ type: "start-timer", name: "close", delay: TIMES.close },
	);
}

function rang(state: AkoolState, name: AkoolTimer): AkoolStep {
	switch (name) {
		case "create":
			return fail(state, timeoutError("create", name, "Akool does not answer."));
		case "prepare":
			return fail(state, timeoutError("detail", name, "Akool's avatar was not ready in time."));
		case "first frame":
			return fail(state, timeoutError("first frame", name, "No picture comes from Akool."));
		case "poll":
			return state.stage === "preparing" ? step(state, { type: "call", operation: "detail" }) : step(state);
		case "absence":
			return closed(state, "vendor", "The avatar has left the room.");
		case "drive start": {
			const [late] = state.drives;
			if (late === undefined || late.started) return step(state);
			const error = timeoutError("chat", name, "Akool did not begin to say this.");
			return step(without(state, late.id), {
				type: "drive-event",
				event: { driveId: late.id, type: "failed", error },
			});
		}
		case "drive end":
			return finish(state);
		case "interrupt":
			return settle(state, timeoutError("interrupt", name, "Akool did not confirm the interruption."));
		case "duration":
			return closed(state, "vendor", "The session's time is over.");
		case "close":
			return closed(state, "asked", "Akool did not confirm the end.");
		default:
			return unreachable(name);
	}
}
