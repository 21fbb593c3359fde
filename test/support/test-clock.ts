import { type Seconds, seconds } from "../../src/util/time.ts";
import { type Clock, SYSTEM_CLOCK } from "../../src/vendors/clock.ts";

/**
 * A clock for adapters that talk to real sockets: pauses are short, and deadlines, which are named, run out only when
 * a test says so, so that a busy machine decides nothing.
 */
export class TestClock implements Clock {
	readonly #deadlines: ReadonlySet<string>;
	readonly #scale: number;
	readonly #waiting = new Map<string, () => void>();
	#wake: () => void = () => {};

	constructor(deadlines: readonly string[], scale: number) {
		this.#deadlines = new Set(deadlines);
		this.#scale = scale;
	}

	now(): Seconds {
		return seconds(SYSTEM_CLOCK.now() / this.#scale);
	}

	after(delay: Seconds, run: () => void, name = ""): () => void {
		if (!this.#deadlines.has(name)) return SYSTEM_CLOCK.after(seconds(delay * this.#scale), run);
		this.#waiting.set(name, run);
		this.#wake();
		return () => {
			if (this.#waiting.get(name) === run) this.#waiting.delete(name);
		};
	}

	/** Lets a deadline run out, as soon as there is one of that name. */
	async ring(name: string): Promise<void> {
		while (!this.#waiting.has(name))
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		const run = this.#waiting.get(name);
		this.#waiting.delete(name);
		run?.();
	}
}
