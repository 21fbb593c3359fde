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
import type { SoftSugarAnswer } from "./softsugar-answer.ts";

// Where no source is named, the document says nothing and the value is ours.

export const SOFTSUGAR_TIMES = {
	/** The gateway gives up on an answer after 20 s. */
	answer: seconds(25),
	/** Between two looks at a room that is being made. */
	poll: seconds(2),
	prepare: seconds(120),
	firstFrame: seconds(20),
	/** "It is recommended to call this interface every 60 seconds." */
	heartbeat: seconds(60),
	/** Between two looks at the queue while something is being said. */
	queue: seconds(1),
	/** From acceptance to being said, downloads aside. */
	driveStart: seconds(30),
	close: seconds(5),
} as const satisfies Readonly<Record<string, Seconds>>;

/** Signs of life in a row that were refused before the room is looked at. */
export const MOST_MISSES = 2;
/** Looks at the queue that miss an accepted takeover before it is taken for one that was too short to be seen. */
export const MOST_UNSEEN = 2;

/** Names of the timers. */
export type SoftSugarTimer =
	| "create"
	| "poll"
	| "prepare"
	| "start"
	| "first frame"
	| "heartbeat"
	| "queue"
	| "drive start"
	| "close";

/** A takeover that the vendor has accepted. */
export interface ActiveTakeover {
	/** Ours. */
	readonly id: string;
	/** `commandTraceId`; empty until the vendor has given it. */
	readonly trace: string;
	readonly started: boolean;
	/** Files are still being fetched (status 33). */
	readonly downloading: boolean;
	/** Something else has taken its place: what ends it is an interruption. */
	readonly replaced: boolean;
	/** Looks at the queue that did not see it. */
	readonly unseen: number;
}

export type SoftSugarStage =
	| "idle"
	| "creating"
	| "preparing"
	| "ready"
	| "starting"
	| "live"
	| "closing"
	| "over";

export interface SoftSugarState {
	readonly stage: SoftSugarStage;
	readonly hasSession: boolean;
	/** The account's token was refused once already; the gateway has brought a new one. */
	readonly retried: boolean;
	readonly misses: number;
	readonly playing: boolean;
	readonly takeovers: readonly ActiveTakeover[];
	readonly shown: VendorState | null;
}

export const SOFTSUGAR_START: SoftSugarState = {
	stage: "idle",
	hasSession: false,
	retried: false,
	misses: 0,
	playing: false,
	takeovers: [],
	shown: null,
};

/** Operations that the state machine asks for itself. */
export type SoftSugarCall = "create" | "stat" | "start" | "heartbeat" | "close" | "list";

/** What is told of a takeover, by whichever way it came. */
export type TakeoverNews = "queued" | "started" | "ended" | "failed";

export type SoftSugarInput =
	| SessionInput<SoftSugarTimer>
	| { readonly type: "answer"; readonly operation: SoftSugarCall; readonly answer: SoftSugarAnswer }
	| { readonly type: "no-answer"; readonly operation: SoftSugarCall; readonly error: VendorError }
	/** A takeover was asked for; one that interrupts takes the place of all others. */
	| { readonly type: "drive"; readonly id: string; readonly interrupts: boolean }
	| { readonly type: "accepted"; readonly id: string; readonly trace: string; readonly downloading: boolean }
	| { readonly type: "refused"; readonly id: string; readonly error: VendorError }
	| { readonly type: "news"; readonly trace: string; readonly news: TakeoverNews }
	/** The vendor said how the room stands, without being asked. */
	| { readonly type: "told"; readonly status: number; readonly detail: string }
	/** Everything that is being said or waits has been cancelled, or one. */
	| { readonly type: "cancelled"; readonly trace: string | null };

export type SoftSugarEffect =
	| SessionEffect<SoftSugarTimer>
	| { readonly type: "call"; readonly operation: SoftSugarCall }
	/** The room's fields are known. */
	| { readonly type: "ready"; readonly answer: SoftSugarAnswer };

/** What the world sees of a state. */
export function viewOf(state: SoftSugarState): VendorState {
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
			return state.takeovers.some(({ started }) => started) ? SPEAKING : CONNECTED;
	}
}
