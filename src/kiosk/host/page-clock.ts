import { millisecondsToSeconds, type Seconds } from "../../util/time.ts";

/** A clock that goes on through everything but sleep. Main thread. */
export const now = (): Seconds => millisecondsToSeconds(performance.now());
