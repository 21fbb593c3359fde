import { createHmac, timingSafeEqual } from "node:crypto";

/** How a video or sound ended, as the service told it. */
export interface ProductionEvent {
	/** Counts from 1 for the gateway's life. */
	readonly id: number;
	readonly taskId: string;
	readonly status: "SUCCESS" | "FAIL";
	/** Address of what was made; empty if it failed. */
	readonly mediaUrl: string;
	readonly subtitlesUrl: string;
	readonly failMessage: string;
	/** The service was asked and says the same; false if there is no account to ask with. */
	readonly confirmed: boolean;
}

/** Events that are kept for listeners who come back. */
const MOST_KEPT = 1000;

/** Hexadecimal digits of the secret part of the address: 128 bits. */
const TOKEN_LENGTH = 32;

/**
 * What the service has told by callback. The document gives callbacks no signature, so their address is the proof: it
 * holds a part that only this gateway and the service know. Each task ends once; what is told again is dropped.
 */
export class ProductionCallbacks {
	readonly #token: string;
	readonly #ended = new Set<string>();
	readonly #listeners = new Set<() => void>();
	#events: ProductionEvent[] = [];
	#count = 0;

	/** @param secret the same for all gateways behind one address, so that any of them takes the callback */
	constructor(secret: string) {
		this.#token = createHmac("sha256", secret)
			.update("production callbacks")
			.digest("hex")
			.slice(0, TOKEN_LENGTH);
	}

	/** The part of the address that proves a callback. */
	get token(): string {
		return this.#token;
	}

	/** Takes the same time for every wrong token. */
	isToken(token: string): boolean {
		return token.length === TOKEN_LENGTH && timingSafeEqual(Buffer.from(token), Buffer.from(this.#token));
	}

	has(taskId: string): boolean {
		return this.#ended.has(taskId);
	}

	/** Takes what a task ended with. False if it is known already. */
	take(event: Omit<ProductionEvent, "id">): boolean {
		if (this.has(event.taskId)) return false;
		this.#ended.add(event.taskId);
		this.#events.push({ ...event, id: ++this.#count });
		// A task that is forgotten may be told once more: after so many others nobody repeats it.
		if (this.#events.length > MOST_KEPT) this.#ended.delete(this.#events.shift()?.taskId ?? "");
		for (const listener of this.#listeners) listener();
		return true;
	}

	/** Every event after number `since`, for as long as it is listened to. */
	async *follow(since: number, signal: AbortSignal): AsyncGenerator<ProductionEvent> {
		let last = since;
		while (!signal.aborted) {
			for (const event of this.#events.filter(({ id }) => id > last)) {
				yield event;
				last = event.id;
			}
			if (this.#count <= last) await this.#next(signal);
		}
	}

	#next(signal: AbortSignal): Promise<void> {
		return new Promise((resolve) => {
			const done = () => {
				this.#listeners.delete(done);
				signal.removeEventListener("abort", done);
				resolve();
			};
			this.#listeners.add(done);
			signal.addEventListener("abort", done);
			if (signal.aborted) done();
		});
	}
}
