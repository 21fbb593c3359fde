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
import type { GatewayMetrics } from "./metrics.ts";
import type { FramePeek } from "./peek-frame.ts";
import { ResumeRotation } from "./resume-rotation.ts";
import { SessionLimits } from "./session-limits.ts";
import type { MintedToken } from "./session-tokens.ts";
import { Upstream, type UpstreamListener, type UpstreamPauses } from "./upstream.ts";
import type { UpstreamAccount } from "./upstream-account.ts";
import { Viewer } from "./viewer.ts";

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
	readonly metrics: GatewayMetrics;
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

/** Milliseconds between looks at whether a slow owner has caught up. */
const DRAIN_POLL_MS = 20;

/** Errors that are kept for a browser that is away; each is one request, and no more than those can wait. */
const MOST_UNTOLD = 64;

/** Milliseconds to let go of an unused session after its token can no longer open it. */
const EXPIRY_SLACK_MS = 1000;

/** How a connection of the owner begins. */
export interface OwnerArrival {
	/** Number of the last message that the browser has. */
	readonly since: number;
	/** The token with which it may come back. */
	readonly resume: MintedToken;
	/** Id of the token with which it came. */
	readonly usedId: string;
}

/**
 * One conversation: its owner's connection, those who watch, its upstream, and the last messages for when the owner's
 * connection breaks. Lives from `POST /v1/sessions` until its browser has left for good.
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
	readonly #viewers = new Set<Viewer>();
	/** Errors that came while the browser was away. */
	#untold: GatewayMessage[] = [];
	/** Bytes of messages that came while the browser was away. */
	#awayBytes = 0;
	#drainTimer: NodeJS.Timeout | undefined;
	/** Request of the last message. */
	#speaking = "";
	readonly #resume = new ResumeRotation();
	#over = false;

	constructor(id: string, holder: SessionHolder, services: SessionServices, ended: () => void) {
		const { config, account, now, random, skew, pauses, metrics } = services;
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
			metrics,
			idle: seconds(config.upstreamIdle),
			heartbeat: seconds(config.heartbeat),
			textInterval: seconds(config.upstream === "tencent" ? config.textInterval / 1000 : 0),
		});
		this.#lifetime = setTimeout(() => this.dispose(), config.sessionLifetime * 1000);
		this.#endAfter(config.tokenLifetime * 1000 + EXPIRY_SLACK_MS);
	}

	get isConnected(): boolean {
		return this.#owner !== null;
	}

	get upstreamState(): UpstreamState {
		return this.#upstream.state;
	}

	/** Number of the last message that the upstream sent. */
	get sequence(): number {
		return this.#ring.sequence;
	}

	get viewers(): number {
		return this.#viewers.size;
	}

	/** True if a resume token with this id opens the session's next connection. */
	mayResume(tokenId: string): boolean {
		return this.#resume.accepts(tokenId);
	}

	/** Makes `socket` the owner's connection, in place of any before it, and gives it what it missed. */
	attach(socket: WebSocket, { since, resume, usedId }: OwnerArrival): void {
		clearTimeout(this.#wait);
		this.#owner?.close(CLOSE.replaced);
		const link: BrowserLink = this.#link(
			socket,
			(data, isBinary) => this.#received(link, data, isBinary),
			(code) => this.#detached(link, code),
		);
		this.#owner = link;
		this.#awayBytes = 0;
		const { sequence, missed, frames } = this.#ring.replay(since);
		this.#resume.rotate(socket, resume.id, usedId);
		link.control(gatewaySession(sequence, missed, resume.token));
		if (this.#upstream.state !== "closed") link.control(gatewayUpstream(this.#upstream.state));
		for (const frame of frames) link.send(frame);
		for (const message of this.#untold.splice(0)) link.control(message);
		this.#services.metrics.missedMessages.inc(missed);
		this.#logger.info({ since, replayed: frames.length, missed }, "browser connected");
	}

	/** Lets `socket` watch and hear. It may not speak. */
	watch(socket: WebSocket): void {
		const refuse = () => link.control(gatewayError("bad-request", "Who only watches may not speak."));
		const link = this.#link(socket, refuse, () => this.#viewers.delete(viewer));
		const viewer: Viewer = new Viewer(link, this.#ring.sequence);
		this.#viewers.add(viewer);
	}

	message(frame: Buffer, peek: FramePeek): void {
		const sequence = this.#ring.append(frame);
		const boundary = peek.clauseStart || peek.requestId !== this.#speaking;
		this.#speaking = peek.requestId;
		if (this.#owner === null) this.#awayBytes += frame.length;
		else this.#owner.send(frame);
		for (const viewer of this.#viewers)
			if (!viewer.message(frame, sequence, boundary))
				this.#services.metrics.slowBrowsers.inc({ role: "viewer" });
		this.#services.metrics.upstreamBytes.inc(frame.length);
		this.#waitForOwner();
		if (peek.errorCode !== 0) this.#noteError(peek);
	}

	state(state: UpstreamState, reason: string): void {
		this.#logger.info({ state, reason }, "upstream");
		const message = gatewayUpstream(state, reason);
		this.#owner?.control(message);
		for (const { link } of this.#viewers) link.control(message);
	}

	lost(requestId: string, reason: string): void {
		this.#services.metrics.lostRequests.inc();
		this.#logger.warn({ requestId, reason }, "request lost");
		const message = gatewayError("upstream", reason, requestId);
		if (this.#owner !== null) this.#owner.control(message);
		else if (this.#untold.length < MOST_UNTOLD) this.#untold.push(message);
	}

	/** Ends the session for everybody. Idempotent. */
	dispose(cause: CloseCause = CLOSE.sessionOver): void {
		if (this.#over) return;
		this.#over = true;
		for (const timer of [this.#lifetime, this.#wait, this.#drainTimer]) clearTimeout(timer);
		this.#upstream.dispose();
		this.#owner?.close(cause);
		this.#owner = null;
		for (const { link } of this.#viewers) link.close(cause);
		this.#logger.info("session ended");
		this.#ended();
	}

	#link(
		socket: WebSocket,
		received: (data: Buffer, isBinary: boolean) => void,
		closed: (code: number) => void,
	): BrowserLink {
		const { browserBacklog: backlog, heartbeat } = this.#services.config;
		return new BrowserLink(socket, { backlog, heartbeat: seconds(heartbeat), received, closed });
	}

	#received(link: BrowserLink, data: Buffer, isBinary: boolean): void {
		if (link !== this.#owner) return;
		const refused = this.#forward(data, isBinary);
		if (refused === null) return;
		this.#services.metrics.refusedRequests.inc({ code: refused.code });
		this.#logger.info({ code: refused.code, requestId: refused.requestId }, "request refused");
		link.control(refused);
	}

	/** Passes a request on, or says why not. */
	#forward(data: Buffer, isBinary: boolean): GatewayError | null {
		if (!this.#limits.takeFrame()) return gatewayError("limit", "Too many messages at once; slow down.");
		const frame = readBrowserFrame(data, isBinary, this.#services.account.projectId);
		if (!frame.ok) return gatewayError("bad-request", frame.message, frame.requestId);
		const { request } = frame;
		const limit = this.#limits.refuses(request);
		if (limit !== null) return gatewayError("limit", limit, request.requestId);
		if (!this.#upstream.send(request))
			return gatewayError("limit", "Too many texts are waiting to be spoken.", request.requestId);
		this.#services.metrics.requests.inc({ kind: request.kind });
		this.#services.metrics.characters.inc(request.characters);
		return null;
	}

	/**
	 * While the owner's connection fills up, or while it is away and the ring fills up, the vendor is not read from:
	 * what it cannot send waits there, not here, and is not lost. Viewers are not made to wait for an owner who is away.
	 */
	#waitForOwner(): void {
		if (this.#drainTimer !== undefined || !(this.#owner?.isFilling ?? this.#isRingFilling())) return;
		this.#upstream.paused = true;
		this.#logger.debug("upstream waits for the browser");
		this.#drainTimer = setInterval(() => {
			if (!(this.#owner?.isCaughtUp ?? !this.#isRingFilling())) return;
			clearInterval(this.#drainTimer);
			this.#drainTimer = undefined;
			this.#upstream.paused = false;
		}, DRAIN_POLL_MS);
	}

	/** The browser may lack more than what came since: half of the ring is for what was on its way when it broke. */
	#isRingFilling(): boolean {
		return this.#viewers.size === 0 && this.#awayBytes > this.#services.config.ringBytes / 2;
	}

	/** What the owner of the vendor's account has to mend is louder than what a viewer typed wrongly. */
	#noteError({ errorCode: code, requestId }: FramePeek): void {
		const { action, sentence } = vendorError(code);
		const level = action === "user-must-act" ? "error" : "warn";
		this.#services.metrics.upstreamErrors.inc({ code });
		this.#logger[level]({ code, action, requestId }, sentence);
	}

	#detached(link: BrowserLink, code: number): void {
		if (link !== this.#owner || this.#over) return;
		this.#owner = null;
		if (code === CLOSE.tooSlow.code) this.#services.metrics.slowBrowsers.inc({ role: "owner" });
		this.#logger.info({ code }, "browser gone");
		if (LEFT.has(code)) this.dispose();
		else this.#endAfter(this.#services.config.resumeWindow * 1000);
	}

	#endAfter(milliseconds: number): void {
		clearTimeout(this.#wait);
		this.#wait = setTimeout(() => this.dispose(), milliseconds);
	}
}
