import { setTimeout as wait } from "node:timers/promises";
import type { Seconds } from "../util/time.ts";

/** Milliseconds on a clock that only goes forward. */
export type Clock = () => number;

/**
 * Sends sound no more than `lead` seconds before it would be heard by someone who plays each message as soon as it
 * comes. A pause of the sender is not made up for later.
 */
export class Pacer {
	readonly #leadMs: number;
	readonly #now: Clock;
	/** When the listener will have heard everything that was sent. */
	#heardMs = Number.NEGATIVE_INFINITY;

	constructor(lead: Seconds, now: Clock) {
		this.#leadMs = lead * 1000;
		this.#now = now;
	}

	/** How long a message has to wait now, milliseconds. */
	get delayMs(): number {
		return Math.max(0, this.#heardMs - this.#leadMs - this.#now());
	}

	/** Counts a message that is sent now. */
	sent(duration: Seconds): void {
		this.#heardMs = Math.max(this.#heardMs, this.#now()) + duration * 1000;
	}

	/** Resolves when the next message may go. Rejects when `signal` aborts. */
	async ready(signal: AbortSignal): Promise<void> {
		const delay = this.delayMs;
		if (delay > 0) await wait(delay, undefined, { signal });
	}
}
