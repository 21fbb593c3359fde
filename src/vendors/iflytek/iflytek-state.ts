import type { SocketEnd } from "../session-broker.ts";
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
import type { IflytekEvent } from "./iflytek-event.ts";

/** A drive that the service knows of. */
export interface IflytekDrive {
	readonly id: string;
	readonly kind: "text" | "audio";
	readonly started: boolean;
	/** A later one was asked to interrupt it. */
	readonly replaced: boolean;
}

export type IflytekTimer =
	| "open"
	| "start"
	| "first frame"
	| "drive start"
	| "reset answer"
	| "ping"
	| "silence"
	| "reconnect"
	| "stop";

/** `opening` the socket, `starting` the session, `ready` with a stream. */
export type IflytekStage = "idle" | "opening" | "starting" | "ready" | "waiting" | "closing" | "over";

export interface IflytekState {
	readonly stage: IflytekStage;
	/** The session had a stream once. */
	readonly wasReady: boolean;
	/** The first frame was sent by the service, or shown by the player. */
	readonly playing: boolean;
	/** Attempts in a row that gave no stream. */
	readonly attempts: number;
	readonly resetting: boolean;
	readonly drives: readonly IflytekDrive[];
	/** How it ended; reconnections too, since a `Signal` compares by identity. */
	readonly shown: VendorState | null;
}

export const IFLYTEK_START: IflytekState = {
	stage: "idle",
	wasReady: false,
	playing: false,
	attempts: 0,
	resetting: false,
	drives: [],
	shown: null,
};

export type IflytekInput =
	| SessionInput<IflytekTimer>
	| { readonly type: "socket-opened" }
	| { readonly type: "socket-closed"; readonly end: SocketEnd }
	| { readonly type: "event"; readonly event: IflytekEvent }
	/** Any frame at all: the service is alive. */
	| { readonly type: "alive" }
	/** Anything was sent. */
	| { readonly type: "sent" }
	| { readonly type: "rejected"; readonly reason: string; readonly requestId: string }
	| { readonly type: "drive"; readonly id: string; readonly kind: "text" | "audio"; readonly append: boolean }
	| { readonly type: "interrupt" };

export type IflytekEffect =
	| SessionEffect<IflytekTimer>
	| { readonly type: "connect" }
	| { readonly type: "disconnect" }
	| { readonly type: "send"; readonly control: "start" | "reset" | "ping" | "stop" }
	| { readonly type: "begin"; readonly id: string }
	| { readonly type: "halt"; readonly id: string }
	| { readonly type: "stream"; readonly event: IflytekEvent };

/** What the world sees of a state. */
export function viewOf(state: IflytekState): VendorState {
	if (state.shown !== null) return state.shown;
	switch (state.stage) {
		case "idle":
			return IDLE;
		case "starting":
			return PREPARING;
		case "ready":
			if (!state.playing) return READY;
			return state.drives.some((drive) => drive.started) ? SPEAKING : CONNECTED;
		case "closing":
			return CLOSING;
		default:
			return CREATING;
	}
}
