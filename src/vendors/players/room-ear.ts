/** Who listens to the messages of a room. */
export class RoomEar<Message> {
	readonly #listeners = new Set<(message: Message) => void>();

	/** Calls `listener` at every message until the returned function is called. */
	readonly listen = (listener: (message: Message) => void): (() => void) => {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	};

	hear(message: Message): void {
		for (const listener of [...this.#listeners]) listener(message);
	}
}
