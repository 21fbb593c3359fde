/** Median and spread of some figures. */
export interface Summary {
	readonly count: number;
	/** Not a number if there is none. */
	readonly median: number;
	/** Quartiles: half of the figures lie between them. */
	readonly lower: number;
	readonly upper: number;
}

/** The value below which a share of the sorted values lies, between two of them in proportion. */
function quantile(sorted: readonly number[], share: number): number {
	const at = share * (sorted.length - 1);
	const below = Math.floor(at);
	const [low = Number.NaN, high = low] = sorted.slice(below, below + 2);
	return low + (high - low) * (at - below);
}

/** Sums up what was measured; what was not is left out. */
export function summarise(figures: readonly (number | null)[]): Summary {
	const sorted = figures.filter((figure) => figure !== null && Number.isFinite(figure)) as number[];
	sorted.sort((a, b) => a - b);
	return {
		count: sorted.length,
		median: quantile(sorted, 0.5),
		lower: quantile(sorted, 0.25),
		upper: quantile(sorted, 0.75),
	};
}
