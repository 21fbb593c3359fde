/** How busy the main thread was, by its long tasks: what takes less than 50 ms is not seen, so it is a lower bound. */
export class BusyWatch {
	readonly #observer: PerformanceObserver | undefined;
	#busy = 0;

	constructor() {
		if (!PerformanceObserver.supportedEntryTypes.includes("longtask")) return;
		this.#observer = new PerformanceObserver((list) => {
			for (const { duration } of list.getEntries()) this.#busy += duration / 1000;
		});
		this.#observer.observe({ entryTypes: ["longtask"] });
	}

	/** Answers, when it is called, the share since now, 0 … 1; `null` where the browser does not tell of long tasks. */
	since(): () => number | null {
		const [since, busy] = [performance.now() / 1000, this.#busy];
		return () => {
			const elapsed = performance.now() / 1000 - since;
			if (this.#observer === undefined || elapsed <= 0) return null;
			return Math.min(1, (this.#busy - busy) / elapsed);
		};
	}

	dispose(): void {
		this.#observer?.disconnect();
	}
}
