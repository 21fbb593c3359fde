import type { WebSocket } from "ws";

/** Calls `arrived` once everything that was sent on `socket` before the next turn is known to have reached its peer. */
export function confirmArrival(socket: WebSocket, arrived: () => void): void {
	socket.once("pong", arrived);
	// Leaves after what was sent in the same ordered stream: its answer proves that this has arrived.
	setImmediate(() => socket.readyState === socket.OPEN && socket.ping());
}
