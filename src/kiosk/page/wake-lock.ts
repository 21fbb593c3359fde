/** Milliseconds between tries, the wait doubling up to the longest: a screen that may not be kept on says no every time. */
const FIRST_MS = 5000;
const LONGEST_MS = 300_000;

/** Keeps the screen on. A sentinel is gone whenever the page was hidden and cannot be used again: another is asked for. */
export class WakeLock {
	#sentinel: WakeLockSentinel | undefined;
	#wait = FIRST_MS;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(signal: AbortSignal) {
		document.addEventListener("visibilitychange", () => void this.#ask(), { signal });
		signal.addEventListener("abort", () => {
			clearTimeout(this.#timer);
			void this.#sentinel?.release();
		});
		void this.#ask();
	}

	get isHeld(): boolean {
		return this.#sentinel?.released === false;
	}

	async #ask(): Promise<void> {
		if (document.visibilityState !== "visible" || this.isHeld || !("wakeLock" in navigator)) return;
		clearTimeout(this.#timer);
		try {
			this.#sentinel = await navigator.wakeLock.request("screen");
			this.#wait = FIRST_MS;
			this.#sentinel.addEventListener("release", () => void this.#ask(), { once: true });
		} catch {
			this.#timer = setTimeout(() => void this.#ask(), this.#wait);
			this.#wait = Math.min(LONGEST_MS, this.#wait * 2);
		}
	}
}
