import { fromPcm16 } from "../protocol/pcm16.ts";

/** First capacity: a second at 24 kHz. */
const FIRST_CAPACITY = 24_000;

/**
 * 16-bit samples that keep coming; the storage doubles when it is full, so that appending stays cheap. They become
 * floats only when somebody listens: most clauses bring a face, and nobody does.
 */
export class GrowingSamples {
	#storage = new Int16Array(FIRST_CAPACITY);
	#length = 0;

	get length(): number {
		return this.#length;
	}

	/** What has come, from sample `from` on, −1 … 1. */
	floats(from = 0): Float32Array {
		return fromPcm16(this.#storage.subarray(from, this.#length));
	}

	/** Copies `samples` to the end. */
	append(samples: Int16Array): void {
		const length = this.#length + samples.length;
		if (length > this.#storage.length) {
			const larger = new Int16Array(Math.max(length, 2 * this.#storage.length));
			larger.set(this.#storage.subarray(0, this.#length));
			this.#storage = larger;
		}
		this.#storage.set(samples, this.#length);
		this.#length = length;
	}
}
