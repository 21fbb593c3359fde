import type { PlayoutReport } from "../../protocol/playout-messages.ts";
import type { ShownFrame } from "./trace-event.ts";

/** Interval since the frame before, the display's own interval, offset (NaN while silent), cost, media time (NaN), utterance. */
export const FRAME_COLUMNS = ["gap", "interval", "offset", "cost", "media", "utterance"] as const;

/** Buffer level, target delay, rate, whether it waits (0 or 1), underruns and concealed samples so far. */
export const LEVEL_COLUMNS = ["level", "target", "rate", "waiting", "underruns", "concealed"] as const;

type Row<Name extends string> = Readonly<Record<Name | "at", number>>;

/** @param before when the display frame before was seen, if there was one */
export function frameRow(
	{ utterance, mediaTime, interval, offset, cost }: ShownFrame,
	at: number,
	before: number | undefined,
): Row<(typeof FRAME_COLUMNS)[number]> {
	return {
		at,
		gap: at - (before ?? at - interval),
		interval,
		offset: offset ?? Number.NaN,
		cost,
		media: mediaTime ?? Number.NaN,
		utterance,
	};
}

export function levelRow(report: PlayoutReport, at: number): Row<(typeof LEVEL_COLUMNS)[number]> {
	const { bufferLevel, targetDelay, rate, state, underruns, concealedSamples } = report;
	return {
		at,
		level: bufferLevel,
		target: targetDelay,
		rate,
		waiting: state === "waiting" ? 1 : 0,
		underruns,
		concealed: concealedSamples,
	};
}
