/** Rates that producers use; a measured rate this close to one of them is that one. */
const USUAL_RATES = [20, 24, 25, 30, 40, 48, 50, 60, 90, 100] as const;
const NEAR = 0.04;

/** What is assumed until a whole clause has been seen: the vendor's own client plays 25 a second. */
export const ASSUMED_FRAME_RATE = 25;

/** A clause shorter than this says too little: a frame more or less would move the rate by several per cent. */
const SHORTEST_CLAUSE = 0.8;

/** No producer sends less or more than this. */
const LEAST_RATE = 5;
const MOST_RATE = 240;

/**
 * Face frames per second of a finished clause: its frames by the length of its sound, taken to the nearest usual rate.
 * {@link ASSUMED_FRAME_RATE} if the clause is too short or the quotient makes no sense.
 */
export function inferFrameRate(frames: number, soundSeconds: number): number {
	const rate = frames / soundSeconds;
	if (!(soundSeconds >= SHORTEST_CLAUSE) || !(rate >= LEAST_RATE && rate <= MOST_RATE))
		return ASSUMED_FRAME_RATE;
	const nearest = USUAL_RATES.reduce((best, usual) =>
		Math.abs(usual - rate) < Math.abs(best - rate) ? usual : best,
	);
	// A frame is lost or padded at the end of a clause.
	const tolerance = Math.max(NEAR * nearest, 1 / soundSeconds);
	return Math.abs(nearest - rate) <= tolerance ? nearest : rate;
}
