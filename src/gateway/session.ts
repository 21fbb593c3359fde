import type { FastifyBaseLogger } from "fastify";
import type { WebSocket } from "ws";
import {
	type GatewayError,
	type GatewayMessage,
	gatewayError,
	gatewaySession,
	gatewayUpstream,
	type UpstreamState,
} from "../protocol/gateway-messages.ts";
import { vendorError } from "../protocol/vendor-errors.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { readBrowserFrame } from "./browser-frame.ts";
import { BrowserLink, CLOSE, type CloseCause } from "./browser-link.ts";
import type { CharacterBudget } from "./character-budget.ts";
import type { GatewayConfig } from "./config.ts";
import { MessageRing } from "./message-ring.ts";
import type { FramePeek } from "./peek-frame.ts";
import { SessionLimits } from "./session-limits.ts";
import type { MintedToken } from "./session-tokens.ts";
import { Upstream, type UpstreamListener, type UpstreamPauses } from "./upstream.ts";
import type { UpstreamAccount } from "./upstream-account.ts";

/** What all sessions of a gateway share. */
export interface SessionServices {
	readonly config: GatewayConfig;
	readonly account: UpstreamAccount;
	readonly logger: FastifyBaseLogger;
	readonly budget: CharacterBudget;
	/** Seconds since 1970. */
	readonly now: () => Seconds;
	/** 0 ≤ x < 1. */
	readonly random: () => number;
	readonly skew: (ahead: Seconds) => void;
	readonly pauses: UpstreamPauses;
}

/** Who a session belongs to, for limits and logs. */
export interface SessionHolder {
	/** The browser's address. */
	readonly address: string;
	/** Name of the application key, or empty in public mode. */
	readonly key: string;
	/** The page's origin, or empty for a program. */
	readonly origin: string;
}

/** Codes with which a browser says that it will not come back: closed, page left, closed without a code. */
const LEFT: ReadonlySet<number> = new Set([1000, 1001, 1005]);

/** Milliseconds to let go of an unused session after its token can no longer open it. */
const EXPIRY_SLACK_MS = 1000;

/**
 * One conversation: its owner's connection, its upstream, and the last messages for when the connection breaks.
 * Lives from `POST /v1/sessions` until its browser has left for good.
 */
export class Session implements UpstreamListener {
	readonly id: string;
	readonly holder: SessionHolder;
	readonly createdAt: Seconds;
	readonly #services: SessionServices;
	readonly #logger: FastifyBaseLogger;
	readonly #upstream: Upstream;
	readonly #ring: MessageRing;
	readonly #limits: SessionLimits;
	readonly #ended: () => void;
	readonly #lifetime: NodeJS.Timeout;
	#wait: NodeJS.Timeout | undefined;
	#owner: BrowserLink | null = null;
	/** Ids of the resume tokens that open the next connection: the newest, and the one before until that has arrived. */
	#resumeIds: readonly string[] = [];
	#over = false;

