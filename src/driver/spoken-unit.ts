import type { PhoneInventory } from "../lipsync/read-phoneme.ts";
import type { Phoneme } from "../protocol/driver-message.ts";
import { type Seconds, seconds } from "../util/time.ts";

/** The smallest piece of text that has a time: a Mandarin syllable, a word of other languages. */
export interface SpokenUnit {
	/** Place in the clause's text, without the punctuation behind it where that is known. */
	readonly start: number;
	readonly end: number;
	readonly from: Seconds;
	readonly to: Seconds;
	/** In order, without gaps. */
	readonly phonemes: readonly Phoneme[];
	/** Which notation the phonemes are in: the same symbol means different sounds in different ones. */
	readonly inventory: PhoneInventory;
	/** The phonemes as the wire's `Word` spells them: `zh-iii4`, `d-ə-m-eɪ-n-z`. */
	readonly spelling: string;
	/** Whether units next to it may form one word with it: Mandarin writes no spaces. */
	readonly joins: boolean;
}

/** What a stretch of text sounds like: sound, and its units on the sound's own timeline. */
export interface SpokenSegment {
	/** At the synthesiser's rate, −1 … 1. */
	readonly samples: Float32Array;
	readonly units: readonly SpokenUnit[];
}

/** The time that phonemes take, for {@link SpokenUnit.from} and {@link SpokenUnit.to}. */
export const span = (phonemes: readonly Phoneme[]): { readonly from: Seconds; readonly to: Seconds } => ({
	from: phonemes[0]?.start ?? seconds(0),
	to: phonemes.at(-1)?.end ?? seconds(0),
});

/** Two units in succession as one, spelled with `joint` between them. It keeps the place of the first. */
export function joinUnits(first: SpokenUnit, second: SpokenUnit, joint: string): SpokenUnit {
	return {
		...first,
		to: second.to,
		phonemes: [...first.phonemes, ...second.phonemes],
		spelling: `${first.spelling}${joint}${second.spelling}`,
	};
}

/** The unit, `by` seconds later. */
export function delayUnit(unit: SpokenUnit, by: number): SpokenUnit {
	return {
		...unit,
		from: seconds(unit.from + by),
		to: seconds(unit.to + by),
		phonemes: unit.phonemes.map(({ symbol, start, end }) => ({
			symbol,
			start: seconds(start + by),
			end: seconds(end + by),
		})),
	};
}

/** Appends `next`, or joins it to the last unit if both stand for the same text. */
export function appendUnit(units: SpokenUnit[], next: SpokenUnit, joint: string): void {
	const last = units.at(-1);
	if (last?.start === next.start) units[units.length - 1] = joinUnits(last, next, joint);
	else units.push(next);
}
