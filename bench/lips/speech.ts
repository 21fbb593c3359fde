import type { Phoneme } from "../../src/protocol/driver-message.ts";
import { type Seconds, seconds } from "../../src/util/time.ts";

/** A sentence as a synthesiser said it: sound, and when each phoneme and word sounds. */
export interface Recording {
	readonly text: string;
	readonly language: "en" | "zh";
	/** Mono, −1 … 1. */
	readonly samples: Float32Array;
	readonly sampleRate: number;
	readonly duration: Seconds;
	readonly phonemes: readonly Phoneme[];
	/** Words (English) or characters (Mandarin) with their times. */
	readonly words: readonly { readonly text: string; readonly start: Seconds; readonly end: Seconds }[];
}

/** The part of espeak-ng's worker that the benchmark uses; the package has no types. */
interface EspeakWorker {
	set_voice(voice: string): void;
	set_rate(wordsPerMinute: number): void;
	synthesize(
		text: string,
		onChunk: (pcm: Int16Array | ArrayBuffer, events: readonly EspeakEvent[]) => boolean,
	): void;
}

interface EspeakEvent {
	readonly type: string;
	readonly text_position: number;
	readonly word_length: number;
	readonly audio_position: number;
	readonly id: unknown;
}

const SAMPLE_RATE = 22050;
const VOICES = { en: "en-us", zh: "cmn" } as const;

/** Loads espeak-ng, an optional dependency of the local driver. */
export async function loadSpeaker(): Promise<(text: string, language: "en" | "zh") => Recording> {
	const { default: load } = (await import("@echogarden/espeak-ng-emscripten" as string)) as {
		default: () => Promise<{ eSpeakNGWorker: new () => Promise<EspeakWorker> }>;
	};
	const module = await load();
	const worker = await new module.eSpeakNGWorker();
	return (text, language) => speak(worker, text, language);
}

function speak(worker: EspeakWorker, text: string, language: "en" | "zh"): Recording {
	worker.set_voice(VOICES[language]);
	worker.set_rate(165);
	const chunks: Int16Array[] = [];
	const events: EspeakEvent[] = [];
	worker.synthesize(text, (pcm, more) => {
		chunks.push(pcm instanceof ArrayBuffer ? new Int16Array(pcm.slice(0)) : pcm.slice());
		events.push(...more);
		return false;
	});
	const count = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
	const samples = new Float32Array(count);
	let at = 0;
	for (const chunk of chunks) for (const value of chunk) samples[at++] = value / 32768;
	const duration = seconds(count / SAMPLE_RATE);
	return {
		text,
		language,
		samples,
		sampleRate: SAMPLE_RATE,
		duration,
		phonemes: spans(events, "phoneme", duration).map(({ event, start, end }) => ({
			symbol: String(event.id ?? ""),
			start,
			end,
		})),
		// A word event names its first character only; the word reaches to the next one.
		words: spans(events, "word", duration).map(({ event, next, start, end }) => ({
			text: [...text]
				.slice(event.text_position - 1, next === undefined ? undefined : next.text_position - 1)
				.join(""),
			start,
			end,
		})),
	};
}

/** Each event lasts until the next of its kind. */
function spans(events: readonly EspeakEvent[], type: string, duration: Seconds) {
	const chosen = events.filter((event) => event.type === type);
	return chosen.map((event, index) => ({
		event,
		next: chosen[index + 1],
		start: seconds(event.audio_position / 1000),
		end: seconds(Math.min(duration, (chosen[index + 1]?.audio_position ?? Number.POSITIVE_INFINITY) / 1000)),
	}));
}
