import type { Phoneme } from "../protocol/driver-message.ts";
import type { Espeak } from "./espeak.ts";
import type { Syllable } from "./mandarin-syllables.ts";
import { phonemeTimes } from "./phoneme-times.ts";
import { pinyinPhonemes } from "./pinyin-phonemes.ts";
import { readEvents, speechEnd, type WordEvents } from "./read-events.ts";
import { appendUnit, type SpokenSegment, type SpokenUnit, span } from "./spoken-unit.ts";
import { trimSpeech } from "./trim-speech.ts";
import type { VoiceName } from "./voices.ts";

/** Who says the syllables, how fast, and with the melody of which punctuation mark. */
export interface MandarinManner {
	readonly voice: VoiceName;
	readonly rate: number;
	readonly ending: "." | "?" | ",";
}

/**
 * Says Mandarin syllables. The voice takes pinyin and reports a word for each syllable, so that the time of every
 * character is known exactly.
 */
export function speakMandarin(
	espeak: Espeak,
	syllables: readonly Syllable[],
	{ voice, rate, ending }: MandarinManner,
): SpokenSegment {
	const spoken = syllables.map((syllable) => forVoice(syllable.pinyin));
	const { pcm, events } = espeak.say(`${spoken.join(" ")}${ending}`, voice, rate);
	const words = readEvents(events);
	const wordAt = new Map(words.map((word) => [word.position, word]));
	const units: SpokenUnit[] = [];
	let position = 0;
	for (const [index, syllable] of syllables.entries()) {
		const word = wordAt.get(position);
		position += (spoken[index]?.length ?? 0) + 1;
		// The syllables of a number in digits are one unit: they share its text.
		if (word) appendUnit(units, syllableUnit(syllable, word), "|");
	}
	return { samples: trimSpeech(pcm, speechEnd(words)), units };
}

/** The voice knows no syllable without a vowel: interjections are said with the vowel of their final. */
function forVoice(pinyin: string): string {
	return /[aeiouvüê]/.test(pinyin) ? pinyin.replace("ü", "v").replace("ê", "e") : `en${pinyin.slice(-1)}`;
}

function syllableUnit(syllable: Syllable, word: WordEvents): SpokenUnit {
	const { initial, final, tone } = pinyinPhonemes(syllable.pinyin);
	const last = `${final}${tone}`;
	const phonemes = syllablePhonemes(initial === "" ? "" : `${initial}${tone}`, last, phonemeTimes(word));
	return {
		start: syllable.start,
		end: syllable.end,
		...span(phonemes),
		phonemes,
		inventory: "mandarin",
		spelling: initial === "" ? last : `${initial}-${last}`,
		joins: true,
	};
}

/** The initial begins with the first sound that the voice reports, the final with the second. */
function syllablePhonemes(initial: string, final: string, sounds: readonly Phoneme[]): Phoneme[] {
	const { from: start, to: end } = span(sounds);
	const next = sounds[1];
	if (initial === "" || next === undefined) return [{ symbol: final, start, end }];
	return [
		{ symbol: initial, start, end: next.start },
		{ symbol: final, start: next.start, end },
	];
}
