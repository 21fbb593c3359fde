import { SilenceWatch } from "./silence-watch.ts";

/** What is seen of the speakers, every now and then. */
export interface AudioLook {
	readonly state: "running" | "suspended" | "interrupted" | "closed";
	/** The context's clock. */
	readonly contextTime: number;
}

/** Seconds for which a clock that is meant to run may stand still. `AudioUnlock` tries to wake it before. */
const FROZEN = 4;

/** Finds speakers that have died without a word: the context says that it runs, and its clock stands still. */
export class AudioWatch {
	readonly #watch = new SilenceWatch(FROZEN);
	#contextTime = -1;

	/** @param now of a monotonic clock, seconds. Returns what the speakers are good for. */
	look({ state, contextTime }: AudioLook, now: number): "ok" | "blocked" | "lost" {
		const isFrozen = contextTime === this.#contextTime;
		this.#contextTime = contextTime;
		if (state === "closed") return "lost";
		if (state === "suspended") {
			this.#watch.reset();
			return "blocked";
		}
		return this.#watch.look(isFrozen, now) ? "lost" : "ok";
	}

	/** New speakers. */
	reset(): void {
		this.#contextTime = -1;
		this.#watch.reset();
	}
}
