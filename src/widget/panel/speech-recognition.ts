/** What the panel uses of the Web Speech API's `SpeechRecognition` (W3C Web Speech API, draft). */
export interface Recognition extends EventTarget {
	lang: string;
	continuous: boolean;
	interimResults: boolean;
	start(): void;
	/** Ends listening; what was said until now still comes as a result. */
	stop(): void;
	/** Ends listening; nothing more comes. */
	abort(): void;
}

export interface RecognitionResultEvent extends Event {
	readonly resultIndex: number;
	readonly results: ArrayLike<{
		readonly isFinal: boolean;
		readonly [index: number]: { readonly transcript: string };
	}>;
}

export interface RecognitionErrorEvent extends Event {
	/** `not-allowed`, `service-not-allowed`, `audio-capture`, `network`, `no-speech`, `aborted`, `language-not-supported`. */
	readonly error: string;
}

/** Makes a recogniser; `undefined` where the browser has none. */
export function browserRecognition(): (() => Recognition) | undefined {
	const scope = globalThis as Partial<
		Record<"SpeechRecognition" | "webkitSpeechRecognition", new () => Recognition>
	>;
	const Made = scope.SpeechRecognition ?? scope.webkitSpeechRecognition;
	return Made === undefined ? undefined : () => new Made();
}
