import type { ConnectionError } from "../protocol/errors.ts";
import type { UpstreamState } from "../protocol/gateway-messages.ts";
import { type BackoffOptions, nextDelay } from "../util/backoff.ts";
import { type Seconds, seconds } from "../util/time.ts";
import type { SessionSinks } from "./session-sinks.ts";
import type { LinkState } from "./session-state.ts";

/**
 * With the default backoff about five seconds. A WebSocket cannot tell a refused token from a network that is down:
 * a gateway that was restarted would refuse for ever, a short outage is over by then.
 */
const MAX_RESUME_ATTEMPTS = 4;

export interface SessionLinkOptions {
	readonly sinks: Pick<SessionSinks, "connect" | "disconnect">;
	/** 0 ≤ x < 1. */
	readonly random: () => number;
	readonly backoff?: BackoffOptions;
}

/** What the gateway's greeting says of the messages before it. */
export interface Greeting {
	/** The connection continues the one before; else whatever was under way is lost. */
	readonly resumed: boolean;
	readonly missed: number;
}

/**
 * The connection to the gateway, without a socket: when to connect, whether to take up where it broke, when to try
 * again. The one place of the browser's side that retries.
 */
export class SessionLink {
	/** State of the vendor's service as the gateway told last. */
	upstream: UpstreamState = "closed";
	/** One plain sentence on why the state is not what one would wish. */
	reason = "";
	readonly #options: SessionLinkOptions;
	#state: LinkState = "idle";
	#token = "";
	/** Number of the vendor's message that came last. */
	#last = 0;
	/** The connection that is being made takes up the one before: nothing may be sent until the gateway agrees. */
	#resuming = false;
	#attempt = 0;
	#resumeAttempts = 0;
	#retryAt: Seconds | undefined;

	constructor(options: SessionLinkOptions) {
		this.#options = options;
	}

	get state(): LinkState {
		return this.#state;
	}

	/** True if a break would lose nothing: the gateway keeps what is sent meanwhile. */
	get isResumable(): boolean {
		return this.#token !== "";
	}

	/** When {@link tick} is to be called. */
	get deadline(): Seconds | undefined {
		return this.#retryAt;
	}

	connect(): void {
		if (this.#state !== "idle") return;
		this.#state = "connecting";
		this.#options.sinks.connect(undefined);
	}

	/** The socket is open. */
	opened(): void {
		if (this.#state === "closed" || this.#resuming) return;
		this.#becomeOpen();
	}

	/** The gateway's first message on a connection. */
	greeted(sequence: number, missed: number, token: string): Greeting {
		const resumed = !this.#resuming || sequence - missed === this.#last;
		this.#last = sequence;
		this.#token = token;
		this.#resuming = false;
		this.#becomeOpen();
		return { resumed, missed };
	}

	/** A message of the vendor came, good or bad: the gateway counts them all. */
	count(): void {
		this.#last++;
	}

	/**
	 * The connection broke or could not be made: calls again after a while, except where that is pointless. A token
	 * that the gateway refuses is worth one more call without it.
	 */
	closed(error: ConnectionError, now: Seconds): void {
		if (this.#state === "closed") return;
		this.reason = error.message;
		// What the gateway said of its upstream holds no longer than the line to it.
		this.upstream = "closed";
		const isRefused = error.reason === "auth" && !this.#resuming;
		if (isRefused || error.reason === "worker") {
			this.#end();
			return;
		}
		if (this.#resuming && ++this.#resumeAttempts >= MAX_RESUME_ATTEMPTS) this.#forget();
		if (error.reason === "auth") this.#forget();
		if (this.#state === "open") this.#state = "reconnecting";
		this.#retryAt = seconds(now + nextDelay(this.#attempt, this.#options.random, this.#options.backoff));
		this.#attempt++;
	}

	/** Connects if it is time. */
	tick(now: Seconds): void {
		if (this.#retryAt === undefined || now < this.#retryAt) return;
		this.#retryAt = undefined;
		this.#resuming = this.#token !== "";
		this.#options.sinks.connect(this.#resuming ? { token: this.#token, since: this.#last } : undefined);
	}

	/** Ends the connection for good. Idempotent. */
	dispose(): void {
		if (this.#state === "closed") return;
		const wasIdle = this.#state === "idle";
		this.#end();
		if (!wasIdle) this.#options.sinks.disconnect();
	}

	#becomeOpen(): void {
		this.#state = "open";
		this.#attempt = 0;
		this.#resumeAttempts = 0;
		this.#retryAt = undefined;
		this.reason = "";
	}

	#forget(): void {
		this.#token = "";
		this.#resumeAttempts = 0;
		this.#last = 0;
		this.#resuming = false;
	}

	#end(): void {
		this.#state = "closed";
		this.#retryAt = undefined;
		this.#forget();
	}
}
