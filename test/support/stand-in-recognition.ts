import type { Recognition } from "../../src/widget/panel/speech-recognition.ts";

/** A recogniser that understands what a test says: the browser's own asks a service in the network. */
export class StandInRecognition extends EventTarget implements Recognition {
	/** The one that was started last. */
	static last: StandInRecognition | undefined;
	lang = "";
	continuous = false;
	interimResults = false;
	isListening = false;

	start(): void {
		StandInRecognition.last = this;
		this.isListening = true;
		this.dispatchEvent(new Event("start"));
	}

	stop(): void {
		if (!this.isListening) return;
		this.isListening = false;
		this.dispatchEvent(new Event("end"));
	}

	abort(): void {
		this.stop();
	}

	/** The viewer says `transcript`; it is final once the recogniser is sure. */
	hear(transcript: string, isFinal = false): void {
		const results = [{ isFinal, 0: { transcript } }];
		this.dispatchEvent(Object.assign(new Event("result"), { resultIndex: 0, results }));
	}

	fail(error: string): void {
		this.dispatchEvent(Object.assign(new Event("error"), { error }));
		this.stop();
	}
}
