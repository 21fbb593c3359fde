import type { Seconds } from "../util/time.ts";
import type { VoiceName } from "./voices.ts";

/** A stretch of a phrase that is said by one voice in one manner, or a pause. Indices are those of the clause's text. */
export type SpeechSegment =
	| {
			readonly type: "text";
			readonly voice: VoiceName;
			readonly text: string;
			readonly start: number;
			readonly end: number;
			/** 1 is normal. */
			readonly rate: number;
			/** What is said in place of `text`, if it is something else: then the whole stretch is one unit. */
			readonly spoken?: string;
			/** Mandarin syllables that are said in place of `text`. */
			readonly pinyin?: readonly string[];
	  }
	| { readonly type: "pause"; readonly duration: Seconds };

/** Adds to a voice's name what makes its timbre. */
export interface SpeechManner {
	/** Suffix of the voice's name. */
	readonly timbre: string;
	/** Linear factor on the samples. */
	readonly gain: number;
	readonly subtitles: "character" | "word";
}
