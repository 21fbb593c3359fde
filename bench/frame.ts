import type { Bench, BenchRow } from "./bench.ts";
import { captioned, clickFeed } from "./support/click-feed.ts";
import { steady } from "./support/feed-schedule.ts";
import {
	type Allocation,
	type FrameCost,
	sampleAllocation,
	traceFrames,
} from "./support/main-thread-cost.ts";
import { OurSide } from "./support/our-side.ts";
import { PEER, PeerSide } from "./support/peer-side.ts";
import { percentile } from "./support/percentile.ts";
import { row } from "./support/rows.ts";
import { type Side, warmUp } from "./support/side.ts";

/** Seconds: of speech before anything is measured, so that what runs often is compiled; of tracing; of sampling. */
interface Plan {
	readonly warm: number;
	readonly trace: number;
	readonly sample: number;
}

const QUICK: Plan = { warm: 8, trace: 6, sample: 6 };
// Two minutes: what runs once a frame is compiled for good only then, and makes numbers on the heap until.
const FULL: Plan = { warm: 120, trace: 20, sample: 20 };

/** What one side cost. */
export interface Cost {
	readonly frames: FrameCost;
	readonly allocation: Allocation;
	/** Frames during the sampling, by the rate of the trace. */
	readonly sampledFrames: number;
}

/** Speaks on, draws nothing, and measures: first time, then memory, for measuring the one costs the other. */
async function measure(side: Side, plan: Plan): Promise<Cost> {
	try {
		await warmUp(side);
		await side.page.evaluate(() => window.benchPage.hide());
		const run = await side.begin(steady(captioned(clickFeed(plan.warm + plan.trace + plan.sample + 4))));
		await side.page.waitForTimeout(1000 * plan.warm);
		const frames = await traceFrames(side.page, plan.trace);
		const allocation = await sampleAllocation(side.page, plan.sample);
		run.stop();
		return { frames, allocation, sampledFrames: (frames.frames.length * plan.sample) / plan.trace };
	} finally {
		await side.dispose();
	}
}

/** The figures of a place of the stage, `worker.` or none; the peer's place is the main thread. */
export function frameRows(prefix: string, ours: Cost, peer: Cost | undefined): BenchRow[] {
	const both = (figure: (cost: Cost) => number) => ({
		ours: figure(ours),
		peer: peer === undefined ? undefined : figure(peer),
	});
	const time = (p: number) => both(({ frames }) => percentile(frames.frames, p));
	const note = `thread time of ${ours.frames.frames.length} frames, drawing excluded`;
	const perFrame = (bytes: (allocation: Allocation) => number) =>
		both(({ allocation, sampledFrames }) => bytes(allocation) / sampledFrames);
	const worst = ours.allocation.worst[0];
	return [
		row(
			`${prefix}main.p50`,
			"ms",
			{ ...time(0.5), limit: 0.15 },
			peer === undefined ? note : `${note}; beside ${PEER}`,
		),
		row(`${prefix}main.p99`, "ms", { ...time(0.99), limit: 0.4 }, note),
		row(
			`${prefix}alloc`,
			"B",
			{ ...perFrame(({ inFrames }) => inFrames), limit: 0 },
			`in frame callbacks; most: ${worst?.name ?? "none"}`,
		),
		row(
			`${prefix}alloc.all`,
			"B",
			perFrame(({ all }) => all),
			"of the main thread in all, per frame: messages, timers, the probe",
		),
		row(
			`${prefix}collections`,
			"1/min",
			both(({ frames }) => frames.collections),
			"garbage collections of the main thread",
		),
	];
}

/** What a frame costs the main thread while the avatar speaks, drawing excluded, with the stage on the main thread. */
export const frame: Bench = {
	name: "frame",
	async run({ quick }) {
		const plan = quick ? QUICK : FULL;
		const ours = async () => measure(await OurSide.open({ stage: "main", namedFrames: true }), plan);
		const peer = async () => measure(await PeerSide.open({ namedFrames: true }), plan);
		if (quick) return frameRows("", ...(await Promise.all([ours(), peer()])));
		const sides = [await ours(), await peer()] as const;
		const inWorker = await measure(await OurSide.open({ stage: "worker", namedFrames: true }), plan);
		return [...frameRows("", ...sides), ...frameRows("worker.", inWorker, undefined)];
	},
};
