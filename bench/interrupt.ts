import type { Bench, BenchRow } from "./bench.ts";
import { babbleFeed } from "./support/click-feed.ts";
import { steady } from "./support/feed-schedule.ts";
import { OurSide } from "./support/our-side.ts";
import type { InterruptedAt, Recording } from "./support/page/recording.ts";
import { PEER, PeerSide } from "./support/peer-side.ts";
import { median, percentile } from "./support/percentile.ts";
import { row } from "./support/rows.ts";
import { type Side, warmUp } from "./support/side.ts";
import { displayInterval } from "./support/sync-score.ts";

/** A jaw this far open counts as closed: an eighth of a millimetre on the default head. */
const CLOSED = 0.02;

/** Milliseconds that the driver goes on sending, and that is watched, after an interruption. */
const AFTER_MS = 1200;

/** The jaw's opening at which it is interrupted, and how the calls are spread. */
const WIDE = 0.45;
const FIRST_WAIT_MS = 700;
const WAIT_STEP_MS = 37;
const DISPLAY_MS = 17;

/** One interruption, milliseconds. */
export interface Interruption {
	/** Call → last sample that was not silent, in time of the audio context. */
	readonly silent: number;
	/** Call → the first frame of those that show a mouth that stays closed is seen; half: the same for half the opening. */
	readonly closed: number;
	readonly half: number;
	/** Sound that began anew, of messages that came late. */
	readonly restarted: boolean;
}

/** `goesOn`: the driver does not hear of it in time and sends what it has. */
async function interruptOnce(side: Side, waitMs: number, goesOn: boolean): Promise<Interruption> {
	const { page } = side;
	const run = await side.begin(steady(babbleFeed(waitMs / 1000 + 3)));
	await page.waitForTimeout(waitMs);
	const call = await page.evaluate(([jaw, delay]) => window.benchPage.interruptOpen(jaw, delay), [
		WIDE,
		waitMs % DISPLAY_MS,
	] as const);
	if (!goesOn) run.stop();
	await page.waitForTimeout(AFTER_MS);
	const recording = await page.evaluate(() => window.benchPage.recording);
	run.stop();
	await page.evaluate(() => window.benchPage.interrupt());
	await page.waitForTimeout(200);
	return scoreInterruption(recording, call);
}

function scoreInterruption(recording: Recording, { at, contextTime }: InterruptedAt): Interruption {
	const interval = displayInterval(recording.frames);
	const shown = recording.frames.filter(({ frameTime }) => frameTime + interval >= at);
	const open = shown[0]?.jaw ?? Number.NaN;
	const below = (level: number) => {
		const last = shown.findLastIndex(({ jaw }) => jaw > level);
		return 1000 * ((shown[last + 1]?.frameTime ?? Number.NaN) + interval - at);
	};
	const silence = recording.holes.find(({ end }) => end > contextTime + 0.05);
	const lastSound = silence?.start ?? recording.lastSound;
	const restarted = silence !== undefined;
	return {
		silent: 1000 * (lastSound - contextTime),
		closed: below(CLOSED),
		half: below(open / 2),
		restarted,
	};
}

async function interruptOften(side: Side, count: number): Promise<Interruption[]> {
	try {
		await warmUp(side);
		const results: Interruption[] = [];
		// Calls at all phases of the display and of the render quanta. The last ones are not heard by the driver.
		for (let i = 0; i < 2 * count; i++)
			results.push(await interruptOnce(side, FIRST_WAIT_MS + WAIT_STEP_MS * (i % count), i >= count));
		return results;
	} finally {
		await side.dispose();
	}
}

const restarts = (side: readonly Interruption[]) => side.filter(({ restarted }) => restarted).length;

/** The first half of each side's interruptions reached the driver, the second did not. */
export function interruptRows(ours: readonly Interruption[], peer: readonly Interruption[]): BenchRow[] {
	const count = ours.length / 2;
	const both = (figure: (told: readonly Interruption[]) => number) => ({
		ours: figure(ours.slice(0, count)),
		peer: figure(peer.slice(0, count)),
	});
	const of = (p: number, get: (one: Interruption) => number) => both((side) => percentile(side.map(get), p));
	const note = `median of ${count}; beside ${PEER}`;
	return [
		row(
			"audio.silent",
			"ms",
			{ ...of(0.5, ({ silent }) => silent), limit: 8 },
			`${note}; call → last sample rendered`,
		),
		row(
			"audio.silent.p95",
			"ms",
			of(0.95, ({ silent }) => silent),
			"the device takes sound in blocks of 10 ms",
		),
		row(
			"mouth.closed",
			"ms",
			{ ...of(0.5, ({ closed }) => closed), limit: 100 },
			`${note}; call → closed mouth seen`,
		),
		row(
			"mouth.closed.p95",
			"ms",
			of(0.95, ({ closed }) => closed),
		),
		row(
			"mouth.half",
			"ms",
			both((side) => median(side.map(({ half }) => half))),
			note,
		),
		row(
			"restarts",
			"count",
			{ ours: restarts(ours.slice(count)), peer: restarts(peer.slice(count)), limit: 0 },
			`of ${count}: sound again from messages that came late`,
		),
	];
}

/** Barge-in in the middle of a word, while the driver goes on sending. */
export const interrupt: Bench = {
	name: "interrupt",
	async run({ quick }) {
		const count = quick ? 4 : 20;
		const ours = async () => interruptOften(await OurSide.open(), count);
		const peer = async () => interruptOften(await PeerSide.open(), count);
		if (quick) return interruptRows(...(await Promise.all([ours(), peer()])));
		return interruptRows(await ours(), await peer());
	},
};
