/** Acceptable offset of picture against sound (ATSC IS-191, picture early and late). Seconds. */
export const ATSC = { early: 0.045, late: 0.015 } as const;

/** ITU-R BT.1359: where it is noticed, and what is still accepted; picture early and late. Seconds. */
export const ITU = {
	detectable: { early: 0.125, late: 0.045 },
	acceptable: { early: 0.185, late: 0.09 },
} as const;
