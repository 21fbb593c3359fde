import type { SpeechManner, SpeechSegment } from "./speech-segment.ts";
import type { SpokenPhrase } from "./spoken-phrase.ts";

/** The synthesiser: an optional dependency under the GPL-3.0, which only the speech thread loads. */
export const ESPEAK_PACKAGE = "@echogarden/espeak-ng-emscripten";

/** `workerData` of the speech thread. */
export interface SpeechThreadData {
	/** Package that is imported. */
	readonly synthesizer: string;
}

/** A phrase to be said. */
export interface PhraseRequest {
	readonly clauseText: string;
	readonly segments: readonly SpeechSegment[];
	readonly manner: SpeechManner;
}

/** Driver → speech thread. Answered in order. */
export type ToSpeechThread = { readonly type: "speak"; readonly request: PhraseRequest };

/** Speech thread → driver. The first message says whether there will be others. */
export type FromSpeechThread =
	| { readonly type: "ready" }
	| { readonly type: "unavailable"; readonly reason: string }
	/** The arrays of `phrase` are transferred. */
	| { readonly type: "spoken"; readonly phrase: SpokenPhrase }
	| { readonly type: "failed"; readonly reason: string };
