import type { PhoneInventory } from "../lipsync/read-phoneme.ts";
import type { Phoneme } from "../protocol/driver-message.ts";
import { seconds } from "../util/time.ts";
import type { SpokenUnit } from "./spoken-unit.ts";

/** Symbol of silence in the driver's phoneme set; a list of IPA carries it without the tone digit. */
const SILENCE: Readonly<Record<PhoneInventory, string>> = { mandarin: "sil0", ipa: "sil", arpabet: "SIL" };

/** A gap between two phonemes that is as short as this belongs to the first: a stop's closure, a joint between words. */
const SHORTEST_SILENCE = 0.11;

/** Phonemes in one notation, on the phrase's timeline. */
export interface Stretch {
	readonly inventory: PhoneInventory;
	readonly phonemes: readonly Phoneme[];
}

/**
 * The phonemes of a phrase with silence filled in, so that they last from 0 to `duration` without gaps; a stretch for
 * each change of notation. A phrase without speech is one stretch of silence.
 */
export function phraseTimeline(units: readonly SpokenUnit[], duration: number): Stretch[] {
	const stretches: { inventory: PhoneInventory; phonemes: Phoneme[] }[] = [];
	let end = 0;
	for (const { inventory, phonemes } of units) {
		for (const phoneme of phonemes) {
			const current = stretches.at(-1);
			fillGap(current?.phonemes ?? [], inventory, end, phoneme.start);
			if (current?.inventory === inventory) current.phonemes.push(phoneme);
			else stretches.push({ inventory, phonemes: [...leadIn(current, inventory, phoneme.start), phoneme] });
			end = phoneme.end;
		}
	}
	if (stretches.length === 0) stretches.push({ inventory: "mandarin", phonemes: [] });
	const last = stretches.at(-1);
	if (last && end < duration) last.phonemes.push(silence(last.inventory, end, duration));
	return stretches;
}

/** The silence before the first phoneme of all. */
const leadIn = (before: Stretch | undefined, inventory: PhoneInventory, start: number): Phoneme[] =>
	before === undefined && start > 0 ? [silence(inventory, 0, start)] : [];

/** Lengthens the last phoneme up to `start`, or puts silence behind it if that is too far. */
function fillGap(phonemes: Phoneme[], inventory: PhoneInventory, end: number, start: number): void {
	const last = phonemes.at(-1);
	if (last === undefined || start <= end) return;
	if (start - end > SHORTEST_SILENCE) phonemes.push(silence(inventory, end, start));
	else phonemes[phonemes.length - 1] = { ...last, end: seconds(start) };
}

const silence = (inventory: PhoneInventory, start: number, end: number): Phoneme => ({
	symbol: SILENCE[inventory],
	start: seconds(start),
	end: seconds(end),
});
