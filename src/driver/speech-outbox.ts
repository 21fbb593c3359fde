import type { ClausePart } from "../protocol/driver-message.ts";
import { samplesToSeconds } from "../util/time.ts";
import type { Pacer } from "./pacer.ts";

/**
 * Sends the parts of a reply. The last one is kept back until it is known to be the last: the mark of the end has to
 * travel with sound, for a client that plays what it has when it sees the mark.
 */
export class SpeechOutbox {
	readonly #send: (part: ClausePart) => Promise<void>;
	readonly #pacer: Pacer | undefined;
	readonly #signal: AbortSignal;
	#kept: ClausePart | undefined;

	constructor(send: (part: ClausePart) => Promise<void>, pacer: Pacer | undefined, signal: AbortSignal) {
		this.#send = send;
		this.#pacer = pacer;
		this.#signal = signal;
	}

	/** Sends the part that was kept back and keeps this one. Rejects when the signal aborts. */
	async push(part: ClausePart): Promise<void> {
		await this.release();
		this.#kept = part;
	}

	/** Sends the part that was kept back: more is certain to follow. */
	async release(): Promise<void> {
		const ready = this.#kept;
		this.#kept = undefined;
		if (ready) await this.#deliver(ready);
	}

	/** Sends the last part as such. */
	async finish(): Promise<void> {
		const last = this.#kept;
		this.#kept = undefined;
		if (last) await this.#deliver({ ...last, final: true });
	}

	async #deliver(part: ClausePart): Promise<void> {
		await this.#pacer?.ready(this.#signal);
		this.#signal.throwIfAborted();
		this.#pacer?.sent(samplesToSeconds(part.samples.length, part.sampleRate));
		await this.#send(part);
	}
}
