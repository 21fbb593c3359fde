import { setTimeout as wait } from "node:timers/promises";
import { SPEECH_RATE, type SpokenPhrase } from "../spoken-phrase.ts";
import type { StandInStream } from "./media/media-hook.ts";
import type { StandInVoice } from "./stand-in-voice.ts";

/** What a {@link Mouth} speaks with. */
export interface MouthOptions {
	readonly voice: StandInVoice;
	readonly stream: StandInStream;
	/** Length of a second, in seconds: below 1 a test does not wait for the end of every sentence. */
	readonly timeScale: number;
}

/** A stand-in's mouth: plays phrases into its stream, and knows when they have been heard. */
export class Mouth {
	readonly #options: MouthOptions;
	/** When all that was given will have been heard, milliseconds. */
	#heardAt = 0;

	constructor(options: MouthOptions) {
		this.#options = options;
	}

	/** Seconds of speech played so far: what a vendor would bill. */
	spoken = 0;

	/** Says a text; calls `started` with the first phrase and resolves when the last was heard. Rejects when aborted. */
	async say(text: string, signal: AbortSignal, started: () => void = () => {}): Promise<void> {
		let first = true;
		for await (const phrase of this.#options.voice(text, signal)) {
			signal.throwIfAborted();
			this.play(phrase);
			if (first) started();
			first = false;
		}
		if (first) started();
		await this.heard(signal);
	}

	play(phrase: SpokenPhrase): void {
		const duration = phrase.samples.length / SPEECH_RATE;
		this.#options.stream.play(phrase);
		this.spoken += duration;
		this.#heardAt = Math.max(this.#heardAt, performance.now()) + duration * this.#options.timeScale * 1000;
	}

	/** Resolves when everything was heard. */
	async heard(signal: AbortSignal): Promise<void> {
		await wait(Math.max(0, this.#heardAt - performance.now()), undefined, { signal });
	}

	/** Falls silent. */
	interrupt(): void {
		this.#options.stream.interrupt();
		this.#heardAt = 0;
	}
}
