import { type Seconds, seconds } from "../util/time.ts";

/** Time, as an adapter is given it: tests bring a clock of their own. */
export interface Clock {
	/** Seconds from any fixed moment; only goes forward. */
	now(): Seconds;
	/** Calls `run` once after `delay`, until the returned function is called. `name` is for tests and logs. */
	after(delay: Seconds, run: () => void, name?: string): () => void;
}

/** The platform's clock. */
export const SYSTEM_CLOCK: Clock = {
	now: () => seconds(performance.now() / 1000),
	after: (delay, run) => {
		const timer = setTimeout(run, delay * 1000);
		return () => clearTimeout(timer);
	},
};
