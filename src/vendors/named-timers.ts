import type { Seconds } from "../util/time.ts";
import type { Clock } from "./clock.ts";

/** Timers that have names: a state machine starts and stops them, and says which one ran out. */
export class NamedTimers<Name extends string> {
	readonly #clock: Clock;
	readonly #rang: (name: Name) => void;
	readonly #running = new Map<Name, () => void>();

	constructor(clock: Clock, rang: (name: Name) => void) {
		this.#clock = clock;
		this.#rang = rang;
	}

	/** Starts a timer; one of the same name starts anew. */
	start(name: Name, delay: Seconds): void {
		this.stop(name);
		const ring = () => {
			this.#running.delete(name);
			this.#rang(name);
		};
		const stop = this.#clock.after(delay, ring, name);
		this.#running.set(name, stop);
	}

	stop(name: Name): void {
		this.#running.get(name)?.();
		this.#running.delete(name);
	}

	/** Stops them all. Idempotent. */
	dispose(): void {
		for (const stop of this.#running.values()) stop();
		this.#running.clear();
	}
}
