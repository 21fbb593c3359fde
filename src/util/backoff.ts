import { type Seconds, seconds } from "./time.ts";

/** How long to wait between attempts; see {@link BACKOFF_DEFAULTS}. */
export interface BackoffOptions {
	/** Longest wait before the second attempt. */
	readonly first?: number;
	/** Longest wait of all, in seconds. */
	readonly most?: number;
}

/** Half a second is below what a viewer takes for an outage; ten keep a fleet of thousands from drowning a server. */
export const BACKOFF_DEFAULTS: Required<BackoffOptions> = { first: 0.5, most: 10 };

/** Share of the wait that chance does not touch: never at once, so that a refusing server is not spun on. */
const FIXED_SHARE = 0.5;

/**
 * The wait before attempt `attempt` (0 for the first after a failure): doubles up to a cap, and the upper half is
 * chance, so that thousands that lost the same server do not return in step. `random` gives 0 ≤ x < 1.
 */
export function nextDelay(attempt: number, random: () => number, options: BackoffOptions = {}): Seconds {
	const { first, most } = { ...BACKOFF_DEFAULTS, ...options };
	const longest = Math.min(most, first * 2 ** Math.max(0, attempt));
	return seconds(longest * (FIXED_SHARE + (1 - FIXED_SHARE) * random()));
}
