import { MAX_RATE, MIN_PAUSE_RATE, MIN_RATE } from "./time-stretch.ts";

/** How things stand while playing, in seconds. */
export interface StretchSituation {
	/** How much later than at its earliest arrival the sound is played. */
	readonly currentDelay: number;
	readonly targetDelay: number;
	/** Delay beyond the target that a line may need that is not known yet. */
	readonly reserve: number;
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

/** Slow enough to win time, and so little that nobody hears it: 7 %. */
export const EASY_RATE = 0.93;

/**
 * Sound that is slow stays so until it has so many seconds more than is wanted: the delay is held at what is wanted, not
 * a little below, and going back to rate 1 may cost half of this (`TimeStretch` then steps to the very sample).
 */
const SLACK = 0.015;

/** With more sound at hand than this, in delays that are wanted and in seconds, there is time to slow down later. */
const AMPLE_SHARE = 2;
const AMPLE_MARGIN = 0.06;

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
 * lateness that the target foresees, or while the next piece is overdue; a little slow while it is too short for what a
 * line may do that is not known yet; {@link MAX_RATE} while a live stream is too far behind; otherwise 1, with some
 * slack between, so that it does not flutter.
 */
export function stretchRate(situation: StretchSituation): number {
	const { closed, targetDelay, reserve, live, inPause } = situation;
	if (closed) return 1;
	const isShort = isBelow(targetDelay, situation) || isOverdue(situation);
	if (isShort || isBelow(targetDelay + reserve, situation))
		return inPause ? MIN_PAUSE_RATE : isShort ? MIN_RATE : EASY_RATE;
	return live && isBehind(situation) ? MAX_RATE : 1;
}

function isBelow(wanted: number, { currentDelay, bufferLevel, rate }: StretchSituation): boolean {
	const short = (rate < 1 ? wanted + SLACK : wanted) - currentDelay;
	const isAmple = bufferLevel > AMPLE_SHARE * wanted + AMPLE_MARGIN && short < bufferLevel * STRETCH_CREDIT;
	return short > 0 && !isAmple;
}

const isOverdue = ({ bufferLevel, targetDelay }: StretchSituation): boolean =>
	bufferLevel < targetDelay * OVERDUE_SHARE - OVERDUE_MARGIN;

function isBehind({ currentDelay, targetDelay, reserve, bufferLevel, rate }: StretchSituation): boolean {
	const wanted = targetDelay + reserve;
	const tooMuch = rate > 1 ? wanted + HURRY_MARGIN / 2 : wanted * HURRY_ABOVE + HURRY_MARGIN;
	return currentDelay > tooMuch && bufferLevel > tooMuch;
}
