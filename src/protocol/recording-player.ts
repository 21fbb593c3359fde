import type { Seconds } from "../util/time.ts";
import type { Recording, RecordingEntry } from "./recording.ts";

/**
 * Says which messages of a recording are due. Keeps no clock: the caller passes the time since it began to play, and
 * sets a timer for {@link nextAt}. Time may stand still, jump ahead (all that was due comes at once) or be multiplied;
 * to go back, {@link rewind}.
 */
export class RecordingPlayer {
	readonly #entries: readonly RecordingEntry[];
	#next = 0;

	/** Plays what the driver sent; what was sent to it is passed over. */
	constructor(recording: Recording) {
		this.#entries = recording.entries.filter((entry) => entry.direction === "down");
	}

	/** When the next message is due; `null` after the last. */
	get nextAt(): Seconds | null {
		return this.#entries[this.#next]?.at ?? null;
	}

	/** Takes the messages that have fallen due by `elapsed`, in order. */
	due(elapsed: Seconds): readonly RecordingEntry[] {
		const from = this.#next;
		while (this.#next < this.#entries.length && (this.nextAt ?? 0) <= elapsed) this.#next++;
		return this.#entries.slice(from, this.#next);
	}

	/** Begins again with the first message. */
	rewind(): void {
		this.#next = 0;
	}
}
