import { MAX_RATE, MIN_RATE } from "./time-stretch.ts";

/** How things stand while playing, in seconds. */
export interface StretchSituation {
	/** How much later than at its earliest arrival the sound is played. */
	readonly currentDelay: number;
	readonly targetDelay: number;
	/** Sound that is there. */
	readonly bufferLevel: number;
	/** No more sound will come. */
	readonly closed: boolean;
	/** Being late is worse than hurrying. */
	readonly live: boolean;
	/** The rate that holds now. */
	readonly rate: number;
}

/** Shares of the target delay: below the first the sound slows down, back to normal above the second. */
const SLOW_BELOW = 0.7;
const NORMAL_ABOVE = 1;

/** Share of the target delay: with less sound than this at hand it slows down whatever the delay is. */
const LOW_LEVEL = 0.5;

/** Above this many target delays, and seconds, a live stream hurries; until it is back at the target. */
const HURRY_ABOVE = 1.5;
const HURRY_MARGIN = 0.05;

/**
 * The rate to play at, {@link MIN_RATE}, 1 or {@link MAX_RATE}: slow while the delay is too short for the jitter that the
 * target foresees, or while sound runs out; fast while a live stream is too far behind; with some slack between, so that
 * it does not flutter.
 */
export function stretchRate(situation: StretchSituation): number {
	const { currentDelay, targetDelay, bufferLevel, closed, live, rate } = situation;
	if (closed) return 1;
	const enough = targetDelay * (rate < 1 ? NORMAL_ABOVE : SLOW_BELOW);
	if (currentDelay < enough || bufferLevel < targetDelay * LOW_LEVEL) return MIN_RATE;
	if (!live) return 1;
	const tooMuch = rate > 1 ? targetDelay + HURRY_MARGIN / 2 : targetDelay * HURRY_ABOVE + HURRY_MARGIN;
	return currentDelay > tooMuch && bufferLevel > tooMuch ? MAX_RATE : 1;
}
