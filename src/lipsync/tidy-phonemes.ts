import type { Phoneme } from "../protocol/driver-message.ts";
import { seconds } from "../util/time.ts";

/** Shorter spans than this carry no sound: half a millisecond. */
const SHORTEST = 0.0005;

/** What was wrong with a list of phonemes and mended. */
export interface PhonemeFaults {
	/** Times that are not finite or run backwards, or a span without length. */
	readonly dropped: number;
	/** Phonemes that began before the one in front of them. */
	readonly reordered: number;
	/** Phonemes cut short because the next one begins earlier. */
	readonly overlapping: number;
}

export interface TidyPhonemes {
	/** In order of time, without overlaps. */
	readonly phonemes: readonly Phoneme[];
	readonly faults: PhonemeFaults;
}

/** Makes a timeline of whatever list of phonemes came: sorted, no overlaps, nothing without length. */
export function tidyPhonemes(phonemes: readonly Phoneme[]): TidyPhonemes {
	const usable = phonemes.filter(
		({ start, end }) => Number.isFinite(start) && Number.isFinite(end) && end - start >= SHORTEST,
	);
	const reordered = usable.filter((phoneme, index) => phoneme.start < (usable[index - 1]?.start ?? 0)).length;
	const sorted = reordered === 0 ? usable : usable.toSorted((a, b) => a.start - b.start);
	let overlapping = 0;
	const cut = sorted.map((phoneme, index) => {
		const next = sorted[index + 1];
		if (next === undefined || next.start >= phoneme.end - SHORTEST) return phoneme;
		overlapping++;
		return { ...phoneme, end: seconds(Math.max(next.start, phoneme.start)) };
	});
	const kept = cut.filter(({ start, end }) => end - start >= SHORTEST);
	return {
		phonemes: kept,
		faults: { dropped: phonemes.length - kept.length, reordered, overlapping },
	};
}
