/** Chunks that fit before the table grows; it grows only in {@link SampleQueue.push}, never while rendering. */
const INITIAL_CHUNKS = 64;

/** What empty slots hold, so that they keep no sound alive. */
const NOTHING = new Float32Array(0);

/** Chunks of source sound in order (headless; worklet). Chunks are kept, not copied; reading allocates nothing. */
export class SampleQueue {
	#chunks: Float32Array[] = new Array(INITIAL_CHUNKS).fill(NOTHING);
	#first = 0;
	#count = 0;

	/** The oldest chunk; empty if there is none. */
	get first(): Float32Array {
		return this.#chunks[this.#first] ?? NOTHING;
	}

	get isEmpty(): boolean {
		return this.#count === 0;
	}

	/** Appends a chunk, which belongs to the queue from now on. May allocate. */
	push(chunk: Float32Array): void {
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
		this.#chunks = [...ordered, ...new Array<Float32Array>(length).fill(NOTHING)];
		this.#first = 0;
	}
}
