import { millisecondsToSeconds, type Seconds } from "../util/time.ts";

/** Read once: the getter makes a new number every time. */
const TIME_ORIGIN = performance.timeOrigin;

/** A DOM time of this thread on the clock that all threads share: seconds on `performance.now()` plus `performance.timeOrigin`. */
export const absoluteTime = (milliseconds: DOMHighResTimeStamp): Seconds =>
	millisecondsToSeconds(TIME_ORIGIN + milliseconds);
