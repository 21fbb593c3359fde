import { type Seconds, seconds } from "../util/time.ts";
import type { OutgoingRequest } from "./browser-frame.ts";

/** Requests that may wait. A person types a few; more is a flood or an upstream that has been gone for long. */
export const QUEUE_LENGTH = 64;

export type NextRequest =
	| { readonly request: OutgoingRequest }
	/** Nothing before this moment. */
	| { readonly notBefore: Seconds }
	| null;

/**
 * What waits for the upstream. The vendor asks for a second between two texts, so texts are spaced, never refused;
 * fragments keep their place behind their text, and a stop overtakes everything and takes what it stops with it.
 */
export class RequestQueue {
	readonly #interval: Seconds;
	#waiting: OutgoingRequest[] = [];
	#lastText = Number.NEGATIVE_INFINITY;
	/** Nothing but a stop leaves before this moment. */
	#heldUntil = Number.NEGATIVE_INFINITY;

	/** `interval` is the least time between two texts. */
	constructor(interval: Seconds) {
		this.#interval = interval;
	}

	get length(): number {
		return this.#waiting.length;
	}

	/** False if the queue is full: the request was not taken. */
	push(request: OutgoingRequest): boolean {
		if (request.kind === "stop") {
			this.drop(request.requestId);
			this.#waiting.unshift(request);
			return true;
		}
		if (this.#waiting.length >= QUEUE_LENGTH) return false;
		this.#waiting.push(request);
		return true;
	}

	/** Puts a request that was taken back to the front; it leaves again at `notBefore`, and nothing before it. */
	putBack(request: OutgoingRequest, notBefore: Seconds): void {
		this.#waiting.unshift(request);
		this.#heldUntil = notBefore;
	}

	/** Takes the next request if it may go at `now`. */
	take(now: Seconds): NextRequest {
		const first = this.#waiting[0];
		if (first === undefined) return null;
		const paced = first.kind === "text" ? this.#lastText + this.#interval : Number.NEGATIVE_INFINITY;
		const notBefore = seconds(first.kind === "stop" ? paced : Math.max(paced, this.#heldUntil));
		if (now < notBefore) return { notBefore };
		if (first.kind === "text") this.#lastText = now;
		this.#waiting.shift();
		return { request: first };
	}

	/** Forgets what waits of one request. */
	drop(requestId: string): void {
		this.#waiting = this.#waiting.filter((request) => request.requestId !== requestId);
	}

	/** Empties the queue and says whose requests were in it. */
	clear(): readonly string[] {
		const ids = new Set(this.#waiting.map((request) => request.requestId));
		this.#waiting = [];
		return [...ids];
	}
}
