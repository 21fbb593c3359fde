import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FastifyBaseLogger } from "fastify";
import { WebSocket } from "ws";
import type { UpstreamState } from "../protocol/gateway-messages.ts";
import { type BackoffOptions, nextDelay } from "../util/backoff.ts";
import { type Seconds, seconds } from "../util/time.ts";
import type { OutgoingRequest } from "./browser-frame.ts";
import { Heartbeat } from "./heartbeat.ts";
import { type FramePeek, peekFrame } from "./peek-frame.ts";
import { RequestQueue } from "./request-queue.ts";
import { signedUpstreamUrl, type UpstreamAccount } from "./upstream-account.ts";

/** What an upstream tells its session. `reason` is one plain sentence for a viewer; it holds no secret. */
export interface UpstreamListener {
	/** A text frame of the vendor, verbatim. */
	message(frame: Buffer, peek: FramePeek): void;
	state(state: UpstreamState, reason: string): void;
	/** This request will not be answered, or not to its end. */
	lost(requestId: string, reason: string): void;
}

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
	readonly backoff?: BackoffOptions;
	/** Told how far the vendor's clock is ahead of ours whenever it can be seen; signatures need it within minutes. */
	readonly skew?: (ahead: Seconds) => void;
}

/** Milliseconds for TCP, TLS and the handshake. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Milliseconds for the peer to answer our close; then the socket is cut. */
const CLOSE_TIMEOUT_MS = 1000;
/** Bytes; the longest clause that was seen in documents (20 s) is 1.3 MB as JSON. */
const MAX_MESSAGE = 16 * 2 ** 20;
/** With the default backoff about 50 s: longer outages end what waited, and the next word tries anew. */
const GIVE_UP_AFTER = 8;

const UNREACHABLE = "The speech service cannot be reached.";
const REFUSED = "The speech service does not accept this gateway's credentials.";
const SILENT = "The speech service fell silent.";
const BROKEN = "The connection to the speech service broke.";

/**
 * The one connection of a session to the vendor. It opens with the first request, not before: a session without a
 * word costs nothing. It closes when idle and mends itself when it breaks in the middle of a reply.
 */
export class Upstream {
	readonly #options: UpstreamOptions;
	readonly #queue: RequestQueue;
	#state: UpstreamState = "closed";
	#socket: WebSocket | null = null;
	#attempt = 0;
	/** The request that is being answered; a new one replaces it upstream too. */
	#unfinished = "";
	/** The request that was reported lost last: what still comes of it goes nowhere. */
	#lost = "";
	#retryTimer: NodeJS.Timeout | undefined;
	#queueTimer: NodeJS.Timeout | undefined;
	#idleTimer: NodeJS.Timeout | undefined;
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

