import type { Espeak } from "./espeak.ts";
import { mandarinSyllables, type Syllable } from "./mandarin-syllables.ts";
import { speakMandarin } from "./speak-mandarin.ts";
import { speakWords } from "./speak-words.ts";
import type { SpeechSegment } from "./speech-segment.ts";
import { joinUnits, type SpokenSegment, type SpokenUnit } from "./spoken-unit.ts";
import { MANDARIN_VOICE, PINYIN_VOICE } from "./voices.ts";

type TextSegment = SpeechSegment & { readonly type: "text" };

/** Says a stretch of text. Its units stand at their place in the clause, their times count from its own start. */
export function speakSegment(espeak: Espeak, segment: TextSegment, timbre: string): SpokenSegment {
	const spoken =
		segment.pinyin !== undefined || segment.voice === MANDARIN_VOICE
			? sayMandarin(espeak, segment, timbre)
			: sayWords(espeak, segment, timbre);
	const units = spoken.units.map((unit) => ({
		...unit,
		start: unit.start + segment.start,
		end: unit.end + segment.start,
	}));
	return { samples: spoken.samples, units };
}

function sayMandarin(espeak: Espeak, segment: TextSegment, timbre: string): SpokenSegment {
	const { text, rate } = segment;
	const ending = /[?？]/.test(text) ? "?" : /[。.!！]\s*$/.test(text) ? "." : ",";
	return speakMandarin(espeak, readSyllables(segment), { voice: PINYIN_VOICE + timbre, rate, ending });
}

function sayWords(espeak: Espeak, segment: TextSegment, timbre: string): SpokenSegment {
	const { text, spoken, rate } = segment;
	const said = speakWords(espeak, spoken ?? text, segment.voice + timbre, rate);
	return spoken === undefined ? said : { ...said, units: wholeText(said.units, text) };
}

/** Syllables of a segment; those of a reading that replaces the text share all of it. */
function readSyllables({ text, spoken, pinyin }: TextSegment): Syllable[] {
	const whole = { start: 0, end: text.trimEnd().length };
	if (pinyin !== undefined) return pinyin.map((syllable) => ({ pinyin: syllable, ...whole }));
	if (spoken !== undefined) return mandarinSyllables(spoken).map((syllable) => ({ ...syllable, ...whole }));
	return mandarinSyllables(text);
}

/** The units of a reading as one unit that stands for the text that it replaces. */
function wholeText(units: readonly SpokenUnit[], text: string): SpokenUnit[] {
	const [first, ...rest] = units;
	if (first === undefined) return [];
	const joined = rest.reduce((all, unit) => joinUnits(all, unit, "|"), first);
	return [{ ...joined, start: 0, end: text.trimEnd().length, joins: false }];
}
