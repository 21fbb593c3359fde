import { millisecondsToSeconds, type Seconds } from "../util/time.ts";

/** The session's clock: seconds on `performance.now()`. */
export const sessionTime = (): Seconds => millisecondsToSeconds(performance.now());
