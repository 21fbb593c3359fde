import type { FastifyBaseLogger } from "fastify";
import { gatewayError, type UpstreamState } from "../protocol/gateway-messages.ts";
import { vendorError } from "../protocol/vendor-errors.ts";
import { type Seconds, seconds } from "../util/time.ts";
import type { OutgoingRequest } from "./browser-frame.ts";
import { CLOSE } from "./browser-link.ts";
import type { FramePeek } from "./peek-frame.ts";
import type { SessionEvent } from "./session-event.ts";
import { SessionLimits } from "./session-limits.ts";
import type { SessionLog } from "./session-log.ts";
import type { SessionServices } from "./session-services.ts";
import type { SessionState } from "./session-state.ts";
import { Upstream, type UpstreamListener } from "./upstream.ts";

const FAILED_OVER = "The gateway that spoke failed. The rest of this reply is lost.";

/** Milliseconds to let go of an unused session after its token can no longer open it. */
const EXPIRY_SLACK_MS = 1000;

export interface SessionKeeperOptions {
	readonly services: SessionServices;
	readonly logger: FastifyBaseLogger;
	readonly log: SessionLog;
	/** What the session's events add up to; somebody else applies them. */
	readonly state: SessionState;
	/** How long the session may still last. */
	readonly lifetime: Seconds;
}

/**
 * What exactly one gateway does for a session, however many take part: speak with the vendor, hold to the limits, and
 * end it. Tells the session's log, and nobody directly, what comes of it.
 */
export class SessionKeeper implements UpstreamListener {
	readonly #options: SessionKeeperOptions;
	readonly #upstream: Upstream;
	readonly #limits: SessionLimits;
	readonly #lifetime: NodeJS.Timeout;
	#wait: NodeJS.Timeout | undefined;
	#sequence: number;
	/** Request of the last message. */
	#speaking = "";
	#paused = false;
	#begun = false;
	#over = false;

	constructor(options: SessionKeeperOptions) {
		const { services, logger, state, lifetime } = options;
		const { config, account, now, random, skew, pauses, metrics, budget } = services;
		this.#options = options;
		this.#sequence = state.sequence;
		this.#limits = new SessionLimits({ ...config, budget, now });
		this.#upstream = new Upstream({
			account,
			listener: this,
			logger,
			now,
			random,
			skew,
			pauses,
			metrics,
			idle: seconds(config.upstreamIdle),
			heartbeat: seconds(config.heartbeat),
			textInterval: seconds(config.upstream === "tencent" ? config.textInterval / 1000 : 0),
		});
		this.#lifetime = setTimeout(() => this.#end(), lifetime * 1000);
	}

	/** The session's next event, applied already. The first is that this gateway keeps it. */
	happened(event: SessionEvent): void {
		switch (event.type) {
			case "kept":
				if (!this.#begun) this.#begin();
				break;
			case "request":
				this.#request(event.request);
				break;
			case "arrived":
				clearTimeout(this.#wait);
				break;
			case "left":
				if (this.#options.state.owner === null) this.#waitForReturn();
				break;
		}
		if (this.#options.state.isEnding) this.#end();
		this.#waitForOwner();
	}

	message(frame: Buffer, peek: FramePeek): void {
		const { requestId, errorCode, final, clauseStart } = peek;
		const boundary = clauseStart || requestId !== this.#speaking;
		this.#speaking = requestId;
		this.#sequence += 1;
		this.#options.services.metrics.upstreamBytes.inc(frame.length);
		if (errorCode !== 0) this.#noteError(peek);
		const ended = final || errorCode !== 0;
		this.#options.log.tell({ type: "message", sequence: this.#sequence, requestId, boundary, ended, frame });
		this.#waitForOwner();
	}

	state(state: UpstreamState, reason: string): void {
		this.#options.logger.info({ state, reason }, "upstream");
		this.#options.log.tell({ type: "upstream", state, reason });
	}

	lost(requestId: string, reason: string): void {
		this.#options.services.metrics.lostRequests.inc();
		this.#options.logger.warn({ requestId, reason }, "request lost");
		this.#options.log.tell({ type: "error", error: gatewayError("upstream", reason, requestId) });
	}

	/** Lets go of the vendor; the session may go on elsewhere. Idempotent. */
	dispose(): void {
		clearTimeout(this.#lifetime);
		clearTimeout(this.#wait);
		this.#upstream.dispose();
	}

	/**
	 * Goes on where the keeper before this one stopped, if there was one: what is answered in part cannot be asked again,
	 * for it would be heard twice; what is not answered yet is asked anew.
	 */
	#begin(): void {
		this.#begun = true;
		const { state, log, services } = this.#options;
		if (state.owner === null && state.connections > 0) this.#waitForReturn();
		else if (state.owner === null) this.#endAfter(services.config.tokenLifetime * 1000 + EXPIRY_SLACK_MS);
		if (state.upstream !== "closed") log.tell({ type: "upstream", state: "closed", reason: "" });
		for (const [requestId, { requests, answered }] of [...state.open])
			if (answered) this.lost(requestId, FAILED_OVER);
			else for (const request of requests) this.#request(request);
	}

	/** Passes a request on, or says why not. */
	#request(request: OutgoingRequest): void {
		const { metrics } = this.#options.services;
		const refused =
			this.#limits.refuses(request) ??
			(this.#upstream.send(request) ? null : "Too many texts are waiting to be spoken.");
		if (refused !== null) this.#refuse(request, refused);
		else {
			metrics.requests.inc({ kind: request.kind });
			metrics.characters.inc(request.characters);
		}
	}

	#refuse({ requestId }: OutgoingRequest, reason: string): void {
		this.#options.services.metrics.refusedRequests.inc({ code: "limit" });
		this.#options.logger.info({ code: "limit", requestId }, "request refused");
		this.#options.log.tell({ type: "error", error: gatewayError("limit", reason, requestId) });
	}

	/**
	 * While the owner's connection fills up, or while it is away and the ring fills up, the vendor is not read from:
	 * what it cannot send waits there, not here, and is not lost. Viewers are not made to wait for an owner who is away.
	 */
	#waitForOwner(): void {
		const { state, log, logger } = this.#options;
		const paused = state.held || this.#isRingFilling() || log.isFilling;
		if (paused === this.#paused) return;
		this.#paused = paused;
		this.#upstream.paused = paused;
		logger.debug(paused ? "upstream waits for the browser" : "upstream goes on");
	}

	/** The browser may lack more than what came since: half of the ring is for what was on its way when it broke. */
	#isRingFilling(): boolean {
		const { state, services } = this.#options;
		return state.owner === null && state.viewers === 0 && state.awayBytes > services.config.ringBytes / 2;
	}

	/** What the owner of the vendor's account has to mend is louder than what a viewer typed wrongly. */
	#noteError({ errorCode: code, requestId }: FramePeek): void {
		const { action, sentence } = vendorError(code);
		const level = action === "user-must-act" ? "error" : "warn";
		this.#options.services.metrics.upstreamErrors.inc({ code });
		this.#options.logger[level]({ code, action, requestId }, sentence);
	}

	#waitForReturn(): void {
		this.#endAfter(this.#options.services.config.resumeWindow * 1000);
	}

	#endAfter(milliseconds: number): void {
		clearTimeout(this.#wait);
		this.#wait = setTimeout(() => this.#end(), milliseconds);
	}

	#end(): void {
		if (this.#over) return;
		this.#over = true;
		this.dispose();
		this.#options.log.tell({ type: "over", cause: CLOSE.sessionOver });
	}
}
