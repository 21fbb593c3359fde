/** One measured figure. A side that was not measured is `null`, never a guess. */
export interface BenchRow {
	/** Dotted and stable: `steady.offset.p50`. */
	readonly metric: string;
	readonly unit: string;
	readonly ours: number | null;
	/** The same figure of the peer that the benchmark names, measured in the same run. */
	readonly peer: number | null;
	/** What the figure has to reach. */
	readonly limit: number | null;
	/** Noise, sample count, or which peer. */
	readonly note: string;
}

export interface BenchOptions {
	/** At most 45 s on two cores. */
	readonly quick: boolean;
}

/** A benchmark: `npm run bench -- NAME` runs the one of that name. */
export interface Bench {
	readonly name: string;
	run(options: BenchOptions): Promise<readonly BenchRow[]>;
}
