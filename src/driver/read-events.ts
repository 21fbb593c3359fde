import { millisecondsToSeconds, type Seconds, seconds } from "../util/time.ts";
import type { EspeakEvent } from "./espeak-module.ts";

/** A sound: the symbol as the synthesiser names it, the time it is stamped with, and when the next thing happens. */
export interface SoundEvent {
	readonly symbol: string;
	readonly at: Seconds;
	readonly end: Seconds;
}

/** What the synthesiser said of one word (of Mandarin given as pinyin: of one syllable). */
export interface WordEvents {
	/** Code point in the text, from 0. */
	readonly position: number;
	/** In order, not empty. */
	readonly sounds: readonly SoundEvent[];
}

/** Sorts a synthesiser's events into words. Pauses and switches of language are left out: they only end a sound. */
export function readEvents(events: readonly EspeakEvent[]): WordEvents[] {
	const marks = events.filter((event) => event.type === "phoneme" || event.type === "end");
	const ends = new Map(marks.map((event, index) => [event, marks[index + 1] ?? event]));
	const words: { position: number; sounds: SoundEvent[] }[] = [];
	for (const event of events) {
		const at = millisecondsToSeconds(event.audio_position);
		if (event.type === "word") words.push({ position: event.text_position - 1, sounds: [] });
		const symbol = event.type === "phoneme" && typeof event.id === "string" ? event.id : "";
		if (symbol === "" || symbol.startsWith("(")) continue;
		const end = millisecondsToSeconds(ends.get(event)?.audio_position ?? event.audio_position);
		words.at(-1)?.sounds.push({ symbol, at, end });
	}
	return words.filter((word) => word.sounds.length > 0);
}

/** When the last sound of the speech ends: what follows is the synthesiser's own pause. */
export const speechEnd = (words: readonly WordEvents[]): Seconds =>
	words.at(-1)?.sounds.at(-1)?.end ?? seconds(0);