	constructor(id: string, holder: SessionHolder, services: SessionServices, ended: () => void) {
		const { config, account, now, random, skew, pauses } = services;
		this.id = id;
		this.holder = holder;
		this.createdAt = now();
		this.#services = services;
		this.#ended = ended;
		this.#logger = services.logger.child({ session: id });
		this.#ring = new MessageRing(config.ringBytes);
		this.#limits = new SessionLimits({ ...config, budget: services.budget, now });
		this.#upstream = new Upstream({
			account,
			listener: this,
			logger: this.#logger,
			now,
			random,
			skew,
			pauses,
			idle: seconds(config.upstreamIdle),
			heartbeat: seconds(config.heartbeat),
			textInterval: seconds(config.upstream === "tencent" ? config.textInterval / 1000 : 0),
		});
		this.#lifetime = setTimeout(() => this.dispose(), config.sessionLifetime * 1000);
		this.#endAfter(config.tokenLifetime * 1000 + EXPIRY_SLACK_MS);
	}

	get connected(): boolean {
		return this.#owner !== null;
	}

	get upstreamState(): UpstreamState {
		return this.#upstream.state;
	}

	/** Number of the last message that the upstream sent. */
	get sequence(): number {
		return this.#ring.sequence;
	}

	/** True if a resume token with this id opens the session's next connection. */
	mayResume(tokenId: string): boolean {
		return this.#resumeIds.includes(tokenId);
	}

	/**
	 * Makes `socket` the owner's connection, in place of any before it. `since` is the number of the last message that
	 * the browser has; `resume` the token with which it may come back, `usedId` the one with which it came.
	 */
	attach(socket: WebSocket, options: { since: number; resume: MintedToken; usedId: string }): void {
		clearTimeout(this.#wait);
		this.#owner?.close(CLOSE.replaced);
		const { backlog, heartbeat } = this.#linkBounds();
		const link: BrowserLink = new BrowserLink(socket, {
			backlog,
			heartbeat,
			received: (data, isBinary) => this.#received(link, data, isBinary),
			closed: (code) => this.#detached(link, code),
		});
		this.#owner = link;
		const { sequence, missed, frames } = this.#ring.replay(options.since);
		this.#rotate(socket, options.resume.id, options.usedId);
		link.control(gatewaySession(sequence, missed, options.resume.token));
		if (this.#upstream.state !== "closed") link.control(gatewayUpstream(this.#upstream.state));
		for (const frame of frames) link.send(frame);
		this.#logger.info({ since: options.since, replayed: frames.length, missed }, "browser connected");
	}

	message(frame: Buffer, peek: FramePeek): void {
		this.#ring.append(frame);
		this.#owner?.send(frame);
		if (peek.errorCode !== 0) this.#logError(peek);
	}

	state(state: UpstreamState, reason: string): void {
		this.#logger.info({ state, reason }, "upstream");
		this.#tell(gatewayUpstream(state, reason));
	}

	lost(requestId: string, reason: string): void {
		this.#logger.warn({ requestId, reason }, "request lost");
		this.#tell(gatewayError("upstream", reason, requestId));
	}

	/** Ends the session for everybody. Idempotent. */
	dispose(cause: CloseCause = CLOSE.sessionOver): void {
		if (this.#over) return;
		this.#over = true;
		clearTimeout(this.#lifetime);
		clearTimeout(this.#wait);
		this.#upstream.dispose();
		this.#owner?.close(cause);
		this.#owner = null;
		this.#logger.info("session ended");
		this.#ended();
	}

	#received(link: BrowserLink, data: Buffer, isBinary: boolean): void {
		if (link !== this.#owner) return;
		const refused = this.#forward(data, isBinary);
		if (refused === null) return;
		this.#logger.info({ code: refused.code, requestId: refused.requestId }, "request refused");
		this.#tell(refused);
	}

	/** Passes a request on, or says why not. */
	#forward(data: Buffer, isBinary: boolean): GatewayError | null {
		if (!this.#limits.takeFrame()) return gatewayError("limit", "Too many messages at once; slow down.");
		const frame = readBrowserFrame(data, isBinary, this.#services.account.projectId);
		if (!frame.ok) return gatewayError("bad-request", frame.message, frame.requestId);
		const { request } = frame;
		const limit = this.#limits.refuses(request);
		if (limit !== null) return gatewayError("limit", limit, request.requestId);
		if (this.#upstream.send(request)) return null;
		return gatewayError("limit", "Too many texts are waiting to be spoken.", request.requestId);
	}

	/** What the owner of the vendor's account has to mend is louder than what a viewer typed wrongly. */
	#logError({ errorCode: code, requestId }: FramePeek): void {
		const { action, sentence } = vendorError(code);
		const level = action === "user-must-act" ? "error" : "warn";
		this.#logger[level]({ code, action, requestId }, sentence);
	}

	#tell(message: GatewayMessage): void {
		this.#owner?.control(message);
	}

	#detached(link: BrowserLink, code: number): void {
		if (link !== this.#owner || this.#over) return;
		this.#owner = null;
		this.#logger.info({ code }, "browser gone");
		if (LEFT.has(code)) this.dispose();
		else this.#endAfter(this.#services.config.resumeWindow * 1000);
	}

	/**
	 * The new resume token counts from now on; the one that was used still counts until the browser is known to have
	 * the new one, else a connection that breaks at this moment would strand it.
	 */
	#rotate(socket: WebSocket, newId: string, usedId: string): void {
		this.#resumeIds = [newId, usedId];
		socket.once("pong", () => {
			this.#resumeIds = this.#resumeIds.filter((id) => id !== usedId);
		});
		// After the token in the same ordered stream: its answer proves that the token has arrived.
		setImmediate(() => socket.readyState === socket.OPEN && socket.ping());
	}

	#linkBounds(): { backlog: number; heartbeat: Seconds } {
		const { browserBacklog, heartbeat } = this.#services.config;
		return { backlog: browserBacklog, heartbeat: seconds(heartbeat) };
	}

	#endAfter(milliseconds: number): void {
		clearTimeout(this.#wait);
		this.#wait = setTimeout(() => this.dispose(), milliseconds);
	}
}
