import type { ClausePart } from "../../src/protocol/driver-message.ts";
import { carry, SCENARIOS, type Sent } from "../../test/support/network-simulator.ts";
import type { ClickFeed } from "./click-feed.ts";

/** A feed and when each of its messages is sent, seconds after it was asked for. */
export interface ScheduledFeed {
	readonly feed: ClickFeed;
	readonly messages: readonly Sent<ClausePart>[];
}

/** Seconds of sound that a driver sends ahead of real time. */
const LEAD = 0.16;

const inRealTime = (feed: ClickFeed, lead = LEAD): Sent<ClausePart>[] =>
	feed.parts.map(({ mediaTime, part }) => ({ at: Math.max(0, mediaTime - lead), message: part }));

/** In real time, one message ahead, as a driver does that speaks while it synthesises. */
export const steady = (feed: ClickFeed): ScheduledFeed => ({ feed, messages: inRealTime(feed) });

/** In real time without any lead: each message is sent when the sound of those before it would end. */
export const realTime = (feed: ClickFeed): ScheduledFeed => ({ feed, messages: inRealTime(feed, 0) });

/**
 * In real time but for one hole: what would have come in the `gap` seconds after the sound at hand has run out comes at
 * its end, all at once. The first message after it is the one at or after `from`.
 */
export function withGap(feed: ClickFeed, from: number, gap: number): ScheduledFeed {
	const first = feed.parts.find(({ mediaTime }) => mediaTime >= from)?.mediaTime ?? from;
	const end = first + gap;
	const messages = inRealTime(feed).map(({ at, message }, index) => {
		const { mediaTime = 0 } = feed.parts[index] ?? {};
		return { at: mediaTime >= first ? Math.max(at, end) : at, message };
	});
	return { feed, messages };
}

export type TraceName = keyof typeof SCENARIOS;

/** Over the line of a trace; the same seed gives the same arrivals. */
export function overTrace(feed: ClickFeed, name: TraceName, seed: number): ScheduledFeed {
	const scenario = SCENARIOS[name];
	const pace = scenario.pace(seed);
	let time = 0;
	const sent = feed.parts.map(({ duration, part }) => {
		const at = time;
		time += duration * pace(time);
		return { at, message: part };
	});
	return { feed, messages: carry(sent, scenario.line(seed)) };
}
