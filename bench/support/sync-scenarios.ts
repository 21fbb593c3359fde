import { clickFeed } from "./click-feed.ts";
import { overTrace, type ScheduledFeed, steady, type TraceName, withGap } from "./feed-schedule.ts";
import type { Recording } from "./page/recording.ts";
import type { Disturbance, Side } from "./side.ts";
import { lateFrames, type ScoredClick, scoreClicks } from "./sync-score.ts";

/** What one playing of a feed gave. Seconds. */
export interface SyncResult {
	readonly clicks: readonly ScoredClick[];
	readonly holes: Recording["holes"];
	/** Frames drawn while the main thread was blocked, of each block. */
	readonly framesInBlocks: readonly number[];
	readonly falseEnd: boolean;
	/** Share of the frames before which the machine left one out. */
	readonly lateFrames: number;
	/** Index of the first click after the gap. */
	readonly firstAfterGap: number;
}

/** Seconds into the feed at which a gap begins, and of the feed in all. */
const GAP_AT = 2.5;
const GAP_FEED = 4.5;

async function play(
	side: Side,
	scheduled: ScheduledFeed,
	disturbances: readonly Disturbance[] = [],
): Promise<SyncResult> {
	const { recording, falseEnd } = await side.play(scheduled, disturbances);
	const { clicks } = scheduled.feed;
	const framesInBlocks = recording.blocks.map(
		({ start, end }) => recording.frames.filter(({ drawnAt }) => drawnAt > start && drawnAt < end).length,
	);
	const firstAfterGap = clicks.findIndex((time) => time >= GAP_AT);
	return {
		clicks: scoreClicks(recording, clicks),
		holes: recording.holes,
		framesInBlocks,
		falseEnd,
		lateFrames: lateFrames(recording.frames).size / recording.frames.length,
		firstAfterGap,
	};
}

export const playSteady = (side: Side, seconds: number): Promise<SyncResult> =>
	play(side, steady(clickFeed(seconds)));

/** The sound runs out, and comes again `gap` seconds later, with all that would have come meanwhile. */
export const playGap = (side: Side, gap: number): Promise<SyncResult> =>
	play(side, withGap(clickFeed(GAP_FEED), GAP_AT, gap));

/** The main thread is blocked again and again, at times that have nothing to do with the clicks. */
export function playBlocked(side: Side, blockMs: number, seconds: number): Promise<SyncResult> {
	const disturbances: Disturbance[] = [];
	for (let at = 1.1; at < seconds - 0.7; at += 1.37) disturbances.push({ at, blockMs });
	return play(side, steady(clickFeed(seconds)), disturbances);
}

export const playTrace = (side: Side, trace: TraceName, seconds: number, seed: number): Promise<SyncResult> =>
	play(side, overTrace(clickFeed(seconds), trace, seed));
