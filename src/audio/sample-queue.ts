/** Chunks that fit before the table grows; it grows only in {@link SampleQueue.push}, never while rendering. */
const INITIAL_CHUNKS = 64;

/** What empty slots hold, so that they keep no sound alive. */
const NOTHING = new Int16Array(0);

/** Chunks of 16-bit source sound in order (headless; worklet). Chunks are kept, not copied; reading allocates nothing. */
export class SampleQueue {
	#chunks: Int16Array[] = new Array(INITIAL_CHUNKS).fill(NOTHING);
	#first = 0;
	#count = 0;

	/** The oldest chunk; empty if there is none. */
	get first(): Int16Array {
		return this.#chunks[this.#first] ?? NOTHING;
	}

	get isEmpty(): boolean {
		return this.#count === 0;
	}

	/** Appends a chunk, which belongs to the queue from now on. May allocate. */
	push(chunk: Int16Array): void {
		if (this.#count === this.#chunks.length) this.#grow();
		this.#chunks[(this.#first + this.#count) % this.#chunks.length] = chunk;
		this.#count++;
	}

	dropFirst(): void {
		if (this.#count === 0) return;
		this.#chunks[this.#first] = NOTHING;
		this.#first = (this.#first + 1) % this.#chunks.length;
		this.#count--;
	}

	#grow(): void {
		const { length } = this.#chunks;
		const ordered = this.#chunks.map((_, i) => this.#chunks[(this.#first + i) % length] ?? NOTHING);
		this.#chunks = [...ordered, ...new Array<Int16Array>(length).fill(NOTHING)];
		this.#first = 0;
	}
}
