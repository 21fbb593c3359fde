import type { WebSocket } from "ws";
import type { Seconds } from "../util/time.ts";

/** Intervals without a sign of life after which the peer counts as gone: one ping may be lost in a change of network. */
const MISSED = 2;

/**
 * Pings a peer and drops it when it stays silent: a connection that a cable or a proxy cut has no other way to be
 * noticed. Anything that comes in is a sign of life.
 */
export class Heartbeat {
	readonly #timer: NodeJS.Timeout;
	readonly #stop: () => void;
	#silent = 0;
	/** While nobody reads from the peer its silence means nothing. */
	suspended = false;

	constructor(socket: WebSocket, interval: Seconds) {
		const alive = () => {
			this.#silent = 0;
		};
		socket.on("pong", alive);
		socket.on("message", alive);
		this.#stop = () => {
			socket.off("pong", alive);
			socket.off("message", alive);
		};
		this.#timer = setInterval(() => {
			if (this.suspended) this.#silent = 0;
			if (this.#silent >= MISSED) return socket.terminate();
			this.#silent += 1;
			socket.ping();
		}, interval * 1000);
	}

	/** Idempotent; leaves the socket alone. */
	dispose(): void {
		clearInterval(this.#timer);
		this.#stop();
	}
}
