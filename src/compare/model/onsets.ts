import type { Series } from "../ruler/series.ts";

/** RMS from which on something is heard: 46 dB below full scale. */
export const AUDIBLE_LEVEL = 0.005;

/** A click is no word: of this stretch, so much has to be heard. Seconds. */
const WORD = 0.15;
const WORD_SHARE = 0.6;

/** The first moment from `from` on at which something is heard; not a number if nothing is. */
export function firstSound(levels: Series, from: number): number {
	for (let at = levels.indexAt(from); at < levels.length; at++)
		if (levels.value(at) >= AUDIBLE_LEVEL) return levels.time(at);
	return Number.NaN;
}

/** The start of the first stretch that is long enough for a word; not a number if there is none yet. */
export function firstWord(levels: Series, from: number): number {
	const first = levels.indexAt(from);
	let heard = 0;
	let tail = first;
	for (let at = first; at < levels.length; at++) {
		if (levels.value(at) >= AUDIBLE_LEVEL) heard++;
		while (levels.time(tail) < levels.time(at) - WORD) {
			if (levels.value(tail) >= AUDIBLE_LEVEL) heard--;
			tail++;
		}
		const isWhole = levels.time(at) - (levels.time(first) ?? 0) >= WORD;
		if (isWhole && heard >= WORD_SHARE * (at - tail + 1)) return firstSound(levels, levels.time(tail));
	}
	return Number.NaN;
}

/** The last moment from `from` on at which something was heard; not a number if nothing was. */
export function lastSound(levels: Series, from: number): number {
	const first = levels.indexAt(from);
	for (let at = levels.length - 1; at >= first; at--)
		if (levels.value(at) >= AUDIBLE_LEVEL) return levels.time(at);
	return Number.NaN;
}
