import { SOFTSUGAR_MIC } from "../../protocol/softsugar-paths.ts";
import { type Seconds, seconds } from "../../util/time.ts";
import { unreachable } from "../../util/unreachable.ts";
import { type Step, step } from "../machine.ts";
import type { SocketEnd } from "../session-broker.ts";
import type { VendorError } from "../vendor-error.ts";
import { softSugarError, timeoutError } from "./softsugar-answer.ts";

/** `clearing` cancels what is being said, which has to come first; `opening` waits for the socket, `beginning` for code 2. */
export type MicrophoneStage = "closed" | "clearing" | "opening" | "beginning" | "streaming" | "ending";

export interface MicrophoneState {
	readonly stage: MicrophoneStage;
	/** Codes that were answered by another try already. */
	readonly tried: readonly number[];
	/** Tries in a row while the room is not ready. */
	readonly waits: number;
}

export const MICROPHONE_START: MicrophoneState = { stage: "closed", tried: [], waits: 0 };

export type MicrophoneTimer = "microphone" | "microphone retry" | "microphone end";

export type MicrophoneInput =
	| { readonly type: "speak" }
	/** Everything was cancelled, as far as the vendor let it be. */
	| { readonly type: "cleared" }
	| { readonly type: "opened" }
	| { readonly type: "code"; readonly code: number; readonly message: string }
	| { readonly type: "socket-closed"; readonly end: SocketEnd }
	/** The sound is over. */
	| { readonly type: "end" }
	| { readonly type: "stop" }
	| { readonly type: "timer"; readonly name: MicrophoneTimer };

export type MicrophoneEffect =
	/** Cancels all takeovers, and asks for a new token first if the old one was refused. */
	| { readonly type: "clear"; readonly renew: boolean }
	| { readonly type: "connect" }
	| { readonly type: "disconnect" }
	| { readonly type: "begin" }
	| { readonly type: "eof" }
	/** Sound may be sent. */
	| { readonly type: "flow" }
	| { readonly type: "start-timer"; readonly name: MicrophoneTimer; readonly delay: Seconds }
	| { readonly type: "stop-timer"; readonly name: MicrophoneTimer }
	| { readonly type: "finished"; readonly outcome: "finished" | "interrupted" }
	| { readonly type: "failed"; readonly error: VendorError };

export type MicrophoneStep = Step<MicrophoneState, MicrophoneEffect>;

/** The document gives no times: these are ours. */
const OPENING = seconds(5);
const ENDING = seconds(2);
/** Tries while the server says that it is not ready (6): after 1, 2, 4, 8 s. */
const MOST_WAITS = 4;

const REASONS: ReadonlyMap<number, string> = new Map([
	[SOFTSUGAR_MIC.notAllowed, "SoftSugar does not accept the microphone."],
	[SOFTSUGAR_MIC.linkLost, "SoftSugar's link for the microphone broke."],
	[SOFTSUGAR_MIC.sendFailed, "SoftSugar could not take the microphone's sound."],
	[SOFTSUGAR_MIC.notReady, "SoftSugar is not ready for the microphone."],
	[SOFTSUGAR_MIC.conflict, "Something else is speaking at SoftSugar."],
]);

const shut: MicrophoneEffect[] = [
	{ type: "stop-timer", name: "microphone" },
	{ type: "stop-timer", name: "microphone retry" },
	{ type: "stop-timer", name: "microphone end" },
	{ type: "disconnect" },
];

const fail = (error: VendorError): MicrophoneStep =>
	step(MICROPHONE_START, ...shut, { type: "failed", error });

const finish = (outcome: "finished" | "interrupted"): MicrophoneStep =>
	step(MICROPHONE_START, ...shut, { type: "finished", outcome });

