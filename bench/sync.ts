import type { Bench, BenchOptions, BenchRow } from "./bench.ts";
import type { TraceName } from "./support/feed-schedule.ts";
import { OurSide } from "./support/our-side.ts";
import { PEER, PeerSide } from "./support/peer-side.ts";
import { median, percentile } from "./support/percentile.ts";
import { row } from "./support/rows.ts";
import { type Side, warmUp } from "./support/side.ts";
import { playBlocked, playGap, playSteady, playTrace, type SyncResult } from "./support/sync-scenarios.ts";

/** Milliseconds within which the mouth has to be at the 99th percentile. */
const WITHIN = 20;

const TRACES: readonly TraceName[] = [
	"gaussian",
	"bursty",
	"wifiRoam",
	"lte",
	"satellite",
	"slowSynthesiser",
];
const TRACE_SEED = 7;

/** How long and how often each scenario is played. */
interface Plan {
	readonly steadySeconds: number;
	readonly gaps: number;
	readonly blockSeconds: number;
	readonly block100: boolean;
	readonly traceSeconds: number;
	readonly traces: readonly TraceName[];
	readonly rates: readonly number[];
}

const QUICK: Plan = {
	steadySeconds: 8,
	gaps: 1,
	blockSeconds: 4.5,
	block100: false,
	traceSeconds: 0,
	traces: [],
	rates: [],
};

const FULL: Plan = {
	steadySeconds: 48,
	gaps: 4,
	blockSeconds: 11,
	block100: true,
	traceSeconds: 8,
	traces: TRACES,
	rates: [44_100, 48_000],
};

/** What one side gave. */
export interface SideResults {
	readonly steady: SyncResult;
	readonly gap300: readonly SyncResult[];
	readonly gap1500: readonly SyncResult[];
	readonly block500: SyncResult;
	readonly block100: SyncResult | undefined;
	readonly traces: ReadonlyMap<TraceName, SyncResult>;
}

const times = async <T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> => {
	const results: T[] = [];
	for (let i = 0; i < count; i++) results.push(await act(i));
	return results;
};

/** On a page that has seen no gap yet: another would be ready for this one. */
async function playFresh(side: Side, gap: number): Promise<SyncResult> {
	await side.renew();
	await warmUp(side);
	return playGap(side, gap);
}

async function playAll(side: Side, plan: Plan): Promise<SideResults> {
	try {
		await warmUp(side);
		const steady = await playSteady(side, plan.steadySeconds);
		// The page has seen no gap yet, so the first one needs no other.
		const gap300 = await times(plan.gaps, (i) => (i === 0 ? playGap(side, 0.3) : playFresh(side, 0.3)));
		const gap1500 = await times(plan.gaps, () => playFresh(side, 1.5));
		const block500 = await playBlocked(side, 500, plan.blockSeconds);
		const block100 = plan.block100 ? await playBlocked(side, 100, plan.blockSeconds) : undefined;
		const traces = new Map<TraceName, SyncResult>();
		for (const trace of plan.traces)
			traces.set(trace, await playTrace(side, trace, plan.traceSeconds, TRACE_SEED));
		return { steady, gap300, gap1500, block500, block100, traces };
	} finally {
		await side.dispose();
	}
}

/** Offsets of the clicks that were seen, milliseconds. */
const offsets = ({ clicks }: SyncResult): number[] =>
	clicks.flatMap(({ offset }) => (offset === undefined ? [] : [1000 * offset]));

/** The same, only where the display got its frames. */
const onTimeOffsets = (result: SyncResult): number[] =>
	offsets({ ...result, clicks: result.clicks.filter(({ onTime }) => onTime) });

/** Share of all clicks, seen or not. */
const within = (result: SyncResult): number =>
	offsets(result).filter((offset) => Math.abs(offset) <= WITHIN).length / result.clicks.length;

const silence = ({ holes }: SyncResult): number =>
	1000 * holes.reduce((longest, { start, end }) => Math.max(longest, end - start), 0);

/** Of the first click after the gap that was seen at all. */
const firstAfter = (result: SyncResult): number =>
	offsets({ ...result, clicks: result.clicks.slice(result.firstAfterGap) })[0] ?? Number.NaN;

const residue = (result: SyncResult): number =>
	median(offsets({ ...result, clicks: result.clicks.slice(result.firstAfterGap + 1) }));

const both = (
	ours: SideResults,
	peer: SideResults,
	figure: (results: SideResults) => number | undefined,
) => ({
	ours: figure(ours),
	peer: figure(peer),
});

function steadyRows(ours: SideResults, peer: SideResults): BenchRow[] {
	const at = (p: number) => both(ours, peer, ({ steady }) => percentile(offsets(steady), p));
	const limits = { 0.05: 16, 0.5: 5, 0.95: 16, 0.99: 20 } as const;
	const mean = both(ours, peer, ({ steady }) => {
		const all = offsets(steady);
		return all.reduce((sum, offset) => sum + offset, 0) / all.length;
	});
	const count = `${ours.steady.clicks.length} clicks; positive: mouth late; limit to both sides; beside ${PEER}`;
	return [
		...([0.05, 0.5, 0.95, 0.99] as const).map((p) =>
			row(`steady.offset.p${100 * p}`, "ms", { ...at(p), limit: limits[p] }, count),
		),
		row("steady.offset.mean", "ms", mean, count),
		row(
			"steady.within20",
			"share",
			both(ours, peer, ({ steady }) => within(steady)),
			"at least; unseen clicks count as outside",
		),
		row(
			"steady.onTime.p1",
			"ms",
			both(ours, peer, ({ steady }) => percentile(onTimeOffsets(steady), 0.01)),
			"clicks whose frame came when the display wanted one",
		),
		row(
			"steady.onTime.p99",
			"ms",
			both(ours, peer, ({ steady }) => percentile(onTimeOffsets(steady), 0.99)),
			"the same: what is left is not the machine's",
		),
		row(
			"steady.lateFrames",
			"share",
			both(ours, peer, ({ steady }) => steady.lateFrames),
			"frames before which the machine left one out",
		),
	];
}

