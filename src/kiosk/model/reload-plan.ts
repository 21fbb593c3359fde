/** What speaks for loading the page anew while nobody is there. */
export type ReloadReason = "memory" | "nightly" | "update";

export interface ReloadLook {
	/** Seconds since the page was loaded. */
	readonly uptime: number;
	/** Seconds since the last visitor went. */
	readonly alone: number;
	/** Megabytes of JavaScript's heap; undefined where the browser does not tell. */
	readonly heap: number | undefined;
	readonly heapBudget: number;
	/** Local time: hour of the day now, and the one of the planned reload. */
	readonly hour: number;
	readonly reloadHour: number;
	/** A new version waits. */
	readonly hasUpdate: boolean;
}

/** A page that has just been loaded is not loaded again: a budget that is too small must not end in a loop. Seconds. */
const LEAST_UPTIME = 600;
/** The planned reload comes once in its hour. Seconds. */
const NIGHTLY_UPTIME = 2 * 3600;
/** Someone who has just gone may come back for a bag. Seconds. */
const LEAST_ALONE = 60;

/** Whether to load the page anew now; only asked while nobody is there. */
export function reloadReason(look: ReloadLook): ReloadReason | undefined {
	if (look.alone < LEAST_ALONE || look.uptime < LEAST_UPTIME) return undefined;
	if (look.heap !== undefined && look.heap > look.heapBudget) return "memory";
	if (look.hour !== look.reloadHour) return undefined;
	if (look.hasUpdate) return "update";
	return look.uptime >= NIGHTLY_UPTIME ? "nightly" : undefined;
}
