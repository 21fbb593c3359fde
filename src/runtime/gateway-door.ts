import type { ResumePoint } from "../session/session-sinks.ts";
import type { ConnectionHandlers, DriverConnection } from "./driver-connection.ts";
import { GatewayConnection, requestSession } from "./gateway-connection.ts";

/** Session worker: makes connections to one gateway, each for a new session or for the one that broke. */
export class GatewayDoor {
	readonly #gateway: string;
	/** WebSocket address of the session in hand. */
	#url = "";

	/** @param gateway absolute address under which `v1/sessions` is found */
	constructor(gateway: string) {
		this.#gateway = gateway;
	}

	/** A connection that is being made; the handlers hear how it goes. */
	open(resume: ResumePoint | undefined, handlers: ConnectionHandlers): DriverConnection {
		if (resume === undefined || this.#url === "")
			return new GatewayConnection((signal) => this.#newSession(signal), handlers);
		const url = new URL(this.#url);
		url.searchParams.set("since", String(resume.since));
		return new GatewayConnection(async () => ({ url: url.href, token: resume.token }), handlers);
	}

	async #newSession(signal: AbortSignal) {
		const grant = await requestSession(this.#gateway, signal);
		this.#url = grant.url;
		return grant;
	}
}
