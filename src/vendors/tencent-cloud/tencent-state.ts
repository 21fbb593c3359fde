import type { SocketEnd } from "../session-broker.ts";
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
import type { Downstream } from "./downstream.ts";
import type { TencentAnswer } from "./tencent-answer.ts";

/** What a drive is made of: one text, a text in pieces, sound in packets. */
export type DriveKind = "text" | "stream" | "audio";

/** A drive that the vendor knows of. */
export interface ActiveDrive {
	readonly id: string;
	readonly kind: DriveKind;
	readonly started: boolean;
	/** A later text has taken its place: what ends it is an interruption. */
	readonly replaced: boolean;
	/** Sent once more already. */
	readonly resent: boolean;
	/** An interruption: wanted as soon as it has started (before, the vendor ignores it), or sent. */
	readonly stop: "no" | "wanted" | "sent";
}

/** Names of the timers; each that runs out leads to a state that says its name, or to the next try. */
export type TencentTimer =
	| "create"
	| "retry"
	| "poll"
	| "prepare"
	| "start"
	| "socket"
	| "rejoin"
	| "first frame"
	| "drive start"
	| "stop answer"
	| "text interval"
	| "heartbeat"
	| "close";

/** How far the session is. `joining` opens the command channel, `rejoining` asks whether there is still a session. */
export type TencentStage =
	| "idle"
	| "creating"
	| "preparing"
	| "starting"
	| "joining"
	| "live"
	| "rejoining"
	| "closing"
	| "over";

export interface TencentState {
	readonly stage: TencentStage;
	/** The session at the vendor is known: it costs money. */
	readonly hasSession: boolean;
	/** Failures in a row of what is being tried. */
	readonly failures: number;
	/** Sockets in a row that never opened. */
	readonly refused: number;
	readonly wasLive: boolean;
	readonly playing: boolean;
	/** The session is being started once more under a standing channel. */
	readonly restarting: boolean;
	readonly drives: readonly ActiveDrive[];
	/** The drive that begins as soon as it may. */
	readonly waiting: ActiveDrive | null;
	/** A second has passed since the last text. */
	readonly mayText: boolean;
	/** What was told already: after a reconnection the vendor repeats the last three drives. */
	readonly seen: readonly string[];
	/** How it ended; reconnections too, since a `Signal` compares by identity. */
	readonly shown: VendorState | null;
}

export const TENCENT_START: TencentState = {
	stage: "idle",
	hasSession: false,
	failures: 0,
	refused: 0,
	wasLive: false,
	playing: false,
	restarting: false,
	drives: [],
	waiting: null,
	mayText: true,
	seen: [],
	shown: null,
};

/** Operations that the state machine asks for itself. */
export type TencentCall = "create" | "stat" | "start" | "close";

export type TencentInput =
	| SessionInput<TencentTimer>
	| { readonly type: "answer"; readonly operation: TencentCall; readonly answer: TencentAnswer }
	| { readonly type: "no-answer"; readonly operation: TencentCall; readonly error: VendorError }
	| { readonly type: "socket-opened" }
	| { readonly type: "socket-closed"; readonly end: SocketEnd }
	| { readonly type: "downstream"; readonly message: Downstream }
	| { readonly type: "rejected"; readonly reason: string; readonly requestId: string }
	| { readonly type: "drive"; readonly id: string; readonly kind: DriveKind }
	| { readonly type: "interrupt" };

export type TencentEffect =
	| SessionEffect<TencentTimer>
	| { readonly type: "call"; readonly operation: TencentCall }
	| { readonly type: "connect" }
	| { readonly type: "disconnect" }
	/** Sends a text, or begins to send pieces or packets. */
	| { readonly type: "begin"; readonly id: string }
	/** No more pieces or packets. */
	| { readonly type: "halt"; readonly id: string }
	/** Sends what ends a drive. */
	| { readonly type: "stop"; readonly id: string; readonly kind: DriveKind }
	| { readonly type: "heartbeat" }
	/** The stream's address is known. */
	| { readonly type: "ready"; readonly address: string };

/** What the world sees of a state. */
export function viewOf(state: TencentState): VendorState {
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
			if (!state.wasLive || !state.playing) return READY;
			return state.drives.some((drive) => drive.started) ? SPEAKING : CONNECTED;
	}
}
