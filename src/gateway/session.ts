import type { FastifyBaseLogger } from "fastify";
import type { WebSocket } from "ws";
import {
	type GatewayError,
	gatewayError,
	gatewaySession,
	gatewayUpstream,
	type UpstreamState,
} from "../protocol/gateway-messages.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { Audience } from "./audience.ts";
import { readBrowserFrame } from "./browser-frame.ts";
import type { BrowserLink, CloseCause } from "./browser-link.ts";
import { MemoryLog } from "./bus/memory-log.ts";
import { ResumeRotation } from "./resume-rotation.ts";
import type { SessionEvent, SessionHolder } from "./session-event.ts";
import { SessionHistory } from "./session-history.ts";
import { SessionKeeper } from "./session-keeper.ts";
import { FrameLimit } from "./session-limits.ts";
import type { SessionLog, SessionLogListener } from "./session-log.ts";
import type { SessionServices } from "./session-services.ts";
import { SessionState } from "./session-state.ts";
import type { MintedToken } from "./session-tokens.ts";

/** Milliseconds between looks at whether a slow owner has caught up. */
const DRAIN_POLL_MS = 20;

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
 * One conversation as this gateway takes part in it: the browsers that are connected here, the last messages for those
 * that come back, and, if it is this gateway that keeps the session, its {@link SessionKeeper}. All that its browsers
 * see comes out of the session's log. Lives from `POST /v1/sessions` until its browser has left for good.
 */
export class Session implements SessionLogListener {
	readonly id: string;
	readonly holder: SessionHolder;
	readonly createdAt: Seconds;
	readonly #services: SessionServices;
	readonly #logger: FastifyBaseLogger;
	readonly #log: SessionLog;
	readonly #state = new SessionState();
	readonly #history: SessionHistory;
	readonly #audience: Audience;
	readonly #keeper: SessionKeeper;
	readonly #frames: FrameLimit;
	readonly #ended: () => void;
	readonly #resume = new ResumeRotation();
	#connections = 0;
	#drainTimer: NodeJS.Timeout | undefined;
	#over = false;

	constructor(id: string, holder: SessionHolder, services: SessionServices, ended: () => void) {
		const { config, now, metrics } = services;
		this.id = id;
		this.holder = holder;
		this.createdAt = now();
		this.#services = services;
		this.#ended = ended;
		this.#logger = services.logger.child({ session: id });
		this.#history = new SessionHistory(config.ringBytes);
		this.#frames = new FrameLimit(now);
		this.#log = new MemoryLog(this);
		this.#audience = new Audience({
			...config,
			metrics,
			received: (data, isBinary) => this.#received(data, isBinary),
			ownerLeft: (connection, code) => this.#ownerLeft(connection, code),
			viewersChanged: () =>
				this.#log.ask({ type: "audience", gateway: HERE, viewers: this.#audience.viewers }),
		});
		this.#keeper = new SessionKeeper({
			services,
			logger: this.#logger,
			log: this.#log,
			state: this.#state,
			lifetime: seconds(config.sessionLifetime),
		});
	}

	get isConnected(): boolean {
		return this.#state.owner !== null;
	}

	get upstreamState(): UpstreamState {
		return this.#state.upstream;
	}

	/** Number of the last message that the upstream sent. */
	get sequence(): number {
		return this.#state.sequence;
	}

	/** At all gateways. */
	get viewers(): number {
		return this.#state.viewers;
	}

	/** True if a resume token with this id opens the session's next connection. */
	mayResume(tokenId: string): boolean {
		return this.#resume.accepts(tokenId);
	}

	/** Makes `socket` the owner's connection, in place of any before it, and gives it what it missed. */
	attach(socket: WebSocket, { since, resume, usedId }: OwnerArrival): void {
		this.#connections += 1;
		const link = this.#audience.seatOwner(socket, this.#connections);
		const { sequence, missed, frames, errors } = this.#history.replay(since);
		this.#resume.rotate(socket, resume.id, usedId);
		link.control(gatewaySession(sequence, missed, resume.token));
		if (this.#state.upstream !== "closed") link.control(gatewayUpstream(this.#state.upstream));
		for (const frame of frames) link.send(frame);
		for (const error of errors) link.control(error);
		this.#services.metrics.missedMessages.inc(missed);
		this.#logger.info({ since, replayed: frames.length, missed }, "browser connected");
		this.#log.ask({ type: "arrived", gateway: HERE, connection: this.#connections });
		this.#holdIfSlow(link);
	}

	/** Lets `socket` watch and hear. It may not speak. */
	watch(socket: WebSocket): void {
		this.#audience.seatViewer(socket, this.#state.sequence);
	}

	/** Asks for the session's end, for everybody. */
	end(): void {
		this.#log.ask({ type: "end" });
	}

	happened(event: SessionEvent): void {
		this.#state.apply(event);
		this.#show(event);
		if (!this.#over) this.#keeper.happened(event);
	}

	/** Ends this gateway's part in the session. Idempotent. */
	dispose(cause: CloseCause): void {
		if (this.#over) return;
		this.#over = true;
		clearInterval(this.#drainTimer);
		this.#log.dispose();
		this.#keeper.dispose();
		this.#audience.dismiss(cause);
		this.#logger.info("session ended");
		this.#ended();
	}

	/** What an event is to the browsers here. */
	#show(event: SessionEvent): void {
		const audience = this.#audience;
		switch (event.type) {
			case "message":
				this.#history.message(event.frame);
				audience.message(event.frame, event.sequence, event.boundary);
				if (audience.owner !== null) this.#holdIfSlow(audience.owner);
				break;
			case "upstream":
				audience.control(gatewayUpstream(event.state, event.reason));
				break;
			case "error":
				this.#history.error(event.error);
				audience.owner?.control(event.error);
				break;
			case "arrived":
				audience.replaceOwner(event.connection);
				break;
			case "over":
				this.dispose(event.cause);
				break;
		}
	}

	#received(data: Buffer, isBinary: boolean): void {
		const refused = this.#forward(data, isBinary);
		if (refused === null) return;
		this.#services.metrics.refusedRequests.inc({ code: refused.code });
		this.#logger.info({ code: refused.code, requestId: refused.requestId }, "request refused");
		this.#audience.owner?.control(refused);
	}

	/** Asks for what the owner's browser wants, or says why not. */
	#forward(data: Buffer, isBinary: boolean): GatewayError | null {
		if (!this.#frames.take()) return gatewayError("limit", "Too many messages at once; slow down.");
		const frame = readBrowserFrame(data, isBinary, this.#services.account.projectId);
		if (!frame.ok) return gatewayError("bad-request", frame.message, frame.requestId);
		this.#log.ask({ type: "request", request: frame.request });
		return null;
	}

	/** While much waits for the owner's browser, whoever keeps the session does not read from the vendor. */
	#holdIfSlow(owner: BrowserLink): void {
		if (this.#drainTimer !== undefined || !owner.isFilling) return;
		this.#log.ask({ type: "hold", on: true });
		this.#drainTimer = setInterval(() => {
			if (this.#audience.owner === owner && !owner.isCaughtUp) return;
			this.#endHold();
			if (this.#audience.owner === owner) this.#log.ask({ type: "hold", on: false });
		}, DRAIN_POLL_MS);
	}

	#endHold(): void {
		clearInterval(this.#drainTimer);
		this.#drainTimer = undefined;
	}

	#ownerLeft(connection: number, code: number): void {
		this.#endHold();
		this.#logger.info({ code }, "browser gone");
		this.#log.ask({ type: "left", connection, code });
	}
}

/** This gateway's name, as long as there is but one. */
const HERE = "here";
