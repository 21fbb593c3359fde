import { nextDelay } from "../util/backoff.ts";
import type { Seconds } from "../util/time.ts";

/** What is seen of the browser and its page. */
export type SupervisedEvent =
	/** The page has answered: it lives. */
	| "beat"
	/** The page's process is gone; the browser shows "Aw, Snap!". */
	| "crashed"
	/** The browser itself is gone. */
	| "exited"
	| "tick";

/** What is to be done about it. */
export type SupervisorAction = "load" | "launch" | "kill";

export interface SupervisionTiming {
	/** Seconds that a page has to give its first beat; a machine without a graphics card takes a while. */
	readonly load: number;
	/** Seconds without a beat after which a page that lived is loaded anew. */
	readonly silence: number;
	/** Seconds of beats after which past trouble is forgotten. */
	readonly healthy: number;
}

export const SUPERVISION_TIMING: SupervisionTiming = { load: 45, silence: 12, healthy: 60 };

/** Pages that never came to life are loaded anew so often before the browser is started anew. */
const LOADS_BEFORE_KILL = 2;

/** Half a second after the first crash; a page that crashes at once is given up to a minute. Seconds. */
const BACKOFF = { first: 0.5, most: 60 } as const;

/** Decides when a page is loaded, and a browser started, anew. Knows no clock and no browser. */
export class Supervision {
	readonly #timing: SupervisionTiming;
	readonly #random: () => number;
	#attempt = 0;
	#due: { readonly action: SupervisorAction; readonly at: number } | undefined;
	#loadedAt: number;
	#beatAt: number | undefined;
	#livesSince: number | undefined;
	#fruitless = 0;

	/** The browser has just been started with the page. @param random 0 ≤ x < 1 */
	constructor(now: Seconds, random: () => number, timing = SUPERVISION_TIMING) {
		this.#timing = timing;
		this.#random = random;
		this.#loadedAt = now;
	}

	/** @param now of a monotonic clock. Returns what is to be done at once, if anything is. */
	observe(event: SupervisedEvent, now: Seconds): SupervisorAction | undefined {
		switch (event) {
			case "beat":
				this.#beat(now);
				return undefined;
			case "crashed":
				this.#plan("load", now);
				return this.#take(now);
			case "exited":
				this.#plan("launch", now);
				return this.#take(now);
			case "tick":
				this.#lookForSilence(now);
				return this.#take(now);
		}
	}

	#beat(now: number): void {
		this.#beatAt = now;
		this.#fruitless = 0;
		this.#livesSince ??= now;
		if (now - this.#livesSince >= this.#timing.healthy) this.#attempt = 0;
	}

	#lookForSilence(now: number): void {
		if (this.#due !== undefined) return;
		const isSilent =
			this.#beatAt === undefined
				? now - this.#loadedAt >= this.#timing.load
				: now - this.#beatAt >= this.#timing.silence;
		if (!isSilent) return;
		this.#fruitless++;
		this.#plan(this.#fruitless > LOADS_BEFORE_KILL ? "kill" : "load", now);
	}

	#plan(action: SupervisorAction, now: number): void {
		// A browser that has gone takes its page with it.
		if (this.#due?.action === "launch") return;
		this.#livesSince = undefined;
		this.#due = { action, at: now + nextDelay(this.#attempt++, this.#random, BACKOFF) };
	}

	#take(now: number): SupervisorAction | undefined {
		if (this.#due === undefined || now < this.#due.at) return undefined;
		const { action } = this.#due;
		this.#due = undefined;
		this.#loadedAt = now;
		this.#beatAt = undefined;
		if (action === "kill") this.#fruitless = 0;
		return action;
	}
}