	/** Closes the connection and tells nobody. Idempotent. */
	dispose(): void {
		this.#disposed = true;
		clearTimeout(this.#retryTimer);
		this.#release();
	}

	#connect(state: "connecting" | "reconnecting"): void {
		const { account, now } = this.#options;
		const url = signedUpstreamUrl(account, now(), randomUUID().replaceAll("-", ""));
		const socket = new WebSocket(url, {
			handshakeTimeout: CONNECT_TIMEOUT_MS,
			maxPayload: MAX_MESSAGE,
			perMessageDeflate: false,
		});
		this.#socket = socket;
		this.#setState(state);
		const mine = <Arguments extends unknown[]>(handler: (...values: Arguments) => void) => {
			return (...values: Arguments) => {
				if (this.#socket === socket) handler(...values);
			};
		};
		socket.on(
			"upgrade",
			mine((response: IncomingMessage) => this.#seeDate(response)),
		);
		socket.on(
			"unexpected-response",
			mine((_request, response: IncomingMessage) => this.#refused(response)),
		);
		socket.on(
			"open",
			mine(() => this.#opened(socket)),
		);
		socket.on(
			"message",
			mine((data: Buffer, isBinary: boolean) => this.#received(data, isBinary)),
		);
		socket.on(
			"close",
			mine((code: number) => this.#broke(`closed with ${code}`)),
		);
		// `close` follows every error and does the work; the listener keeps the error from being fatal.
		socket.on("error", (error) => this.#options.logger.info({ err: error }, "upstream error"));
	}

	#opened(socket: WebSocket): void {
		this.#attempt = 0;
		const heartbeat = new Heartbeat(socket, this.#options.heartbeat);
		socket.once("close", () => heartbeat.dispose());
		this.#setState("open");
		this.#sendWaiting();
		this.#waitForIdle();
	}

	#sendWaiting(): void {
		clearTimeout(this.#queueTimer);
		if (this.#socket?.readyState !== WebSocket.OPEN) return;
		for (;;) {
			const now = this.#options.now();
			const next = this.#queue.take(now);
			if (next === null) return;
			if ("notBefore" in next) {
				this.#queueTimer = setTimeout(() => this.#sendWaiting(), Math.ceil((next.notBefore - now) * 1000));
				return;
			}
			this.#unfinished = next.request.kind === "stop" ? "" : next.request.requestId;
			this.#socket.send(next.request.frame);
			this.#waitForIdle();
		}
	}

	#received(data: Buffer, isBinary: boolean): void {
		this.#waitForIdle();
		if (isBinary) {
			this.#options.logger.warn({ bytes: data.length }, "upstream sent a binary frame, dropped");
			return;
		}
		const peek = peekFrame(data);
		if ((peek.final || peek.errorCode !== 0) && peek.requestId === this.#unfinished) this.#unfinished = "";
		this.#options.listener.message(data, peek);
	}

	/** The handshake was answered with an HTTP status instead of a socket. */
	#refused(response: IncomingMessage): void {
		this.#seeDate(response);
		const status = response.statusCode ?? 0;
		response.destroy();
		const credentials = status === 401 || status === 403;
		this.#options.logger.error({ status }, "upstream refused the connection");
		if (credentials) this.#giveUp(REFUSED);
		else this.#broke(`answered ${status}`);
	}

	#broke(detail: string): void {
		const { logger } = this.#options;
		const lost = this.#unfinished;
		const needed = lost !== "" || this.#queue.length > 0 || this.#state !== "open";
		const wasOpen = this.#state === "open";
		this.#release();
		logger.warn({ detail, attempt: this.#attempt, needed }, "upstream broke");
		if (!needed) this.#setState("closed");
		else if (this.#attempt >= GIVE_UP_AFTER) this.#giveUp(UNREACHABLE);
		else {
			this.#setState("reconnecting", wasOpen ? BROKEN : UNREACHABLE);
			this.#reportLost(lost, `${BROKEN} The rest of this reply is lost.`);
			this.#retry();
		}
	}

	#retry(): void {
		const { random, backoff } = this.#options;
		const delay = nextDelay(this.#attempt, random, backoff);
		this.#attempt += 1;
		this.#retryTimer = setTimeout(() => this.#connect("reconnecting"), delay * 1000);
	}

	#giveUp(reason: string): void {
		this.#release();
		this.#attempt = 0;
		this.#setState("closed", reason);
		for (const requestId of this.#queue.clear()) this.#reportLost(requestId, reason);
	}

	#reportLost(requestId: string, reason: string): void {
		if (requestId === "") return;
		this.#lost = requestId;
		this.#queue.drop(requestId);
		this.#options.listener.lost(requestId, reason);
	}

	/** Lets go of the socket, whatever its state, and of everything that waits on it. */
	#release(): void {
		clearTimeout(this.#queueTimer);
		clearTimeout(this.#idleTimer);
		const socket = this.#socket;
		this.#socket = null;
		this.#unfinished = "";
		if (socket === null || socket.readyState === WebSocket.CLOSED) return;
		if (socket.readyState === WebSocket.OPEN) socket.close(1000);
		else socket.terminate();
		setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS).unref();
	}

	#waitForIdle(): void {
		clearTimeout(this.#idleTimer);
		this.#idleTimer = setTimeout(() => {
			const unanswered = this.#unfinished;
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

	#seeDate(response: IncomingMessage): void {
		const theirs = Date.parse(response.headers.date ?? "") / 1000;
		if (Number.isFinite(theirs)) this.#options.skew?.(seconds(theirs - this.#options.now()));
	}
}
