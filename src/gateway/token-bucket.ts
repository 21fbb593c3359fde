import type { Seconds } from "../util/time.ts";

/** A rate limit that lets bursts through: `capacity` at once, refilled evenly over `window`. Pure: time is an argument. */
export class TokenBucket {
	readonly #capacity: number;
	readonly #window: Seconds;
	#level: number;
	#updated: number | null = null;

	constructor(capacity: number, window: Seconds) {
		this.#capacity = capacity;
		this.#window = window;
		this.#level = capacity;
	}

	/** Takes `amount` if that much is there; else takes nothing and answers false. */
	take(amount: number, now: Seconds): boolean {
		const passed = Math.max(0, now - (this.#updated ?? now));
		this.#updated = now;
		this.#level = Math.min(this.#capacity, this.#level + (passed / this.#window) * this.#capacity);
		if (amount > this.#level) return false;
		this.#level -= amount;
		return true;
	}
}
