import type {
	SessionCommand,
	SessionEvent,
	SessionLease,
	SessionNews,
	SessionSnapshot,
} from "../session-event.ts";
import type { SessionLog, SessionLogListener } from "../session-log.ts";

/** The log of a session that one gateway has to itself: an event has happened when the call that adds it returns. */
export class MemoryLog implements SessionLog {
	readonly isFilling = false;
	readonly isSettled = true;
	readonly #waiting: SessionEvent[] = [];
	#listener: SessionLogListener | null;
	#telling = false;

	constructor(listener: SessionLogListener) {
		this.#listener = listener;
	}

	ask(command: SessionCommand): void {
		this.#add(command);
	}

	tell(news: SessionNews): void {
		this.#add(news);
	}

	async claim(lease: SessionLease, snapshot: () => SessionSnapshot): Promise<boolean> {
		this.#add({ type: "kept", ...lease, state: snapshot() });
		return true;
	}

	async sync(): Promise<void> {}

	async flush(): Promise<void> {}

	dispose(): void {
		this.#listener = null;
	}

	/** What one event leads to comes after it for everybody: it waits until the listener has returned. */
	#add(event: SessionEvent): void {
		this.#waiting.push(event);
		if (this.#telling) return;
		this.#telling = true;
		for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
			this.#listener?.happened(next);
		this.#telling = false;
	}
}
