/** What a browser that comes back is given. */
export interface Replay {
	/** The number before the first of `frames`: what the browser counts on from. */
	readonly sequence: number;
	/** Messages between what the browser has and `frames` that are kept no more. */
	readonly missed: number;
	readonly frames: readonly Buffer[];
}

/**
 * The last messages of a session. They are numbered from 1 in the order of the upstream, for the session's life; both
 * ends count, so the frames themselves stay as the vendor wrote them.
 */
export class MessageRing {
	readonly #capacity: number;
	#frames: Buffer[] = [];
	#bytes = 0;
	#sequence = 0;

	/** `capacity` in bytes; the newest message is always kept unless it is larger than that. */
	constructor(capacity: number) {
		this.#capacity = capacity;
	}

	/** Number of the newest message; 0 before the first. */
	get sequence(): number {
		return this.#sequence;
	}

	get bytes(): number {
		return this.#bytes;
	}

	/** Takes the next message and answers its number. */
	append(frame: Buffer): number {
		this.#sequence += 1;
		this.#frames.push(frame);
		this.#bytes += frame.length;
		let oldest = 0;
		while (this.#bytes > this.#capacity) {
			this.#bytes -= this.#frames[oldest]?.length ?? 0;
			oldest += 1;
		}
		if (oldest > 0) this.#frames = this.#frames.slice(oldest);
		return this.#sequence;
	}

	/** Goes on after message `sequence`, whatever was between; does nothing if it is there already. */
	reach(sequence: number): void {
		if (sequence <= this.#sequence) return;
		this.#sequence = sequence;
		this.#frames = [];
		this.#bytes = 0;
	}

	/** Everything after message `since`. A number that was never given out counts as the newest. */
	replay(since: number): Replay {
		const from = Math.max(0, Math.min(since, this.#sequence));
		const kept = this.#sequence - this.#frames.length;
		const sequence = Math.max(from, kept);
		return { sequence, missed: sequence - from, frames: this.#frames.slice(sequence - kept) };
	}
}
