import type { Seconds } from "../../util/time.ts";

/** Which tokens were used, for as long as they could be used again. */
export class SpentTokens {
	readonly #now: () => Seconds;
	/** Ids and when the tokens expire, oldest first. */
	readonly #spent = new Map<string, number>();

	/** `now` is the time since 1970. */
	constructor(now: () => Seconds) {
		this.#now = now;
	}

	/** How many are remembered. */
	get remembered(): number {
		return this.#spent.size;
	}

	/** False if it was spent before. */
	spend(id: string, expiry: Seconds): boolean {
		if (this.#spent.has(id)) return false;
		const now = this.#now();
		for (const [oldest, itsExpiry] of this.#spent) {
			if (itsExpiry > now) break;
			this.#spent.delete(oldest);
		}
		this.#spent.set(id, expiry);
		return true;
	}
}
