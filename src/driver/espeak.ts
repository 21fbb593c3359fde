import type { EspeakEvent, EspeakModule, EspeakWorker } from "./espeak-module.ts";
import type { VoiceName } from "./voices.ts";

/** Sample rate of the synthesiser, hertz. */
export const ESPEAK_RATE = 22_050;

/** Normal speed, in the synthesiser's words per minute: the pace of someone who explains. */
const NORMAL_WORDS_PER_MINUTE = 165;
const MIN_WORDS_PER_MINUTE = 80;
const MAX_WORDS_PER_MINUTE = 450;

/** What the synthesiser says of a text: sound and events as they came. */
export interface EspeakSpeech {
	/** At {@link ESPEAK_RATE}. */
	readonly pcm: Int16Array;
	readonly events: readonly EspeakEvent[];
}

/**
 * espeak-ng, an optional dependency under the GPL-3.0: this is the only file that loads it, and of the driver only the
 * speech thread imports this file.
 */
export class Espeak {
	readonly #worker: EspeakWorker;
	#voice: VoiceName | undefined;

	private constructor(worker: EspeakWorker) {
		this.#worker = worker;
	}

	/** Imports the package of this name; rejects if it is not installed. Takes half a second. */
	static async load(synthesizer: string): Promise<Espeak> {
		const { default: load } = (await import(/* @vite-ignore */ synthesizer)) as EspeakModule;
		const module = await load();
		return new Espeak(new module.eSpeakNGWorker());
	}

	/** Whether there is a voice of this name. */
	hasVoice(voice: VoiceName): boolean {
		this.#voice = undefined;
		return this.#worker.set_voice(voice) === 0;
	}

	/** Says `text` at `rate` (1 is normal). Blocks: a sentence takes 10 to 100 ms. */
	say(text: string, voice: VoiceName, rate: number): EspeakSpeech {
		this.#use(voice);
		const wordsPerMinute = Math.round(NORMAL_WORDS_PER_MINUTE * rate);
		this.#worker.set_rate(Math.min(MAX_WORDS_PER_MINUTE, Math.max(MIN_WORDS_PER_MINUTE, wordsPerMinute)));
		const chunks: Int16Array[] = [];
		const events: EspeakEvent[] = [];
		this.#worker.synthesize(disarm(text), (pcm, happened) => {
			chunks.push(pcm);
			events.push(...happened);
			return false;
		});
		return { pcm: join(chunks), events };
	}

	#use(voice: VoiceName): void {
		if (voice === this.#voice) return;
		const failure = this.#worker.set_voice(voice);
		if (failure !== 0) throw new TypeError(`espeak-ng has no voice "${voice}"`);
		this.#voice = voice;
	}
}

/** Takes away what the synthesiser would obey instead of speaking, without moving any character. */
function disarm(text: string): string {
	return text
		.replace(/[<>\p{Cc}]/gu, " ")
		.replace(/\[\[/g, "[ ")
		.replace(/&(?=[#\w]+;)/g, "+");
}

function join(chunks: readonly Int16Array[]): Int16Array {
	const joined = new Int16Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
	let at = 0;
	for (const chunk of chunks) {
		joined.set(chunk, at);
		at += chunk.length;
	}
	return joined;
}
