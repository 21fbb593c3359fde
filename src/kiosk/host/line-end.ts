/** Milliseconds after which a line counts as said, whatever became of its end. */
const LONGEST_LINE_MS = 15_000;

/** The end of what is being said: waited for by one at a time, and never for ever. */
export class LineEnd {
	#ended: (() => void) | undefined;

	/** Resolves at the end of what begins now; whoever waited before waits no longer. */
	next(): Promise<void> {
		this.come();
		return new Promise((resolve) => {
			const timer = setTimeout(() => this.come(), LONGEST_LINE_MS);
			this.#ended = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}

	/** It has ended, or something else has taken its place. */
	come(): void {
		const ended = this.#ended;
		this.#ended = undefined;
		ended?.();
	}
}
