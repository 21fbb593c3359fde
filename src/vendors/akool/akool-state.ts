import { type Seconds, seconds } from "../../util/time.ts";
import type { VendorError } from "../vendor-error.ts";
import type { SessionEffect, SessionInput } from "../vendor-session.ts";
import {
	CLOSING,
	CONNECTED,
	CREATING,
	IDLE,
	PREPARING,
	READY,
	SPEAKING,
	type VendorState,
} from "../vendor-state.ts";
import type { AkoolAnswer, AkoolStream } from "./akool-answer.ts";
import type { RoomMessage } from "./room-messages.ts";

// The document gives no times: these are ours.
export const AKOOL_TIMES = {
	answer: seconds(25),
	poll: seconds(2),
	prepare: seconds(120),
	firstFrame: seconds(20),
	/** For a room that the avatar has left, or that broke, to be whole again. */
	absence: seconds(10),
	driveStart: seconds(20),
	interrupt: seconds(5),
	close: seconds(5),
} as const satisfies Readonly<Record<string, Seconds>>;

/** Names of the timers. */
export type AkoolTimer =
	| "create"
	| "poll"
	| "prepare"
	| "first frame"
	| "absence"
	| "drive start"
	/** v3 tells nothing of speaking: the end of a text is an estimate. */
	| "drive end"
	| "interrupt"
	| "duration"
	| "close";

export interface AkoolDrive {
	readonly id: string;
	readonly started: boolean;
	/** How long it will be said, as an estimate; only where the vendor does not tell. */
	readonly estimate: Seconds | null;
}

export type AkoolStage = "idle" | "creating" | "preparing" | "ready" | "live" | "closing" | "over";

export interface AkoolState {
	readonly stage: AkoolStage;
	readonly hasSession: boolean;
	readonly playing: boolean;
	/** What has been sent, oldest first; the first is being said. */
	readonly drives: readonly AkoolDrive[];
	readonly interrupting: boolean;
	readonly shown: VendorState | null;
}

export const AKOOL_START: AkoolState = {
	stage: "idle",
	hasSession: false,
	playing: false,
	drives: [],
	interrupting: false,
	shown: null,
};

/** Operations that the state machine asks for itself. */
export type AkoolCall = "create" | "detail" | "close";

export type AkoolInput =
	| SessionInput<AkoolTimer>
	| { readonly type: "answer"; readonly operation: AkoolCall; readonly answer: AkoolAnswer }
	| { readonly type: "no-answer"; readonly operation: AkoolCall; readonly error: VendorError }
	/** The room's picture is gone. */
	| { readonly type: "absent"; readonly detail: string }
	/** Commands can be sent: the room is joined, and in v3 the chat room too. */
	| { readonly type: "usable" }
	| { readonly type: "room"; readonly message: RoomMessage }
	| { readonly type: "drive"; readonly id: string; readonly estimate: Seconds | null }
	| { readonly type: "drive-failed"; readonly id: string; readonly error: VendorError }
	| { readonly type: "interrupt" }
	| { readonly type: "duration"; readonly duration: Seconds }
	| { readonly type: "failed"; readonly error: VendorError };

export type AkoolEffect =
	| SessionEffect<AkoolTimer>
	| { readonly type: "call"; readonly operation: AkoolCall }
	| { readonly type: "ready"; readonly stream: NonNullable<AkoolStream>; readonly answer: AkoolAnswer }
	| { readonly type: "send-interrupt" }
	/** An interruption was confirmed, or not in time. */
	| { readonly type: "interrupted"; readonly error: VendorError | null };

/** What the world sees of a state. */
export function viewOf(state: AkoolState): VendorState {
	if (state.shown !== null) return state.shown;
	switch (state.stage) {
		case "idle":
			return IDLE;
		case "creating":
			return CREATING;
		case "preparing":
			return PREPARING;
		case "closing":
			return CLOSING;
		default:
			if (state.stage !== "live" || !state.playing) return READY;
			return state.drives.some(({ started }) => started) ? SPEAKING : CONNECTED;
	}
}
