import type { GatewayError } from "../protocol/gateway-messages.ts";
import { MessageRing, type Replay } from "./message-ring.ts";

/** What a browser that comes back is given and told. */
export interface Recollection extends Replay {
	readonly errors: readonly GatewayError[];
}

/** Errors that are kept for a browser that is away; each is one request, and no more than those can wait. */
const MOST_ERRORS = 64;

/**
 * The last messages of a session, and the errors between them. An error is told again to a browser that may not have
 * got it: one too many is ignored there, one too few would be a loss in silence.
 */
export class SessionHistory {
	readonly #ring: MessageRing;
	#errors: { readonly after: number; readonly error: GatewayError }[] = [];

	/** `capacity` in bytes of messages. */
	constructor(capacity: number) {
		this.#ring = new MessageRing(capacity);
	}

	/** Messages up to `sequence` have gone by, whether they were seen here or not. */
	reach(sequence: number): void {
		this.#ring.reach(sequence);
	}

	/** Message number `sequence`; a later one than the next leaves a gap, as if the ring had not kept what was before. */
	message(sequence: number, frame: Buffer): void {
		this.#ring.reach(sequence - 1);
		this.#ring.append(frame);
	}

	error(error: GatewayError): void {
		if (this.#errors.length >= MOST_ERRORS) this.#errors.shift();
		this.#errors.push({ after: this.#ring.sequence, error });
	}

	/** Everything after message `since`. */
	replay(since: number): Recollection {
		const from = Math.min(since, this.#ring.sequence);
		const errors = this.#errors.filter(({ after }) => after >= from).map(({ error }) => error);
		return { ...this.#ring.replay(since), errors };
	}
}
