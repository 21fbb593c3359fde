/** A value above this cannot be an overshoot of 0 … 1: the producer counts in per cent. */
const PER_CENT_MARK = 2;

/** What was wrong with the values of face frames and mended in place. */
export interface RangeFaults {
	/** Values that were not finite; they became 0. */
	readonly notFinite: number;
	/** Values outside 0 … 1 after scaling; they were clamped. */
	readonly clamped: number;
	/** The frames were in 0 … 100 and were divided by 100. */
	readonly perCent: boolean;
}

/** Brings every value into 0 … 1, in place. `perCent` says that earlier frames of the same stream were in per cent. */
export function mendRange(weights: Float32Array, perCent = false): RangeFaults {
	let notFinite = 0;
	let largest = 0;
	for (let at = 0; at < weights.length; at++) {
		const value = weights[at] ?? 0;
		if (Number.isFinite(value)) largest = Math.max(largest, value);
		else {
			weights[at] = 0;
			notFinite++;
		}
	}
	const scaled = perCent || largest > PER_CENT_MARK;
	let clamped = 0;
	for (let at = 0; at < weights.length; at++) {
		const value = (weights[at] ?? 0) * (scaled ? 0.01 : 1);
		const inside = Math.min(1, Math.max(0, value));
		if (inside !== value) clamped++;
		weights[at] = inside;
	}
	return { notFinite, clamped, perCent: scaled };
}
