/** First capacity: a second at 24 kHz. */
const FIRST_CAPACITY = 24_000;

/** Samples that keep coming; the storage doubles when it is full, so that appending stays cheap. */
export class GrowingSamples {
	#storage = new Float32Array(FIRST_CAPACITY);
	#length = 0;

	get length(): number {
		return this.#length;
	}

	/** A view of what has come, from sample `from` on; valid until the next {@link append}. */
	view(from = 0): Float32Array {
		return this.#storage.subarray(from, this.#length);
	}

	/** Copies `samples` to the end. */
	append(samples: Float32Array): void {
		const length = this.#length + samples.length;
		if (length > this.#storage.length) {
			const larger = new Float32Array(Math.max(length, 2 * this.#storage.length));
			larger.set(this.view());
			this.#storage = larger;
		}
		this.#storage.set(samples, this.#length);
		this.#length = length;
	}
}
