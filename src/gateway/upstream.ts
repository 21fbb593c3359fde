import { randomUUID } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import type { UpstreamState } from "../protocol/gateway-messages.ts";
import { vendorError } from "../protocol/vendor-errors.ts";
import { BACKOFF_DEFAULTS, type BackoffOptions, nextDelay } from "../util/backoff.ts";
import { type Seconds, seconds } from "../util/time.ts";
import type { OutgoingRequest } from "./browser-frame.ts";
import type { GatewayMetrics } from "./metrics.ts";
import { type FramePeek, peekFrame } from "./peek-frame.ts";
import { RequestQueue } from "./request-queue.ts";
import { signedUpstreamUrl, type UpstreamAccount } from "./upstream-account.ts";
import { UpstreamSocket } from "./upstream-socket.ts";

/** What an upstream tells its session. `reason` is one plain sentence for a viewer; it holds no secret. */
export interface UpstreamListener {
	/** A text frame of the vendor, verbatim. */
	message(frame: Buffer, peek: FramePeek): void;
	state(state: UpstreamState, reason: string): void;
	/** This request will not be answered, or not to its end. */
	lost(requestId: string, reason: string): void;
}

/** How long to wait before trying again. */
export interface UpstreamPauses {
	/** Between attempts to connect. */
	readonly connect: BackoffOptions;
	/** Before a refused request is sent again. */
	readonly request: BackoffOptions;
}

/** The vendor counts texts by the second, so that a request waits longer than a connection. */
export const UPSTREAM_PAUSES: UpstreamPauses = {
	connect: BACKOFF_DEFAULTS,
	request: { first: 1.2, most: 5 },
};

export interface UpstreamOptions {
	readonly account: UpstreamAccount;
	readonly listener: UpstreamListener;
	readonly logger: FastifyBaseLogger;
	/** Seconds since 1970. */
	readonly now: () => Seconds;
	/** 0 ≤ x < 1. */
	readonly random: () => number;
	/** Without a message either way for so long, the connection is let go. */
	readonly idle: Seconds;
	readonly heartbeat: Seconds;
	/** Least time between two texts. */
	readonly textInterval: Seconds;
	readonly pauses: UpstreamPauses;
	readonly metrics: GatewayMetrics;
	/** Told how far the vendor's clock is ahead of ours whenever it can be seen; signatures need it within minutes. */
	readonly skew?: (ahead: Seconds) => void;
}

/** A request that went out and has not been answered in full. */
interface SentRequest {
	readonly request: OutgoingRequest;
	readonly sentAt: Seconds;
	/** Something of the answer has gone to the browser. */
	answered: boolean;
	attempts: number;
}

/** With the default backoff about 50 s: longer outages end what waited, and the next word tries anew. */
const GIVE_UP_AFTER = 8;
/** How often a request is sent that the vendor refuses for a passing reason. */
const MOST_ATTEMPTS = 3;
/** The statuses with which a handshake refuses who we are: asking again changes nothing. */
const CREDENTIALS: ReadonlySet<number> = new Set([401, 403]);

const UNREACHABLE = "The speech service cannot be reached.";
const REFUSED = "The speech service does not accept this gateway's credentials.";
const SILENT = "The speech service fell silent.";
const BROKEN = "The connection to the speech service broke.";

/**
 * What a session has of the vendor: at most one connection, and the requests on their way to it. It opens with the
 * first request, not before: a session without a word costs nothing. It closes when idle and mends itself when it
 * breaks in the middle of a reply.
 */
export class Upstream {
	readonly #options: UpstreamOptions;
	readonly #queue: RequestQueue;
	#state: UpstreamState = "closed";
	#socket: UpstreamSocket | null = null;
	/** Failures to connect since the connection last stood. */
	#failures = 0;
	/** The request that is being answered; a new one replaces it upstream too. */
	#unfinished: SentRequest | null = null;
	/** The request that waits to be sent once more. */
	#retried: SentRequest | null = null;
	/** The request that was reported lost last: what still comes of it goes nowhere. */
	#lost = "";
	#retryTimer: NodeJS.Timeout | undefined;
	#queueTimer: NodeJS.Timeout | undefined;
	#idleTimer: NodeJS.Timeout | undefined;
	#paused = false;
	#disposed = false;

	constructor(options: UpstreamOptions) {
		this.#options = options;
		this.#queue = new RequestQueue(options.textInterval);
	}

	get state(): UpstreamState {
		return this.#state;
	}

