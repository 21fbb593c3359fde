import type { Bench, BenchRow } from "./bench.ts";
import { launchBrowser, openPage } from "./support/browser.ts";
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
	/** Frames of the display during the sampling. */
	readonly sampledFrames: number;
}

/** Frames a second of a display, where the thread itself sees none. */
const DISPLAY_RATE = 60;

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
		const rate = frames.frames.length / plan.trace;
		return { frames, allocation, sampledFrames: (rate > 0 ? rate : DISPLAY_RATE) * plan.sample };
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
	// A thread that nobody wakes for a frame spends nothing on it.
	const time = (p: number) =>
		both(({ frames }) => (frames.frames.length === 0 ? 0 : percentile(frames.frames, p)));
	const note =
		ours.frames.frames.length === 0
			? "no script runs in a frame"
			: `thread time of ${ours.frames.frames.length} frames, drawing excluded`;
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
			`${prefix}scripts`,
			"ms/s",
			both(({ frames }) => frames.scripts),
			"thread time of all scripts: frames, timers, messages",
		),
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

/** Milliseconds of a frame whose script does nothing but ask for the next: what the browser itself costs on this machine. */
async function emptyFrames({ trace }: Plan): Promise<readonly number[]> {
	const browser = await launchBrowser();
	try {
		const page = await openPage(browser);
		await page.setContent("<!doctype html>");
		await page.evaluate("(function ask() { requestAnimationFrame(ask); })()");
		return (await traceFrames(page, trace)).frames;
	} finally {
		await browser.close();
	}
}

const emptyRow = (frames: readonly number[]): BenchRow =>
	row(
		"empty.p50",
		"ms",
		{ ours: percentile(frames, 0.5) },
		"a page whose frames do nothing but ask for the next: what is the browser's own of each figure",
	);

/** What a frame costs the main thread while the avatar speaks, drawing excluded, with the stage on the main thread. */
export const frame: Bench = {
	name: "frame",
	async run({ quick }) {
		const plan = quick ? QUICK : FULL;
		const ours = async () => measure(await OurSide.open({ stage: "main", namedFrames: true }), plan);
		const peer = async () => measure(await PeerSide.open({ namedFrames: true }), plan);
		if (quick)
			return [...frameRows("", ...(await Promise.all([ours(), peer()]))), emptyRow(await emptyFrames(plan))];
		const sides = [await ours(), await peer()] as const;
		const inWorker = await measure(await OurSide.open({ stage: "worker", namedFrames: true }), plan);
		return [
			...frameRows("", ...sides),
			...frameRows("worker.", inWorker, undefined),
			emptyRow(await emptyFrames(plan)),
		];
	},
};
