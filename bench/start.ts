import type { Scenario } from "../test/support/network-simulator.ts";
import { listen } from "../test/support/network-speech.ts";
import { SeededRandom } from "../test/support/seeded-random.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { clickFeed } from "./support/click-feed.ts";
import { realTime } from "./support/feed-schedule.ts";
import { OurSide } from "./support/our-side.ts";
import { PEER, PeerSide } from "./support/peer-side.ts";
import { median, percentile } from "./support/percentile.ts";
import { row } from "./support/rows.ts";
import type { Side } from "./support/side.ts";
import { heardAt } from "./support/sync-score.ts";

/** Seconds of the steady feed that has to do without an underrun. */
const STEADY = 300;

export interface Plan {
	readonly starts: number;
	/** Seconds of one long utterance, live. */
	readonly live: number;
}

const QUICK: Plan = { starts: 6, live: 10 };
const FULL: Plan = { starts: 20, live: STEADY };

/** One side's starts, milliseconds after the first message was sent. */
export interface Starts {
	readonly cold: number;
	readonly rendered: readonly number[];
	readonly heard: readonly number[];
}

/** The holes of one side's long utterance. */
export interface Holes {
	readonly underruns: number;
	readonly silence: number;
	/** By how much the driver was late in the long utterance, at worst. */
	readonly driverLate: number;
}

async function startOften(side: Side, { starts }: Plan): Promise<Starts> {
	try {
		const rendered: number[] = [];
		const heard: number[] = [];
		for (let i = 0; i <= starts; i++) {
			const { recording, sentAt } = await side.play(realTime(clickFeed(1)));
			const { firstSound, clock } = recording;
			if (firstSound === undefined) throw new Error("Nothing was heard.");
			rendered.push(1000 * (firstSound.wallTime - sentAt));
			heard.push(1000 * (heardAt(clock, firstSound.contextTime) - sentAt));
		}
		const [cold = Number.NaN] = rendered;
		return { cold, rendered: rendered.slice(1), heard: heard.slice(1) };
	} finally {
		await side.dispose();
	}
}

async function holdOut(side: Side, { live }: Plan): Promise<Holes> {
	try {
		const { recording, driverLateness } = await side.play(realTime(clickFeed(live)));
		const silence = recording.holes.reduce((sum, { start, end }) => sum + 1000 * (end - start), 0);
		return { underruns: recording.holes.length, silence, driverLate: 1000 * driverLateness };
	} finally {
		await side.dispose();
	}
}

/** A quiet line: every message takes 20 ms and up to a few more. */
const QUIET: Scenario = {
	line: (seed) => {
		const random = new SeededRandom(seed);
		return { arrival: (sentAt) => sentAt + 0.02 + 0.001 * Math.abs(random.gaussian()) };
	},
	pace: () => () => 1,
};

/** Both sides' figures: ours, then the peer's. `simulated`: stalls of the feed that was played without a browser. */
export function startRows(
	starts: readonly [Starts, Starts],
	holes: readonly [Holes, Holes],
	plan: Plan,
	simulated: number,
): BenchRow[] {
	const pair = <T>([ours, peer]: readonly [T, T], figure: (side: T) => number) => ({
		ours: figure(ours),
		peer: figure(peer),
	});
	const both = (figure: (side: Starts) => number) => pair(starts, figure);
	const inHoles = (figure: (side: Holes) => number) => pair(holes, figure);
	const note = `median of ${plan.starts}; beside ${PEER}`;
	return [
		row(
			"firstSample",
			"ms",
			{ ...both(({ rendered }) => median(rendered)), limit: 60 },
			`${note}; first message sent → first sample rendered`,
		),
		row(
			"firstSample.p95",
			"ms",
			both(({ rendered }) => percentile(rendered, 0.95)),
		),
		row(
			"firstSample.cold",
			"ms",
			both(({ cold }) => cold),
			"the first utterance of the page",
		),
		row(
			"firstHeard",
			"ms",
			both(({ heard }) => median(heard)),
			"the same → heard: the device's latency on top",
		),
		row(
			"underruns",
			"count",
			{ ...inHoles(({ underruns }) => underruns), limit: 0 },
			`live, ${plan.live} s in real time`,
		),
		row(
			"underruns.silence",
			"ms",
			inHoles(({ silence }) => silence),
			"silence of those in all",
		),
		row(
			"underruns.driverLate",
			"ms",
			inHoles(({ driverLate }) => driverLate),
			"by which the driver was late at worst: what the machine added to the steady feed",
		),
		row(
			"underruns.simulated",
			"count",
			{ ours: simulated, limit: 0 },
			`${STEADY} s, jitter buffer and playout without a browser`,
		),
	];
}

/** How soon an utterance sounds, and whether the sound then holds, on a steady feed with no lead. */
export const start: Bench = {
	name: "start",
	async run({ quick }) {
		const plan = quick ? QUICK : FULL;
		// One side after the other: two pages that are drawn without a graphics card take all of two cores, and then it is
		// the driver that is late.
		const starts = [
			await startOften(await OurSide.open(), plan),
			await startOften(await PeerSide.open(), plan),
		] as const;
		const holes = [
			await holdOut(await OurSide.open(), plan),
			await holdOut(await PeerSide.open(), plan),
		] as const;
		const { stalls } = listen({ scenario: QUIET, seed: 3, duration: STEADY });
		return startRows(starts, holes, plan, stalls);
	},
};
