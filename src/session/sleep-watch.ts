import { type Seconds, seconds } from "../util/time.ts";

export interface SleepWatchOptions {
	/** Seconds between two calls of {@link SleepWatch.tick}, as asked of the timer. */
	readonly interval?: number;
	/** Seconds by which a call may be late before the machine, or the page, must have been asleep. */
	readonly patience?: number;
}

export const SLEEP_WATCH_DEFAULTS: Required<SleepWatchOptions> = {
	interval: 1,
	/** A worker's timers come on time even in hidden tabs; a busy machine has been seen to delay them by a second. */
	patience: 5,
};

/**
 * Notices that nobody ran for a while: the lid was closed, the tab was frozen. Whatever was connected then may look
 * open and be dead. Fed with wall-clock time, which goes on while monotonic clocks of some systems stand still.
 */
export class SleepWatch {
	readonly #limit: number;
	#last: number | undefined;

	constructor(options: SleepWatchOptions = {}) {
		const { interval, patience } = { ...SLEEP_WATCH_DEFAULTS, ...options };
		this.#limit = interval + patience;
	}

	/** The timer rang at `now` (wall clock). Returns how long everything stood still; `undefined` if it did not. */
	tick(now: Seconds): Seconds | undefined {
		const elapsed = this.#last === undefined ? 0 : now - this.#last;
		this.#last = now;
		return elapsed > this.#limit ? seconds(elapsed) : undefined;
	}
}
