import { type Seconds, seconds } from "../util/time.ts";
import { decimalOf, type WireReader } from "./wire-reader.ts";

/** The driver's unit of time is 0.1 µs (spec: "the value divided by 10,000 represents milliseconds"). */
export const TICKS_PER_SECOND = 1e7;

/** A day: no cue of an utterance is later, and a count of milliseconds since 1970 is far beyond. */
const MAX_TICKS = 86_400 * TICKS_PER_SECOND;

/** A time in seconds as the wire writes it: a decimal string of 100 ns ticks. */
export const toTicks = (time: number): string => String(Math.round(time * TICKS_PER_SECOND));

/** Reads a field that holds ticks, as the documented string or, tolerated, as a number. */
export function readTicks(reader: WireReader, field: string): Seconds {
	const value = reader.raw(field);
	const ticks = typeof value === "number" ? value : decimalOf(value);
	if (ticks === null || !(ticks >= 0 && ticks <= MAX_TICKS))
		throw reader.fault(field, "a time of 0 to a day in 100 ns ticks", value);
	if (typeof value === "number") reader.counts?.add("text-as-number");
	return seconds(ticks / TICKS_PER_SECOND);
}
