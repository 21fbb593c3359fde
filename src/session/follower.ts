import type { DriverMessage } from "../protocol/driver-message.ts";
import type { Seconds } from "../util/time.ts";
import type { Speaker } from "./speaker.ts";

/** Requests whose late messages are still told from those of a new one. */
const REMEMBERED = 32;

/**
 * For a session that says what others asked for: decides when a request that is not its own begins. One that comes
 * while the sound of another is all there waits for its end; one that comes in its middle interrupts it, as it did for
 * whoever asked.
 */
export class Follower {
	readonly #speaker: Speaker;
	#later: readonly DriverMessage[] = [];
	/** Requests that have begun, the latest last. */
	readonly #begun: string[] = [];

	constructor(speaker: Speaker) {
		this.#speaker = speaker;
	}

	/** Looks at a message before it is taken: `later` if it was kept for {@link due}. */
	admit(message: DriverMessage, now: Seconds): "now" | "later" {
		const requestId = message.type === "pong" || message.type === "error" ? "" : message.requestId;
		const { current } = this.#speaker;
		if (requestId === "" || requestId === current?.requestId || this.#begun.includes(requestId)) return "now";
		if (current?.drained === true) {
			this.#later = [...this.#later, message];
			return "later";
		}
		this.#begin(requestId, now);
		return "now";
	}

	/** Messages whose turn has come; the first begins their utterance. */
	due(now: Seconds): readonly DriverMessage[] {
		const first = this.#later[0];
		if (this.#speaker.current !== undefined || first === undefined || first.type === "pong") return [];
		this.#begin(first.requestId, now);
		const isSame = (message: DriverMessage) =>
			"requestId" in message && message.requestId === first.requestId;
		const due = this.#later.filter(isSame);
		this.#later = this.#later.filter((message) => !isSame(message));
		return due;
	}

	#begin(requestId: string, now: Seconds): void {
		const { current } = this.#speaker;
		if (current !== undefined) this.#speaker.interrupt(current.playheadAt(now));
		this.#begun.push(requestId);
		if (this.#begun.length > REMEMBERED) this.#begun.shift();
		this.#speaker.follow(requestId, now);
	}
}
