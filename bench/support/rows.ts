import type { BenchRow } from "../bench.ts";

/** The sides of a figure; a side that was not measured is left out. */
export interface Figures {
	readonly ours?: number | undefined;
	readonly peer?: number | undefined;
	readonly limit?: number | undefined;
}

const orNull = (value: number | undefined): number | null =>
	value === undefined || !Number.isFinite(value) ? null : value;

export const row = (metric: string, unit: string, { ours, peer, limit }: Figures, note = ""): BenchRow => ({
	metric,
	unit,
	ours: orNull(ours),
	peer: orNull(peer),
	limit: orNull(limit),
	note,
});
