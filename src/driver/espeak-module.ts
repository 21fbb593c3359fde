/** The part of `@echogarden/espeak-ng-emscripten` that is used; the package ships without types. */
export interface EspeakEvent {
	readonly type: "sentence" | "word" | "phoneme" | "mark" | "play" | "end" | "msg_terminated" | "samplerate";
	/** Of a word: its first code point in the text, counted from 1. */
	readonly text_position: number;
	readonly word_length: number;
	/** Milliseconds from the start of the call. */
	readonly audio_position: number;
	/** Of a phoneme: its symbol, empty for a pause, `(en)` for a change of language. */
	readonly id: string | number | undefined;
}

export interface EspeakWorker {
	/** 0, or an error number. */
	set_voice(name: string): number;
	/** Words per minute, 80 … 450. */
	set_rate(wordsPerMinute: number): void;
	/** Calls back for every 100 ms of sound; a `true` stops the synthesis. The text is read as SSML. */
	synthesize(text: string, callback: (pcm: Int16Array, events: EspeakEvent[]) => boolean): void;
}

export interface EspeakModule {
	readonly default: () => Promise<{ readonly eSpeakNGWorker: new () => EspeakWorker }>;
}
