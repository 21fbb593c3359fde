import type { FastifyBaseLogger } from "fastify";
import type { WebSocket } from "ws";
import {
	type GatewayError,
	gatewayError,
	gatewaySession,
	gatewayUpstream,
} from "../protocol/gateway-messages.ts";
import { Audience } from "./audience.ts";
import { readBrowserFrame } from "./browser-frame.ts";
import type { BrowserLink, CloseCause } from "./browser-link.ts";
import { CompactEncoder } from "./compact/compact-encoder.ts";
import { VendorFrame } from "./compact/vendor-frame.ts";
import { confirmArrival } from "./confirm-arrival.ts";
import type { SessionRecorder } from "./recording/session-recorder.ts";
import type { SessionCommand, SessionEvent } from "./session-event.ts";
import { SessionHistory } from "./session-history.ts";
import { FrameLimit } from "./session-limits.ts";
import type { SessionLog } from "./session-log.ts";
import type { SessionServices } from "./session-services.ts";
import type { SessionState } from "./session-state.ts";

/** Milliseconds between looks at whether a slow owner has caught up. */
const DRAIN_POLL_MS = 20;

/** How a connection of the owner begins. */
export interface OwnerArrival {
	/** Number of the last message that the browser has. */
	readonly since: number;
	/** Counts the owner's connections in this session. */
	readonly connection: number;
	/** The token with which it may come back. */
	readonly resumeToken: string;
	/** The browser has that token now. */
	readonly confirmed: () => void;
}

export interface SessionRoomOptions {
	readonly services: SessionServices;
	readonly logger: FastifyBaseLogger;
	/** What the session's events add up to; somebody else applies them. */
	readonly state: SessionState;
	/** The session's log; null before it is open. */
	readonly log: () => SessionLog | null;
}

/**
 * Where a session's browsers are at this gateway: shows them what comes out of the session's log, asks it for what the
 * owner wants, and keeps the last messages for an owner who comes back.
 */
export class SessionRoom {
	/** Hears every message, if the session is being recorded here or was. */
	recorder: SessionRecorder | undefined;
	readonly #options: SessionRoomOptions;
	readonly #history: SessionHistory;
	readonly #audience: Audience;
	readonly #frames: FrameLimit;
	readonly #encoder: CompactEncoder;
	#drainTimer: NodeJS.Timeout | undefined;

	constructor(options: SessionRoomOptions) {
		const { config, metrics, now } = options.services;
		this.#options = options;
		this.#history = new SessionHistory(config.ringBytes);
		this.#frames = new FrameLimit(now);
		this.#encoder = new CompactEncoder(options.logger);
		this.#audience = new Audience({
			...config,
			metrics,
			received: (data, isBinary) => this.#received(data, isBinary),
			ownerLeft: (connection, code) => this.#ownerLeft(connection, code),
			compactWanted: () => this.#encoder.prepare(),
			viewersChanged: () => this.#tellViewers(this.#audience.viewers),
		});
	}

	/** True if nobody is here. */
	get isEmpty(): boolean {
		return this.#audience.isEmpty;
	}

	/** Makes `socket` the owner's connection, in place of any before it, and gives it what it missed. */
	attach(socket: WebSocket, { since, connection, resumeToken, confirmed }: OwnerArrival): void {
		const { services, state, logger } = this.#options;
		const link = this.#audience.seatOwner(socket, connection);
		const { sequence, missed, frames, errors } = this.#history.replay(since);
		confirmArrival(socket, confirmed);
		link.control(gatewaySession(sequence, missed, resumeToken));
		if (state.upstream !== "closed") link.control(gatewayUpstream(state.upstream));
		for (const frame of frames) link.send(frame);
		for (const error of errors) link.control(error);
		services.metrics.missedMessages.inc(missed);
		logger.info({ since, replayed: frames.length, missed }, "browser connected");
		this.#ask({ type: "arrived", gateway: services.bus.gateway, connection });
		this.#holdIfSlow(link);
	}

	/** Lets `socket` watch and hear. It may not speak. */
	watch(socket: WebSocket): void {
		this.#audience.seatViewer(socket, this.#options.state.sequence);
	}

	/** The session's next event, applied already. */
	show(event: SessionEvent): void {
		const audience = this.#audience;
		switch (event.type) {
			case "request":
				this.recorder?.take("up", event.request.frame);
				break;
			case "message":
				this.recorder?.take("down", event.frame);
				this.#history.message(event.sequence, event.frame);
				audience.message(new VendorFrame(event.frame, this.#encoder), event.sequence, event.boundary);
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
			case "kept":
				this.#history.reach(this.#options.state.sequence);
				break;
		}
	}

	/** Sends everybody home; the session goes on and counts them as gone. */
	sendAway(cause: CloseCause): void {
		const { state, services } = this.#options;
		const { owner } = state;
		const { gateway } = services.bus;
		this.dismiss(cause);
		if (owner?.gateway === gateway)
			this.#ask({ type: "left", connection: owner.connection, code: cause.code });
		this.#tellViewers(0);
	}

	/** Sends everybody home, and that is that. */
	dismiss(cause: CloseCause): void {
		this.#endHold();
		this.#encoder.dispose();
		this.#audience.dismiss(cause);
	}

	#ask(command: SessionCommand): void {
		this.#options.log()?.ask(command);
	}

	#received(data: Buffer, isBinary: boolean): void {
		const refused = this.#forward(data, isBinary);
		if (refused === null) return;
		this.#options.services.metrics.refusedRequests.inc({ code: refused.code });
		this.#options.logger.info({ code: refused.code, requestId: refused.requestId }, "request refused");
		this.#audience.owner?.control(refused);
	}

	/** Asks for what the owner's browser wants, or says why not. */
	#forward(data: Buffer, isBinary: boolean): GatewayError | null {
		if (!this.#frames.take()) return gatewayError("limit", "Too many messages at once; slow down.");
		const frame = readBrowserFrame(data, isBinary, this.#options.services.account.projectId);
		if (!frame.ok) return gatewayError("bad-request", frame.message, frame.requestId);
		const { request } = frame;
		if (request.kind !== "stop" && this.#options.log()?.isFilling === true)
			return gatewayError("limit", "Too many texts are waiting to be spoken.", request.requestId);
		this.#ask({ type: "request", request });
		return null;
	}

	/** While much waits for the owner's browser, whoever keeps the session does not read from the vendor. */
	#holdIfSlow(owner: BrowserLink): void {
		if (this.#drainTimer !== undefined || !owner.isFilling) return;
		this.#ask({ type: "hold", on: true });
		this.#drainTimer = setInterval(() => {
			if (this.#audience.owner === owner && !owner.isCaughtUp) return;
			this.#endHold();
			if (this.#audience.owner === owner) this.#ask({ type: "hold", on: false });
		}, DRAIN_POLL_MS);
	}

	#endHold(): void {
		clearInterval(this.#drainTimer);
		this.#drainTimer = undefined;
	}

	#ownerLeft(connection: number, code: number): void {
		this.#endHold();
		this.#options.logger.info({ code }, "browser gone");
		this.#ask({ type: "left", connection, code });
	}

	#tellViewers(viewers: number): void {
		this.#ask({ type: "audience", gateway: this.#options.services.bus.gateway, viewers });
	}
}
