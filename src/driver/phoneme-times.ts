import type { Phoneme } from "../protocol/driver-message.ts";
import { type Seconds, seconds } from "../util/time.ts";
import type { SoundEvent, WordEvents } from "./read-events.ts";

/**
 * A stop begins at its burst, as the synthesiser stamps the voiceless ones; the closure before it is counted to the
 * sound in front. The voiced ones it stamps at the closure: they burst this much later (measured on its sound, b).
 */
const VOICED_CLOSURE = 0.035;

const VOICED_STOP = /^[bdɡg](?![ʒz])/u;

/** A word's phonemes, without gaps. */
export function phonemeTimes(word: WordEvents): Phoneme[] {
	const starts = word.sounds.map(soundStart);
	return word.sounds.map((sound, index) => ({
		symbol: sound.symbol,
		start: starts[index] ?? sound.at,
		end: starts[index + 1] ?? sound.end,
	}));
}

function soundStart(sound: SoundEvent): Seconds {
	if (!VOICED_STOP.test(sound.symbol)) return sound.at;
	return seconds(Math.min(sound.at + VOICED_CLOSURE, (sound.at + sound.end) / 2));
}
