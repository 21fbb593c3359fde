import { MAX_RATE, MIN_PAUSE_RATE, MIN_RATE } from "./time-stretch.ts";

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
	/** What comes next is a pause. */
	readonly inPause: boolean;
	/** The rate that holds now. */
	readonly rate: number;
}

/** Shares of the target delay: with a shorter delay than the first the sound slows down, until it is as long as the second. */
const SLOW_BELOW = 0.85;
const NORMAL_ABOVE = 1;

/** What slowing down can still win of each second of sound at hand, halved to be in time. */
const STRETCH_CREDIT = (1 / MIN_RATE - 1) / 2;

/** With less sound than this share of the target, less this many seconds, the next piece is overdue: time to save what is there. */
const OVERDUE_SHARE = 0.85;
const OVERDUE_MARGIN = 0.01;

/** Above this many target delays, and seconds, a live stream hurries; until it is back at the target. */
const HURRY_ABOVE = 1.5;
const HURRY_MARGIN = 0.05;

/**
 * The rate to play at. Slow, {@link MIN_RATE} and {@link MIN_PAUSE_RATE} in pauses, while the delay is too short for the
 * lateness that the target foresees, or while the next piece is overdue; {@link MAX_RATE} while a live stream is too far
 * behind; otherwise 1, with some slack between, so that it does not flutter.
 */
export function stretchRate(situation: StretchSituation): number {
	if (situation.closed) return 1;
	if (isShort(situation)) return situation.inPause ? MIN_PAUSE_RATE : MIN_RATE;
	return situation.live && isBehind(situation) ? MAX_RATE : 1;
}

function isShort({ currentDelay, targetDelay, bufferLevel, rate }: StretchSituation): boolean {
	const enough = targetDelay * (rate < 1 ? NORMAL_ABOVE : SLOW_BELOW);
	const winnable = bufferLevel * STRETCH_CREDIT;
	return currentDelay + winnable < enough || bufferLevel < targetDelay * OVERDUE_SHARE - OVERDUE_MARGIN;
}

function isBehind({ currentDelay, targetDelay, bufferLevel, rate }: StretchSituation): boolean {
	const tooMuch = rate > 1 ? targetDelay + HURRY_MARGIN / 2 : targetDelay * HURRY_ABOVE + HURRY_MARGIN;
	return currentDelay > tooMuch && bufferLevel > tooMuch;
}
