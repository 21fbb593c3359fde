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

/** One side's starts, milliseconds after the first message was sent, and its holes in the long utterance. */
export interface Starts {
	readonly cold: number;
	readonly rendered: readonly number[];
	readonly heard: readonly number[];
	readonly underruns: number;
	readonly silence: number;
	/** By how much the driver was late in the long utterance, at worst. */
	readonly driverLate: number;
}

async function startOften(side: Side, plan: Plan): Promise<Starts> {
	try {
		const rendered: number[] = [];
		const heard: number[] = [];
		for (let i = 0; i <= plan.starts; i++) {
			const { recording, sentAt } = await side.play(realTime(clickFeed(1)));
			const { firstSound, clock } = recording;
			if (firstSound === undefined) throw new Error("Nothing was heard.");
			rendered.push(1000 * (firstSound.wallTime - sentAt));
			heard.push(1000 * (heardAt(clock, firstSound.contextTime) - sentAt));
		}
		const { recording, driverLateness } = await side.play(realTime(clickFeed(plan.live)));
		const silence = recording.holes.reduce((sum, { start, end }) => sum + 1000 * (end - start), 0);
		const [cold = Number.NaN] = rendered;
		return {
			cold,
			rendered: rendered.slice(1),
			heard: heard.slice(1),
			underruns: recording.holes.length,
			silence,
			driverLate: 1000 * driverLateness,
		};
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

/** `simulated`: stalls of the feed that was played without a browser. */
export function startRows(ours: Starts, peer: Starts, plan: Plan, simulated: number): BenchRow[] {
	const both = (figure: (side: Starts) => number) => ({ ours: figure(ours), peer: figure(peer) });
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
			{ ...both(({ underruns }) => underruns), limit: 0 },
			`live, ${plan.live} s in real time`,
		),
		row(
			"underruns.silence",
			"ms",
			both(({ silence }) => silence),
			"silence of those in all",
		),
		row(
			"underruns.driverLate",
			"ms",
			both(({ driverLate }) => driverLate),
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
		const ours = async () => startOften(await OurSide.open(), plan);
		const peer = async () => startOften(await PeerSide.open(), plan);
		const { stalls } = listen({ scenario: QUIET, seed: 3, duration: STEADY });
		return startRows(...(await Promise.all([ours(), peer()])), plan, stalls);
	},
};
