import { Signal } from "../../util/signal.ts";
import type { Recognition, RecognitionErrorEvent, RecognitionResultEvent } from "./speech-recognition.ts";

/** `push` while a button is held, `open` until it is turned off, and then again and again. */
export type MicMode = "push" | "open";

/** Why the microphone is of no use; typing always is. */
export type MicProblem = "denied" | "unavailable" | "none" | "language";

export interface MicState {
	readonly isListening: boolean;
	/** What is being said, as far as it is understood. */
	readonly interim: string;
	readonly problem: MicProblem | undefined;
}

export interface MicrophoneOptions {
	readonly mode: MicMode;
	readonly lang: string;
	readonly makeRecognition: () => Recognition;
	/** Whether what was heard is the avatar's own voice. */
	readonly isEcho: (text: string) => boolean;
	/** The viewer has begun to speak: what the avatar says is to stop. */
	readonly spoken: () => void;
	/** The viewer has said this. */
	readonly said: (text: string) => void;
}

/** A browser may end an open microphone at once and for ever: after so many ends without a result it is given up. */
const MAX_EMPTY = 5;
/** Before it is opened again. Milliseconds. */
const REOPEN_MS = 400;

const PROBLEMS: Readonly<Record<string, MicProblem>> = {
	"not-allowed": "denied",
	"service-not-allowed": "unavailable",
	network: "unavailable",
	"audio-capture": "none",
	"language-not-supported": "language",
};

const QUIET: MicState = { isListening: false, interim: "", problem: undefined };

/** The viewer's voice as text, by the browser's own recogniser. Main thread. */
export class Microphone {
	readonly state = new Signal<MicState>(QUIET);
	readonly #options: MicrophoneOptions;
	#recognition: Recognition | undefined;
	/** Whether the viewer wants to be heard. */
	#isWanted = false;
	/** Rests while the avatar says what must not be recorded. */
	#isMuted = false;
	#empty = 0;
	#hasSpoken = false;
	/** With `push`: what has been understood of what is being said. */
	#collected = "";
	#reopening: ReturnType<typeof setTimeout> | undefined;

	constructor(options: MicrophoneOptions) {
		this.#options = options;
	}

	get isOn(): boolean {
		return this.#isWanted;
	}

	/** From a gesture: the browser may ask for permission. */
	start(): void {
		if (this.#isWanted) return;
		this.#isWanted = true;
		this.#empty = 0;
		this.#collected = "";
		this.state.value = QUIET;
		if (this.#options.mode === "push") this.#options.spoken();
		this.#open();
	}

	/** Ends listening; what was said until now is still understood. */
	stop(): void {
		this.#isWanted = false;
		clearTimeout(this.#reopening);
		this.#recognition?.stop();
		if (this.#recognition === undefined) this.#set({ isListening: false, interim: "" });
	}

	/** ReplyRsp.Muted: rests, and goes on afterwards. */
	set isMuted(isMuted: boolean) {
		if (isMuted === this.#isMuted) return;
		this.#isMuted = isMuted;
		if (isMuted) this.#recognition?.abort();
		else if (this.#isWanted) this.#open();
	}

	/** Lets the microphone go at once. */
	dispose(): void {
		this.#isWanted = false;
		clearTimeout(this.#reopening);
		this.#recognition?.abort();
		this.#recognition = undefined;
	}

	#open(): void {
		if (this.#recognition !== undefined || this.#isMuted) return;
		const recognition = this.#options.makeRecognition();
		this.#recognition = recognition;
		recognition.lang = this.#options.lang;
		recognition.continuous = true;
		recognition.interimResults = true;
		recognition.addEventListener("start", () => this.#set({ isListening: true }));
		recognition.addEventListener("result", (event) => this.#result(event as RecognitionResultEvent));
		recognition.addEventListener("error", (event) => this.#failed(event as RecognitionErrorEvent));
		recognition.addEventListener("end", () => this.#ended());
		try {
			recognition.start();
		} catch {
			this.#recognition = undefined;
			this.#giveUp("unavailable");
		}
	}

	#result({ results, resultIndex }: RecognitionResultEvent): void {
		let interim = "";
		for (let index = resultIndex; index < results.length; index++) {
			const result = results[index];
			const text = result?.[0]?.transcript ?? "";
			if (this.#isOwnVoice(text)) continue;
			if (result?.isFinal === true) this.#understood(text);
			else interim += text;
		}
		this.#empty = 0;
		if (interim !== "") this.#begins();
		this.#set({ interim: `${this.#collected} ${interim}`.trim() });
	}

	/** With a button held nothing is being said. */
	#isOwnVoice(text: string): boolean {
		return this.#options.mode === "open" && this.#options.isEcho(text);
	}

	#begins(): void {
		if (this.#hasSpoken) return;
		this.#hasSpoken = true;
		if (this.#options.mode === "open") this.#options.spoken();
	}

	#understood(text: string): void {
		this.#begins();
		this.#hasSpoken = false;
		if (this.#options.mode === "push") this.#collected = `${this.#collected} ${text.trim()}`.trim();
		else if (text.trim() !== "") this.#options.said(text.trim());
	}

	#failed({ error }: RecognitionErrorEvent): void {
		const problem = PROBLEMS[error];
		// `no-speech` and `aborted` are no problems: the end follows.
		if (problem !== undefined) this.#giveUp(problem);
	}

	#ended(): void {
		this.#recognition = undefined;
		const said = this.#collected;
		this.#collected = "";
		this.#hasSpoken = false;
		this.#set({ isListening: false, interim: "" });
		if (said !== "") this.#options.said(said);
		if (!this.#isWanted || this.#isMuted) return;
		this.#empty++;
		if (this.#empty > MAX_EMPTY) this.#giveUp("unavailable");
		else this.#reopening = setTimeout(() => this.#isWanted && this.#open(), REOPEN_MS);
	}

	#giveUp(problem: MicProblem): void {
		this.#isWanted = false;
		this.state.value = { isListening: false, interim: "", problem };
	}

	#set(change: Partial<MicState>): void {
		this.state.value = { ...this.state.value, ...change };
	}
}