	/** Sends a request, now or when the connection stands. False if too many wait already: it was not taken. */
	send(request: OutgoingRequest): boolean {
		if (this.#disposed) return false;
		if (request.requestId === this.#lost) return true;
		if (!this.#queue.push(request)) return false;
		if (this.#state === "closed") this.#connect("connecting");
		this.#sendWaiting();
		return true;
	}

	/** Stops or goes on reading from the vendor. */
	set paused(paused: boolean) {
		this.#paused = paused;
		if (this.#socket !== null) this.#socket.paused = paused;
	}

	/** Closes the connection and tells nobody. Idempotent. */
	dispose(): void {
		this.#disposed = true;
		this.#release();
	}

	#connect(state: "connecting" | "reconnecting"): void {
		const { account, now, heartbeat, logger, skew } = this.#options;
		const url = signedUpstreamUrl(account, now(), randomUUID().replaceAll("-", ""));
		this.#socket = new UpstreamSocket(url, heartbeat, {
			opened: () => this.#opened(),
			message: (frame) => this.#received(frame),
			binary: (bytes) => logger.warn({ bytes }, "binary frame of the upstream dropped"),
			refused: (status) => this.#refused(status),
			broke: (detail) => this.#broke(detail),
			date: (theirs) => skew?.(seconds(theirs - now())),
		});
		this.#setState(state);
	}

	#opened(): void {
		this.#failures = 0;
		this.paused = this.#paused;
		this.#setState("open");
		this.#sendWaiting();
		this.#waitForIdle();
	}

	#sendWaiting(): void {
		clearTimeout(this.#queueTimer);
		while (this.#socket?.isOpen === true) {
			const now = this.#options.now();
			const next = this.#queue.take(now);
			if (next === null) return;
			if ("notBefore" in next) {
				this.#queueTimer = setTimeout(() => this.#sendWaiting(), Math.ceil((next.notBefore - now) * 1000));
				return;
			}
			this.#socket.send(next.request.frame);
			this.#sent(next.request);
			this.#waitForIdle();
		}
	}

	#sent(request: OutgoingRequest): void {
		if (request.kind === "stop") {
			this.#unfinished = null;
			return;
		}
		if (this.#unfinished?.request.requestId === request.requestId) return;
		const again = this.#retried?.request === request ? this.#retried : null;
		this.#unfinished = again ?? { request, sentAt: this.#options.now(), answered: false, attempts: 0 };
		this.#unfinished.attempts += 1;
		this.#retried = null;
	}

	#received(frame: Buffer): void {
		this.#waitForIdle();
		const peek = peekFrame(frame);
		const sent = peek.requestId === this.#unfinished?.request.requestId ? this.#unfinished : null;
		if (sent !== null && peek.errorCode !== 0 && this.#tryAgain(sent, peek.errorCode)) return;
		if (sent !== null) this.#answered(sent);
		if (sent !== null && (peek.final || peek.errorCode !== 0)) this.#unfinished = null;
		this.#options.listener.message(frame, peek);
	}

	#answered(sent: SentRequest): void {
		const { metrics, now } = this.#options;
		if (!sent.answered) metrics.answerSeconds.observe(now() - sent.sentAt);
		sent.answered = true;
	}

	/**
	 * Sends a refused request once more, if its error says that this may help. Not what is answered in part, which
	 * would be heard twice, and not a stream, of which only the last fragment is still here. False if it does not.
	 */
	#tryAgain(sent: SentRequest, code: number): boolean {
		const { action } = vendorError(code);
		const { requestId, kind } = sent.request;
		const { logger, now, random, pauses, metrics } = this.#options;
		const hopeless = action === "reject" || action === "user-must-act";
		if (hopeless || kind !== "text" || sent.answered || sent.attempts >= MOST_ATTEMPTS) return false;
		logger.warn({ code, action, requestId, attempt: sent.attempts }, "request is tried again");
		const pause = nextDelay(sent.attempts - 1, random, pauses.request);
		this.#queue.putBack(sent.request, seconds(now() + pause));
		metrics.retriedRequests.inc({ action });
		this.#unfinished = null;
		this.#retried = sent;
		if (action === "new-session") {
			this.#release();
			this.#connect("reconnecting");
		}
		this.#sendWaiting();
		return true;
	}

	#refused(status: number): void {
		this.#options.logger.error({ status }, "upstream refused the connection");
		if (CREDENTIALS.has(status)) this.#giveUp(REFUSED);
		else this.#broke(`answered ${status}`);
	}

	#broke(detail: string): void {
		const wasOpen = this.#state === "open";
		const lost = this.#unfinished?.request.requestId ?? "";
		const needed = lost !== "" || this.#queue.length > 0 || !wasOpen;
		this.#release();
		this.#options.metrics.upstreamBreaks.inc();
		this.#options.logger.warn({ detail, failures: this.#failures, needed }, "upstream broke");
		if (!needed) this.#setState("closed");
		else if (this.#failures >= GIVE_UP_AFTER) this.#giveUp(UNREACHABLE);
		else {
			this.#setState("reconnecting", wasOpen ? BROKEN : UNREACHABLE);
			this.#reportLost(lost, `${BROKEN} The rest of this reply is lost.`);
			this.#reconnect();
		}
	}

	#reconnect(): void {
		const { random, pauses } = this.#options;
		const delay = nextDelay(this.#failures, random, pauses.connect);
		this.#failures += 1;
		this.#retryTimer = setTimeout(() => this.#connect("reconnecting"), delay * 1000);
	}

	#giveUp(reason: string): void {
		this.#release();
		this.#failures = 0;
		this.#setState("closed", reason);
		for (const requestId of this.#queue.clear()) this.#reportLost(requestId, reason);
	}

	#reportLost(requestId: string, reason: string): void {
		if (requestId === "") return;
		this.#lost = requestId;
		this.#queue.drop(requestId);
		this.#options.listener.lost(requestId, reason);
	}

	/** Lets go of the connection, whatever its state, and of everything that waits on it. */
	#release(): void {
		clearTimeout(this.#retryTimer);
		clearTimeout(this.#queueTimer);
		clearTimeout(this.#idleTimer);
		this.#socket?.dispose();
		this.#socket = null;
		this.#unfinished = null;
	}

	#waitForIdle(): void {
		clearTimeout(this.#idleTimer);
		this.#idleTimer = setTimeout(() => {
			const unanswered = this.#unfinished?.request.requestId ?? "";
			this.#release();
			this.#setState("closed");
			this.#reportLost(unanswered, SILENT);
		}, this.#options.idle * 1000);
	}

	#setState(state: UpstreamState, reason = ""): void {
		if (this.#disposed || (state === this.#state && reason === "")) return;
		this.#state = state;
		this.#options.listener.state(state, reason);
	}
}
