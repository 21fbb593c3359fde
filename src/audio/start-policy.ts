import { MIN_RATE } from "./time-stretch.ts";

/** How things stand while the playout waits, in seconds; media time and context time alike. */
export interface StartSituation {
	/** How much later than at its earliest arrival the next sample would be played if playing started now. */
	readonly currentDelay: number;
	readonly targetDelay: number;
	/** Sound that is there. */
	readonly bufferLevel: number;
	/** No more sound will come. */
	readonly closed: boolean;
	/** Sound of this utterance has been heard: silence now is a gap. */
	readonly resuming: boolean;
}

/** Seconds of sound below which playing does not start: a fade and an overlap need as much. */
const LEAST_LEVEL = 0.015;

/** What slowing down wins of each second of sound for sure: half of what it can, as the next piece may come late at once. */
const STRETCH_CREDIT = (1 / MIN_RATE - 1) / 2;

/** Share of the target delay that ends a gap: the rest is won by playing slowly, because silence there is worse. */
const RESUME_SHARE = 0.5;

/**
 * Whether to start, or to go on after a gap: as soon as sound that comes as late as the target delay foresees is there
 * when it is due. Sound that is there counts for what it can be stretched by until more must have come.
 */
export function shouldStart(situation: StartSituation): boolean {
	const { currentDelay, targetDelay, bufferLevel, closed, resuming } = situation;
	if (closed) return true;
	if (bufferLevel < LEAST_LEVEL) return false;
	const wanted = resuming ? targetDelay * RESUME_SHARE : targetDelay;
	return currentDelay + bufferLevel * STRETCH_CREDIT >= wanted;
}
