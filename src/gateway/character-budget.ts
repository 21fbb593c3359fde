import type { Seconds } from "../util/time.ts";

const DAY = 86_400;

/** The day's allowance of characters for all gateways together: a kill switch for the vendor's bill. Days are UTC. */
export class CharacterBudget {
	readonly #perDay: number;
	#day = 0;
	/** Spent here. */
	#own = 0;
	/** Of it, what the other gateways know. */
	#shared = 0;
	/** Spent at other gateways, as far as is known. */
	#others = 0;

	/** `perDay` 0 means no limit. */
	constructor(perDay: number) {
		this.#perDay = perDay;
	}

	/** Characters spent on the day of the last call. */
	get spent(): number {
		return this.#own + this.#others;
	}

	/** Takes `amount` at `now` (since 1970) if the day still has that much; else takes nothing and answers false. */
	take(amount: number, now: Seconds): boolean {
		this.#turnTo(now);
		if (this.#perDay > 0 && this.spent + amount > this.#perDay) return false;
		this.#own += amount;
		return true;
	}

	/**
	 * Tells the other gateways what was spent here, and learns what they have spent: between two calls they can overspend
	 * together by what is asked for meanwhile. `add` takes the day and what is new, and answers the sum of all.
	 */
	async share(now: Seconds, add: (day: number, characters: number) => Promise<number>): Promise<void> {
		this.#turnTo(now);
		const [day, own] = [this.#day, this.#own];
		const sum = await add(day, own - this.#shared);
		if (day !== this.#day) return;
		this.#shared = own;
		this.#others = Math.max(0, sum - own);
	}

	#turnTo(now: Seconds): void {
		const day = Math.floor(now / DAY);
		if (day === this.#day) return;
		this.#day = day;
		this.#own = 0;
		this.#shared = 0;
		this.#others = 0;
	}
}