function gapRows(name: "gap300" | "gap1500", ours: SideResults, peer: SideResults): BenchRow[] {
	const over = (figure: (result: SyncResult) => number) =>
		both(ours, peer, (results) => median(results[name].map(figure).filter(Number.isFinite)));
	const note = `median of ${ours[name].length}`;
	return [
		row(
			`${name}.firstFrame`,
			"ms",
			{ ...over(firstAfter), limit: 20 },
			`${note}; first click that was seen; it sounds 80 ms after the sound has come back`,
		),
		row(`${name}.residue`, "ms", { ...over(residue), limit: 20 }, `${note}; median of the clicks after it`),
		row(`${name}.silence`, "ms", over(silence), `${note}; longest hole in the sound`),
		row(
			`${name}.falseEnds`,
			"count",
			{ ...both(ours, peer, (results) => results[name].filter(({ falseEnd }) => falseEnd).length), limit: 0 },
			`of ${ours[name].length}`,
		),
	];
}

function blockRows(name: "block500" | "block100", ours: SideResults, peer: SideResults): BenchRow[] {
	const of = (figure: (result: SyncResult) => number) =>
		both(ours, peer, (results) => (results[name] === undefined ? undefined : figure(results[name])));
	const blocks = ours[name]?.framesInBlocks.length ?? 0;
	return [
		row(
			`${name}.audioGap`,
			"ms",
			{ ...of(silence), limit: 0 },
			`longest hole, ${blocks} blocks of the main thread`,
		),
		row(
			`${name}.framesShown`,
			"count",
			of(({ framesInBlocks }) => median(framesInBlocks)),
			"frames drawn in a block, median; at least",
		),
		row(`${name}.within20`, "share", of(within), "at least"),
	];
}

function traceRows(ours: SideResults, peer: SideResults): BenchRow[] {
	return [...ours.traces.keys()].flatMap((name) => {
		const of = (figure: (result: SyncResult) => number) =>
			both(ours, peer, ({ traces }) => {
				const result = traces.get(name);
				return result === undefined ? undefined : figure(result);
			});
		const count = `${ours.traces.get(name)?.clicks.length ?? 0} clicks`;
		return [
			...[0.05, 0.5, 0.95].map((p) =>
				row(
					`${name}.offset.p${100 * p}`,
					"ms",
					of((result) => percentile(offsets(result), p)),
					count,
				),
			),
			row(`${name}.within20`, "share", of(within), "at least"),
			row(
				`${name}.holes`,
				"count",
				of(({ holes }) => holes.length),
				"stops of the sound",
			),
		];
	});
}

/** Ours alone: the peer makes a context at the rate of the driver's sound. */
async function rateRows(rate: number, seconds: number): Promise<BenchRow[]> {
	const side = await OurSide.open({ contextRate: rate });
	try {
		await warmUp(side);
		const result = await playSteady(side, seconds);
		const note = `${result.clicks.length} clicks, context at ${rate} Hz`;
		return [
			...[0.05, 0.5, 0.95].map((p) =>
				row(`rate${rate}.offset.p${100 * p}`, "ms", { ours: percentile(offsets(result), p) }, note),
			),
			row(`rate${rate}.within20`, "share", { ours: within(result) }, "at least"),
		];
	} finally {
		await side.dispose();
	}
}

/** The figures of both sides, in the order of the table. */
export const syncRows = (ours: SideResults, peer: SideResults): BenchRow[] => [
	...steadyRows(ours, peer),
	...gapRows("gap300", ours, peer),
	...gapRows("gap1500", ours, peer),
	...blockRows("block500", ours, peer),
	...(ours.block100 === undefined ? [] : blockRows("block100", ours, peer)),
	...traceRows(ours, peer),
];

async function playBoth({ quick }: BenchOptions, plan: Plan): Promise<[SideResults, SideResults]> {
	const ours = async () => playAll(await OurSide.open(), plan);
	const peer = async () => playAll(await PeerSide.open(), plan);
	// Side by side they disturb each other a little; one after the other they take twice the time.
	return quick ? Promise.all([ours(), peer()]) : [await ours(), await peer()];
}

/** Mouth against sound through the built runtime in Chromium, beside TalkingHead on the same bytes. */
export const sync: Bench = {
	name: "sync",
	async run(options) {
		const plan = options.quick ? QUICK : FULL;
		const [ours, peer] = await playBoth(options, plan);
		const rates: BenchRow[] = [];
		for (const rate of plan.rates) rates.push(...(await rateRows(rate, plan.traceSeconds)));
		return [...syncRows(ours, peer), ...rates];
	},
};
