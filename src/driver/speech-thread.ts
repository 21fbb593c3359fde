import { parentPort, workerData } from "node:worker_threads";
import { Espeak } from "./espeak.ts";
import { speakPhrase } from "./speak-phrase.ts";
import type {
	FromSpeechThread,
	PhraseRequest,
	SpeechThreadData,
	ToSpeechThread,
} from "./speech-thread-messages.ts";
import { DEFAULT_TIMBRE, MANDARIN_VOICE } from "./voices.ts";

const port = parentPort;
if (port === null) throw new TypeError("speech-thread.ts runs in a worker thread");

const post = (message: FromSpeechThread, transfer: readonly ArrayBuffer[] = []): void =>
	port.postMessage(message, [...transfer]);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

try {
	const espeak = await Espeak.load((workerData as SpeechThreadData).synthesizer);
	port.on("message", (message: ToSpeechThread) => speak(espeak, message.request));
	warmUp(espeak);
	post({ type: "ready" });
} catch (error) {
	post({ type: "unavailable", reason: reasonOf(error) });
}

function speak(espeak: Espeak, { clauseText, segments, manner }: PhraseRequest): void {
	try {
		const phrase = speakPhrase(espeak, clauseText, segments, manner);
		post({ type: "spoken", phrase }, [
			phrase.samples.buffer as ArrayBuffer,
			phrase.face.buffer as ArrayBuffer,
		]);
	} catch (error) {
		post({ type: "failed", reason: reasonOf(error) });
	}
}

/** Says something in the voices that come first, to nobody: the first words of all take five times as long. */
function warmUp(espeak: Espeak): void {
	const manner = { timbre: DEFAULT_TIMBRE, gain: 1, subtitles: "character" } as const;
	for (const [voice, text] of [
		[MANDARIN_VOICE, "你好，欢迎。"],
		["en-us", "Hello, and welcome to this place."],
	] as const) {
		const segment = { type: "text", voice, text, start: 0, end: text.length, rate: 1 } as const;
		speakPhrase(espeak, text, [segment], manner);
	}
}
