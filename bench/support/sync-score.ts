import { JAW_OPEN } from "./click-feed.ts";
import type { RecordedFrame, Recording } from "./page/recording.ts";
import { median } from "./percentile.ts";

/** A click that was heard, and the frame that showed it. Seconds. */
export interface ScoredClick {
	/** Which click of the feed. */
	readonly index: number;
	/** When it was heard, seconds since 1970. */
	readonly heardAt: number;
	/** Picture minus sound: positive shows the mouth late. `undefined` if no frame showed it. */
	readonly offset: number | undefined;
	/** Whether the frame that showed it came when the display wanted one: a machine that is busy leaves frames out. */
	readonly onTime: boolean;
}

/** Display intervals after the frame before, beyond which frames were left out. */
const LATE = 1.5;

/** Frames before which at least one was left out. */
export function lateFrames(frames: readonly RecordedFrame[]): ReadonlySet<RecordedFrame> {
	const interval = displayInterval(frames);
	return new Set(
		frames.filter(
			(frame, i) => frame.frameTime - (frames[i - 1]?.frameTime ?? frame.frameTime) > LATE * interval,
		),
	);
}

/** Seconds around a click over which the output clock is read: several readings, and short against its drift. */
const CLOCK_SPAN = 0.6;

/** Share of {@link JAW_OPEN} from which on the jaw stands open: the face frame that carries the click has been reached. */
const OPEN = 0.97;
/** Share below which it has closed since the click before. */
const CLOSED = 0.5;

/** Seconds by which the moment that a player believes to show may be off and still name the click. */
const NAMING_SLACK = 0.16;

/** Context time → when it is heard, by the readings near it. */
export function heardAt(clock: Recording["clock"], contextTime: number): number {
	const near = clock.filter((reading) => Math.abs(reading.contextTime - contextTime) < CLOCK_SPAN);
	const readings = near.length > 0 ? near : clock;
	return contextTime + median(readings.map((reading) => reading.performanceTime - reading.contextTime));
}

/** Median time between drawn frames. */
export function displayInterval(frames: readonly RecordedFrame[]): number {
	return median(frames.slice(1).map(({ frameTime }, i) => frameTime - (frames[i]?.frameTime ?? frameTime)));
}

/** Frames in which the jaw has just reached its opening. */
export function openings(frames: readonly RecordedFrame[]): RecordedFrame[] {
	const found: RecordedFrame[] = [];
	let isClosed = true;
	for (const frame of frames) {
		if (frame.jaw < CLOSED * JAW_OPEN) isClosed = true;
		if (!isClosed || frame.jaw < OPEN * JAW_OPEN) continue;
		isClosed = false;
		found.push(frame);
	}
	return found;
}

/**
 * Pairs the clicks that were heard with the frames that showed them. A frame is seen one display interval after its
 * animation frame began. Throws if clicks were lost or invented: then the pairs would mean nothing.
 */
export function scoreClicks(recording: Recording, clicks: readonly number[]): ScoredClick[] {
	if (recording.clicks.length !== clicks.length)
		throw new Error(`${clicks.length} clicks were sent and ${recording.clicks.length} heard.`);
	const interval = displayInterval(recording.frames);
	const opened = openings(recording.frames);
	const late = lateFrames(recording.frames);
	return clicks.map((mediaTime, index) => {
		const heard = heardAt(recording.clock, recording.clicks[index] ?? 0);
		const frame = opened.find(
			(opening) => opening.mediaTime !== undefined && Math.abs(opening.mediaTime - mediaTime) < NAMING_SLACK,
		);
		const offset = frame === undefined ? undefined : frame.frameTime + interval - heard;
		return { index, heardAt: heard, offset, onTime: frame !== undefined && !late.has(frame) };
	});
}
