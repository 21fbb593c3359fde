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
}

/** Seconds of sound below which playing does not start: a fade and an overlap need as much. */
const LEAST_LEVEL = 0.015;

/** What slowing down can win of each second of sound until it is played. */
const STRETCH_CREDIT = 1 / MIN_RATE - 1;

/**
 * Whether to start, or to go on after an underrun: as soon as sound that comes as late as the target delay foresees is
 * there when it is due. Sound that is there counts for what it can be stretched by until more must have come.
 */
export function shouldStart({ currentDelay, targetDelay, bufferLevel, closed }: StartSituation): boolean {
	if (closed) return true;
	if (bufferLevel < LEAST_LEVEL) return false;
	return currentDelay + bufferLevel * STRETCH_CREDIT >= targetDelay;
}
