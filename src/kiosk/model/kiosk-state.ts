import { type Seconds, seconds } from "../../util/time.ts";

/** Where a visit stands. Only between `greet` and `wipe` is anybody there, and only then is there a session. */
export const KIOSK_PHASES = [
	"boot",
	"self-test",
	"attract",
	"greet",
	"converse",
	"confirm-idle",
	"wipe",
] as const;

export type KioskPhase = (typeof KIOSK_PHASES)[number];

/** `degraded`: the line breaks or is slow, and is being called again; `offline`: it is gone, and the visitor is told. */
export type NetworkHealth = "online" | "degraded" | "offline";

/** `blocked`: the browser waits for a touch; `lost`: the device is gone or stands still. */
export type AudioHealth = "ok" | "blocked" | "lost";

/** `software`: drawn without a graphics card; `lost`: the graphics context is gone; `none`: nothing can be drawn. */
export type DrawingHealth = "ok" | "software" | "lost" | "none";

/** What a visitor does that shows that somebody is there. */
export type ActivityKind = "touch" | "key" | "voice" | "presence";

/** The kiosk as its machine knows it. Plain data. All times are of one monotonic clock. */
export interface KioskState {
	readonly phase: KioskPhase;
	/** When the phase began. */
	readonly since: Seconds;
	/** When the visitor last did something, or the host last fell silent. */
	readonly activeAt: Seconds;
	/** The host speaks or thinks: nobody is idle who listens. */
	readonly isBusy: boolean;
	readonly network: NetworkHealth;
	readonly audio: AudioHealth;
	readonly drawing: DrawingHealth;
	/** Closed by the operator, or by its quiet hours. */
	readonly maintenance: boolean;
	/** The visitor has been told that the connection is gone. */
	readonly hasApologised: boolean;
}

/** How long things may take. Seconds. */
export interface KioskTiming {
	/** Self-tests that have not ended by then count as failed, and the kiosk opens all the same. */
	readonly selfTest: number;
	/** A greeting is over by then, whatever became of its sound. */
	readonly greet: number;
	/** Nobody did anything for so long: the visitor is asked. */
	readonly idle: number;
	/** So long the visitor has to answer; at least 20 (EN 301 549 lets nobody be hurried). */
	readonly confirm: number;
	/** A wipe that takes longer has failed; the page is then loaded anew, which wipes everything. */
	readonly wipe: number;
	/** After a sleep of this length the visitor is not the same. */
	readonly sleep: number;
}

export const KIOSK_TIMING: KioskTiming = {
	selfTest: 20,
	greet: 20,
	idle: 60,
	confirm: 25,
	wipe: 5,
	sleep: 60,
};

/** The least that {@link KioskTiming.confirm} may be. Seconds. */
export const LEAST_CONFIRM = 20;

export const initialState = (now: Seconds): KioskState => ({
	phase: "boot",
	since: now,
	activeAt: now,
	isBusy: false,
	network: "online",
	audio: "ok",
	drawing: "ok",
	maintenance: false,
	hasApologised: false,
});

/** Whether somebody is being served. */
export const isVisit = (phase: KioskPhase): boolean =>
	phase === "greet" || phase === "converse" || phase === "confirm-idle";

/** Whole seconds that are left to answer; `undefined` unless the visitor is being asked. */
export function countdown(
	{ phase, since }: KioskState,
	now: Seconds,
	{ confirm }: KioskTiming,
): number | undefined {
	if (phase !== "confirm-idle") return undefined;
	return Math.max(0, Math.ceil(seconds(since + confirm - now)));
}
