import type { Phoneme, Subtitle, Word } from "../protocol/driver-message.ts";
import { alignPhonemes } from "./align-phonemes.ts";
import { type PinyinReader, phonemesFromWords, readPronunciations } from "./phonemes-from-words.ts";
import { trackSpeech } from "./speech-track.ts";

/** What has come of a clause whose words are timed and whose sounds are not; times from the start of the clause. */
export interface TimedWords {
	readonly subtitles: readonly Subtitle[];
	/** Words in the driver's notation, without times. */
	readonly words: readonly Word[];
	/** The sound so far, and its rate; 0 if there is none. */
	readonly sound: Float32Array;
	readonly sampleRate: number;
	/** Readings of Chinese characters; without it they follow the loudness. */
	readonly pinyin: PinyinReader | undefined;
}

/** Makes phonemes of words. A part of its own: few drivers need it, and those that do not never load it. */
export type WordSpeller = (clause: TimedWords) => readonly Phoneme[];

/** Spelling says which sounds there are, the sound itself when. */
export const spellWords: WordSpeller = ({ subtitles, words, sound, sampleRate, pinyin }) => {
	const ends = subtitles.map(({ end }) => end);
	const estimated = phonemesFromWords(subtitles, pinyin, readPronunciations(words));
	return sampleRate > 0 ? alignPhonemes(estimated, ends, trackSpeech(sound, sampleRate)) : estimated;
};
