import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Bench, BenchRow } from "./bench.ts";
import { LongSpeech } from "./support/long-speech.ts";
import { median, percentile } from "./support/percentile.ts";
import { row } from "./support/rows.ts";
import { type Trend, trendOf } from "./support/trend.ts";

/** Simulated hours, and of those the ones at the start that fill what is filled once. */
const FULL = { hours: 12, warm: 2 };
const QUICK = { hours: 2, warm: 0.5 };

/** Simulated hours between two looks at the heap. */
const STEP = 0.25;

/** Kilobytes that live on after a collection, arrays included. */
export type HeapMeter = () => number;

function heapMeter(): HeapMeter {
	setFlagsFromString("--expose-gc");
	const collect = runInNewContext("gc") as () => void;
	return () => {
		// Twice: the first may leave what its finalisers held.
		collect();
		collect();
		const { heapUsed, arrayBuffers } = process.memoryUsage();
		return (heapUsed + arrayBuffers) / 1024;
	};
}

/** How what `run` keeps grows, in kilobytes per hour; `run` lets so many hours pass. */
export function heapTrend(
	run: (hours: number) => void,
	{ hours, warm }: typeof FULL,
	heap = heapMeter(),
): Trend {
	run(warm);
	// Made at once: a list that grows is a heap that grows.
	const heaps = new Float64Array(Math.floor((hours - warm) / STEP) + 1);
	for (let i = 0; i < heaps.length; i++) {
		if (i > 0) run(STEP);
		heaps[i] = heap();
	}
	return trendOf(Array.from(heaps, (y, i) => ({ x: i * STEP, y })));
}

/** Simulated hours of speech that never pauses: what is kept, and whether lips and sound are together as at the start. */
export const soak: Bench = {
	name: "soak",
	async run({ quick }): Promise<BenchRow[]> {
		const plan = quick ? QUICK : FULL;
		const speech = new LongSpeech();
		speech.run(600);
		const atStart = speech.takeOffsets();
		const { slope, error } = heapTrend((hours) => speech.run(3_600 * hours), plan);
		speech.takeOffsets();
		speech.run(600);
		const atEnd = speech.takeOffsets();
		const { utterances, underruns, failures } = speech.totals;
		const spread = 1000 * (percentile(atEnd, 0.95) - percentile(atEnd, 0.05));
		return [
			row("heap.slope", "kB/h", { ours: slope }, `± ${error.toFixed(1)} over ${plan.hours} simulated hours`),
			row(
				"offset.drift",
				"ms",
				{ ours: 1000 * (median(atEnd) - median(atStart)), limit: 1 },
				`median of the last ten minutes minus the first; p5 to p95 ${spread.toFixed(2)} ms`,
			),
			row("underruns", "count", { ours: underruns, limit: 0 }, `of ${utterances} replies of a minute`),
			row("failures", "count", { ours: failures, limit: 0 }, "replies that were not spoken to their end"),
		];
	},
};
