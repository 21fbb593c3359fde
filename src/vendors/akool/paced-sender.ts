import { type Seconds, seconds } from "../../util/time.ts";
import type { Clock } from "../clock.ts";
import { packetPause } from "./room-messages.ts";

/** Packets of one room, one after the other, no faster than its data channel takes them. */
export class PacedSender {
	readonly #clock: Clock;
	readonly #send: (packet: string) => Promise<void>;
	readonly #waiting: { readonly packet: string; readonly done: (error?: unknown) => void }[] = [];
	#stop: (() => void) | undefined;
	#pausing = false;

	constructor(clock: Clock, send: (packet: string) => Promise<void>) {
		this.#clock = clock;
		this.#send = send;
	}

	/** Resolves when the last of `packets` has left; rejects if one could not. Packets that are dropped resolve. */
	push(packets: readonly string[]): Promise<void> {
		const sent = packets.map(
			(packet) =>
				new Promise<void>((resolve, reject) => {
					const done = (error?: unknown) => (error === undefined ? resolve() : reject(error));
					this.#waiting.push({ packet, done });
				}),
		);
		this.#next();
		return Promise.all(sent).then(() => {});
	}

	/** Drops what has not left yet. */
	drop(): void {
		for (const { done } of this.#waiting.splice(0)) done();
	}

	dispose(): void {
		this.drop();
		this.#stop?.();
	}

	#next(): void {
		if (this.#pausing) return;
		const next = this.#waiting.shift();
		if (next === undefined) return;
		this.#send(next.packet).then(() => next.done(), next.done);
		this.#pause(seconds(packetPause(next.packet)));
	}

	#pause(pause: Seconds): void {
		this.#pausing = true;
		this.#stop = this.#clock.after(pause, () => {
			this.#pausing = false;
			this.#next();
		});
	}
}
