/** Bytes that come in pieces of a second or so are taken over this time, seconds. */
const WINDOW = 5;

/** Bits per second of what comes in pieces. Time is an argument, in seconds. */
export class ByteRate {
	readonly #pieces: { readonly time: number; readonly bytes: number }[] = [];
	#first: number | null = null;

	add(bytes: number, now: number): void {
		this.#first ??= now;
		this.#pieces.push({ time: now, bytes });
	}

	/** `null` before there is enough to tell. */
	bitsPerSecond(now: number): number | null {
		while ((this.#pieces[0]?.time ?? now) < now - WINDOW) this.#pieces.shift();
		if (this.#first === null || now - this.#first < 1) return null;
		const bytes = this.#pieces.reduce((sum, piece) => sum + piece.bytes, 0);
		return (bytes * 8) / Math.min(WINDOW, now - this.#first);
	}
}
