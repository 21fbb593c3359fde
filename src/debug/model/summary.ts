import { BLENDSHAPES } from "../../lipsync/blendshapes.ts";
import { curveStats } from "./curve-stats.ts";
import { diagnose } from "./diagnose.ts";
import type { Finding } from "./finding.ts";
import { measureLipLags } from "./lip-lag.ts";
import type { Trace } from "./trace.ts";

/** A curve that does not move has its line at the bottom of a whole lane. */
const TOPS = [0.25, 0.5, 1];

/** What is said of a session as a whole. */
export interface Summary {
	readonly findings: readonly Finding[];
	/** A word beside each lane that stands out: "never moved", "saturated". */
	readonly flags: ReadonlyMap<string, string>;
	/** Weight at the top of each curve's lane, in the order of `BLENDSHAPES`. */
	readonly tops: readonly number[];
	/** By how much the driver's lips come after their sound, window by window; trace time. */
	readonly lags: readonly { readonly at: number; readonly until: number; readonly lag: number }[];
}

export function summarise(trace: Trace): Summary {
	return { findings: diagnose(trace), flags: flagsOf(trace), tops: topsOf(trace), lags: lagsOf(trace) };
}

function flagsOf(trace: Trace): ReadonlyMap<string, string> {
	const flags = new Map<string, string>();
	const columns = trace.utterances.map(({ wire, mixed }) => (wire.count > 0 ? wire : mixed));
	const all = columns.filter(({ count }) => count > 0).map((column) => curveStats(column));
	for (const [shape, { name }] of (all[0] ?? []).entries()) {
		const each = all.map((stats) => stats[shape]);
		if (each.some((stats) => stats?.saturated)) flags.set(name, "saturated");
		else if (each.every((stats) => stats?.neverMoved)) flags.set(name, "never moved");
	}
	return flags;
}

/** Small movements fill their lane: the round weight that none goes beyond. */
function topsOf(trace: Trace): readonly number[] {
	const columns = [trace.applied, ...trace.utterances.flatMap(({ wire, mixed }) => [wire, mixed])];
	const extent = { low: 0, high: 0 };
	return BLENDSHAPES.map((_, shape) => {
		const highest = Math.max(
			...columns.map((column) => (column.extent(shape, 0, column.count, extent) ? extent.high : 0)),
			0,
		);
		return TOPS.find((top) => highest <= top) ?? 1;
	});
}

function lagsOf(trace: Trace): Summary["lags"] {
	return trace.utterances.flatMap((utterance) =>
		measureLipLags(utterance).windows.flatMap(({ start, end, lag }) => {
			// Windows overlap: each stands for its middle.
			const at = utterance.heard.wallAt(start + (end - start) / 3);
			const until = utterance.heard.wallAt(end - (end - start) / 3);
			return at === undefined || until === undefined ? [] : [{ at, until, lag }];
		}),
	);
}
