import type { WebSocket } from "ws";

/**
 * Which resume token opens a session's next connection: always the newest. The one that was used for this connection
 * counts until the browser is known to have the new one, else a connection that breaks at this moment would strand it.
 */
export class ResumeRotation {
	#accepted: readonly string[] = [];

	/** True if the token of this id may resume. */
	accepts(id: string): boolean {
		return this.#accepted.includes(id);
	}

	/** The token `newId` is about to be sent on `socket`, which was opened with `usedId`. */
	rotate(socket: WebSocket, newId: string, usedId: string): void {
		this.#accepted = [newId, usedId];
		socket.once("pong", () => {
			this.#accepted = this.#accepted.filter((id) => id !== usedId);
		});
		// Leaves after the token in the same ordered stream: its answer proves that the token has arrived.
		setImmediate(() => socket.readyState === socket.OPEN && socket.ping());
	}
}
