/** Length of the window, seconds. */
const WINDOW = 1;

/** Bytes that came over the last second. Any thread; time is an argument. */
export class ByteRate {
	readonly #arrivals: { readonly at: number; readonly bytes: number }[] = [];
	#sum = 0;

	add(bytes: number, now: number): void {
		this.#arrivals.push({ at: now, bytes });
		this.#sum += bytes;
	}

	/** Bytes per second over the window that ends at `now`. */
	at(now: number): number {
		for (
			let oldest = this.#arrivals[0];
			oldest !== undefined && oldest.at < now - WINDOW;
			oldest = this.#arrivals[0]
		) {
			this.#sum -= oldest.bytes;
			this.#arrivals.shift();
		}
		return this.#sum / WINDOW;
	}
}
