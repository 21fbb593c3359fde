import type { Seconds } from "../util/time.ts";
import { ESPEAK_RATE } from "./espeak.ts";

/** What is kept behind the end of the last sound, faded out: the synthesiser's pauses are replaced by our own. Seconds. */
const FADE = 0.01;

/** The speech up to `end` as −1 … 1, without the pause behind it and without a click. */
export function trimSpeech(pcm: Int16Array, end: Seconds): Float32Array {
	const length = Math.min(pcm.length, Math.round((end + FADE) * ESPEAK_RATE));
	const fade = Math.min(length, Math.round(FADE * ESPEAK_RATE));
	return Float32Array.from({ length }, (_, index) => {
		const left = length - index;
		return ((pcm[index] ?? 0) / 32_768) * Math.min(1, left / (fade + 1));
	});
}
