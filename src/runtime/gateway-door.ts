import type { SessionGrant } from "../protocol/session-grant.ts";
import type { ResumePoint } from "../session/session-sinks.ts";
import type { ConnectionHandlers, DriverConnection } from "./driver-connection.ts";
import { GatewayConnection } from "./gateway-connection.ts";

/** Asks for a new session; rejects with a {@link ConnectionError} or a {@link WireError}. */
export type RequestGrant = (signal: AbortSignal) => Promise<SessionGrant>;

/** Session worker: makes connections to one gateway, each for a new session or for the one that broke. */
export class GatewayDoor {
	readonly #request: RequestGrant;
	readonly #compact: Promise<boolean>;
	/** WebSocket address of the session in hand. */
	#url = "";

	/** @param compact resolves to whether connections may be offered the compact form. */
	constructor(request: RequestGrant, compact: Promise<boolean>) {
		this.#request = request;
		this.#compact = compact;
	}

	/** A connection that is being made; the handlers hear how it goes. */
	open(resume: ResumePoint | undefined, handlers: ConnectionHandlers): DriverConnection {
		if (resume === undefined || this.#url === "")
			return new GatewayConnection((signal) => this.#newSession(signal), this.#compact, handlers);
		const url = new URL(this.#url);
		url.searchParams.set("since", String(resume.since));
		return new GatewayConnection(
			async () => ({ url: url.href, token: resume.token }),
			this.#compact,
			handlers,
		);
	}

	async #newSession(signal: AbortSignal) {
		const grant = await this.#request(signal);
		this.#url = grant.url;
		return grant;
	}
}
