import type { Seconds } from "../util/time.ts";
import { seconds } from "../util/time.ts";

/** What a line does to messages, seconds. All 0 is a perfect line. */
export interface NetworkConditions {
	/** Every message takes so long. */
	readonly delay: number;
	/** And up to so much longer, by chance; TCP keeps the order. */
	readonly jitter: number;
	/** Every `stallEvery` seconds nothing comes for `stall` seconds, then all at once. */
	readonly stall: number;
	readonly stallEvery: number;
}

export const PERFECT_LINE: NetworkConditions = { delay: 0, jitter: 0, stall: 0, stallEvery: 10 };

/** Whether messages pass as they come. */
export const isPerfect = ({ delay, jitter, stall }: NetworkConditions): boolean =>
	delay === 0 && jitter === 0 && stall === 0;

/** Says when a message that was sent at a time arrives. Nothing overtakes, as on TCP. Headless; any thread. */
export class SimulatedLine {
	readonly #conditions: NetworkConditions;
	readonly #random: () => number;
	#last = Number.NEGATIVE_INFINITY;

	/** @param random 0 ≤ x < 1 */
	constructor(conditions: NetworkConditions, random: () => number) {
		this.#conditions = conditions;
		this.#random = random;
	}

	/** Times of sending only grow. */
	arrival(sentAt: number): Seconds {
		const { delay, jitter } = this.#conditions;
		const travelled = sentAt + delay + jitter * this.#random();
		this.#last = Math.max(this.#last, travelled + this.#stallLeft(travelled));
		return seconds(this.#last);
	}

	/** Stalls lie at the end of each period, so that a talk begins undisturbed. */
	#stallLeft(time: number): number {
		const { stall, stallEvery } = this.#conditions;
		if (stall <= 0 || stallEvery <= stall) return 0;
		const within = ((time % stallEvery) + stallEvery) % stallEvery;
		return within >= stallEvery - stall ? stallEvery - within : 0;
	}
}
