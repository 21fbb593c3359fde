import type { Seconds } from "../../util/time.ts";

/** Aborts when nothing has been heard for a while. */
export class SilenceWatch {
	readonly #abort = new AbortController();
	readonly #limit: Seconds;
	#timer: NodeJS.Timeout;

	constructor(limit: Seconds) {
		this.#limit = limit;
		this.#timer = this.#start();
	}

	get signal(): AbortSignal {
		return this.#abort.signal;
	}

	/** Something was heard. */
	heard(): void {
		clearTimeout(this.#timer);
		this.#timer = this.#start();
	}

	dispose(): void {
		clearTimeout(this.#timer);
	}

	#start(): NodeJS.Timeout {
		return setTimeout(() => this.#abort.abort(), this.#limit * 1000);
	}
}
