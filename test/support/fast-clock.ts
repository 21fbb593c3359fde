import { seconds } from "../../src/util/time.ts";
import { type Clock, SYSTEM_CLOCK } from "../../src/vendors/clock.ts";

/** A clock on which everything is `scale` times as long as it says: real timers, so that real sockets keep up. */
export const fastClock = (scale: number): Clock => ({
	now: () => seconds(SYSTEM_CLOCK.now() / scale),
	after: (delay, run) => SYSTEM_CLOCK.after(seconds(delay * scale), run),
});
