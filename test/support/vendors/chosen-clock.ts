import { seconds } from "../../../src/util/time.ts";
import { type Clock, SYSTEM_CLOCK } from "../../../src/vendors/clock.ts";

/** A second of a delay that is chosen, and the longest that one lasts, in seconds of the machine's. */
const SCALE = 0.02;
const LONGEST = 0.06;

/** Delays up to here are pauses between looks, not times at which something is given up. */
const PAUSE = 4.5;

/**
 * A clock on which the delays that `isChosen` picks are over at once, and all others last as long as they say: what a
 * test waits for is quick, and what it must not run into is far away, however busy the machine is.
 */
export const chosenClock = (isChosen: (delay: number) => boolean = (delay) => delay <= PAUSE): Clock => ({
	now: SYSTEM_CLOCK.now,
	after: (delay, run) =>
		SYSTEM_CLOCK.after(isChosen(delay) ? seconds(Math.min(LONGEST, delay * SCALE)) : delay, run),
});

/** Pauses, and these delays too. */
export const clockWith = (...delays: readonly number[]): Clock =>
	chosenClock((delay) => delay <= PAUSE || delays.includes(delay));
