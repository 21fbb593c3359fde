import type { Series } from "./series.ts";

/** Length of a frame of sound, seconds. */
const FRAME = 0.02;

/** Speech is quiet between its syllables and words: at least this share of it lies below half of its mean level. */
const LEAST_QUIET = 0.2;

/** Whether the levels between two times come and go as those of speech do; music holds on. */
export function isSpeechLike(levels: Series, start: number, end: number): boolean {
	const count = Math.max(1, Math.floor((end - start) / FRAME));
	const sums = new Float64Array(count);
	const hits = new Uint16Array(count);
	for (let at = levels.indexAt(start); at < levels.length; at++) {
		const place = Math.floor((levels.time(at) - start) / FRAME);
		if (place >= count) break;
		sums[place] = (sums[place] ?? 0) + levels.value(at);
		hits[place] = (hits[place] ?? 0) + 1;
	}
	const means: number[] = [];
	for (let place = 0; place < count; place++)
		if ((hits[place] ?? 0) > 0) means.push((sums[place] ?? 0) / (hits[place] ?? 1));
	const mean = means.reduce((sum, level) => sum + level, 0) / Math.max(1, means.length);
	return means.filter((level) => level < mean / 2).length >= LEAST_QUIET * means.length;
}
