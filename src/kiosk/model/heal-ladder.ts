import type { Seconds } from "../../util/time.ts";

/** What is done about a graphics context that is gone. Sound, captions and a still picture go on meanwhile. */
export type HealStep =
	/** The still picture stands in the host's place; the browser may give the context back. */
	| "poster"
	/** It did not: a new canvas and renderer. */
	| "rebuild"
	/** It goes again and again: less is asked of it. */
	| "lower-quality"
	/** That did not help either. */
	| "reload";

/** Seconds in which a browser gives a context back if it ever does. */
const PATIENCE = 6;
/** Seconds within which losses count together. */
const WINDOW = 60;
const LOSSES_TO_LOWER = 2;
const LOSSES_TO_RELOAD = 3;

/** Decides what to do about lost graphics contexts. All times are of one monotonic clock. */
export class HealLadder {
	#losses: Seconds[] = [];
	#lostAt: Seconds | undefined;

	/** The context is gone. */
	lost(now: Seconds): readonly HealStep[] {
		if (this.#lostAt !== undefined) return [];
		this.#lostAt = now;
		this.#losses = [...this.#losses.filter((at) => now - at < WINDOW), now];
		if (this.#losses.length >= LOSSES_TO_RELOAD) {
			this.#losses = [];
			return ["poster", "reload"];
		}
		return this.#losses.length >= LOSSES_TO_LOWER ? ["poster", "lower-quality"] : ["poster"];
	}

	/** It is back, or a new one draws. */
	restored(): void {
		this.#lostAt = undefined;
	}

	/** To be asked about once a second. */
	tick(now: Seconds): HealStep | undefined {
		if (this.#lostAt === undefined || now - this.#lostAt < PATIENCE) return undefined;
		// Asked for once; a renderer that cannot be made says so itself.
		this.#lostAt = undefined;
		return "rebuild";
	}
}
