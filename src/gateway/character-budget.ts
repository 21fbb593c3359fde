import type { Seconds } from "../util/time.ts";

const DAY = 86_400;

/** The day's allowance of characters for the whole gateway: a kill switch for the vendor's bill. Days are UTC. */
export class CharacterBudget {
	readonly #perDay: number;
	#day = 0;
	#spent = 0;

	/** `perDay` 0 means no limit. */
	constructor(perDay: number) {
		this.#perDay = perDay;
	}

	/** Characters spent on the day of the last call. */
	get spent(): number {
		return this.#spent;
	}

	/** Takes `amount` at `now` (since 1970) if the day still has that much; else takes nothing and answers false. */
	take(amount: number, now: Seconds): boolean {
		const day = Math.floor(now / DAY);
		if (day !== this.#day) this.#spent = 0;
		this.#day = day;
		if (this.#perDay > 0 && this.#spent + amount > this.#perDay) return false;
		this.#spent += amount;
		return true;
	}
}
