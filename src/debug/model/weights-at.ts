import type { Trace } from "./trace.ts";

/** A frame shown longer ago than this is not on the display any more: the stage was asleep. Seconds. */
const STALE = 0.25;

/** Frames of the mixed lanes further apart than this have a hole between them. Seconds. */
const BRIDGE = 0.15;

/**
 * Writes the face at trace time `at` to `out`: as it was drawn, else as it was about to be. False if nothing is known
 * of that moment.
 */
export function weightsAt(trace: Trace, at: number, out: Float32Array): boolean {
	if (trace.applied.sample(at, STALE, out)) return true;
	const heard = trace.heardAt(at);
	return heard?.utterance.mixed.sample(heard.media, BRIDGE, out) ?? false;
}
