import { type Seconds, seconds } from "../util/time.ts";

/** How long a syllable of a script that writes syllables lasts, and a letter of one that writes sounds: seconds, at normal speed. */
const SYLLABLE = 0.23;
const LETTER = 0.066;

/** A digit is read as a syllable or more. */
const DIGIT = 0.3;

/** About how long it takes to say `text` at normal speed; good to a third, enough to decide where to cut. */
export function estimateDuration(text: string): Seconds {
	let duration = 0;
	for (const character of text) {
		if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(character)) duration += SYLLABLE;
		else if (/\p{Nd}/u.test(character)) duration += DIGIT;
		else if (/\p{L}/u.test(character)) duration += LETTER;
	}
	return seconds(duration);
}