/** A person's voice through the avatar: cancel all, open, begin, wait for 2, sound, eof. */
export function microphoneReducer(state: MicrophoneState, input: MicrophoneInput): MicrophoneStep {
	switch (input.type) {
		case "speak":
			return state.stage === "closed" ? clear(state, false) : step(state);
		case "cleared":
			return state.stage === "clearing" ? open(state) : step(state);
		case "opened":
			return state.stage === "opening"
				? step({ ...state, stage: "beginning" }, { type: "begin" })
				: step(state);
		case "code":
			return heard(state, input.code, input.message);
		case "socket-closed":
			return lost(state, input.end);
		case "end":
			if (state.stage !== "streaming") return state.stage === "closed" ? step(state) : finish("finished");
			return step(
				{ ...state, stage: "ending" },
				{ type: "eof" },
				{ type: "start-timer", name: "microphone end", delay: ENDING },
			);
		case "stop":
			return state.stage === "closed" ? step(state) : finish("interrupted");
		case "timer":
			return rang(state, input.name);
		default:
			return unreachable(input);
	}
}

const clear = (state: MicrophoneState, renew: boolean): MicrophoneStep =>
	step({ ...state, stage: "clearing" }, { type: "clear", renew });

const open = (state: MicrophoneState): MicrophoneStep =>
	step(
		{ ...state, stage: "opening" },
		{ type: "connect" },
		{ type: "start-timer", name: "microphone", delay: OPENING },
	);

/** Tries once more from the start, if this code was not the reason before. */
function again(state: MicrophoneState, code: number, message: string): MicrophoneStep {
	if (state.tried.includes(code)) return fail(errorOf(code, message));
	const next = clear({ ...state, tried: [...state.tried, code] }, code === SOFTSUGAR_MIC.notAllowed);
	return step(next.state, ...shut, ...next.effects);
}

const errorOf = (code: number, detail: string): VendorError =>
	softSugarError(REASONS.get(code) ?? "SoftSugar ended the microphone.", {
		operation: "microphone",
		action: code === SOFTSUGAR_MIC.notAllowed ? "new-session" : "retry",
		code,
		detail,
	});

function heard(state: MicrophoneState, code: number, message: string): MicrophoneStep {
	if (state.stage === "closed") return step(state);
	switch (code) {
		case SOFTSUGAR_MIC.ready:
			if (state.stage !== "beginning") return step(state);
			return step(
				{ ...state, stage: "streaming", waits: 0 },
				{ type: "stop-timer", name: "microphone" },
				{ type: "flow" },
			);
		case SOFTSUGAR_MIC.notAllowed:
		case SOFTSUGAR_MIC.linkLost:
		case SOFTSUGAR_MIC.sendFailed:
		case SOFTSUGAR_MIC.conflict:
			return again(state, code, message);
		case SOFTSUGAR_MIC.notReady: {
			if (state.waits >= MOST_WAITS) return fail(errorOf(code, message));
			const delay = seconds(2 ** state.waits);
			return step({ ...state, stage: "clearing", waits: state.waits + 1 }, ...shut, {
				type: "start-timer",
				name: "microphone retry",
				delay,
			});
		}
		default:
			return step(state);
	}
}

/** The socket is gone. One that never opened is a refusal: opening it again helps nobody. */
function lost(state: MicrophoneState, end: SocketEnd): MicrophoneStep {
	if (state.stage === "closed") return step(state);
	if (state.stage === "ending") return finish("finished");
	if (end.wasOpen) return again(state, SOFTSUGAR_MIC.linkLost, end.reason);
	const blame = end.credential ? `: check ${end.credential}` : "";
	return fail(
		softSugarError(`SoftSugar does not open the microphone${blame}.`, {
			operation: "microphone",
			action: "user-must-act",
			code: end.status ?? end.code,
			detail: end.reason,
			...(end.credential ? { credential: end.credential } : {}),
		}),
	);
}

function rang(state: MicrophoneState, name: MicrophoneTimer): MicrophoneStep {
	switch (name) {
		case "microphone":
			return fail(timeoutError("microphone", name, "SoftSugar does not answer to the microphone."));
		case "microphone retry":
			return state.stage === "clearing" ? open(state) : step(state);
		case "microphone end":
			return state.stage === "ending" ? finish("finished") : step(state);
		default:
			return unreachable(name);
	}
}
