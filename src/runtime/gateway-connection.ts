import { ConnectionError } from "../protocol/errors.ts";
import { COMPACT_PROTOCOL, GATEWAY_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from "../protocol/gateway-messages.ts";
import { parseSessionGrant, type SessionGrant } from "../protocol/session-grant.ts";
import { millisecondsToSeconds } from "../util/time.ts";
import type { ConnectionHandlers, DriverConnection } from "./driver-connection.ts";

/** A gateway that has not answered for so long will not. Milliseconds. */
const OPEN_TIMEOUT_MS = 10_000;

/** A gateway that is there answers a farewell sooner. Milliseconds. */
const RELEASE_TIMEOUT_MS = 500;

/** Ways there and back until a socket is open: TCP's greeting and the upgrade; TLS takes one more. */
const OPEN_TRIPS = 2;
const SECURE_TRIPS = 3;

/** Refused for who we are, not for how the network is. */
const AUTH_STATUS: ReadonlySet<number> = new Set([401, 403]);

/** The address of a session's WebSocket and the token that opens it, once. */
export interface Entrance {
	readonly url: string;
	readonly token: string;
}

/** Session worker: a WebSocket to the gateway, opened with a single-use token. */
export class GatewayConnection implements DriverConnection {
	readonly #handlers: ConnectionHandlers;
	readonly #compact: Promise<boolean>;
	readonly #abort = new AbortController();
	#socket: WebSocket | undefined;

	/**
	 * @param entrance finds the way in: {@link requestSession} for a new session, or what a broken one left.
	 * @param compact resolves to whether the compact form can be read here; it is then offered.
	 */
	constructor(
		entrance: (signal: AbortSignal) => Promise<Entrance>,
		compact: Promise<boolean>,
		handlers: ConnectionHandlers,
	) {
		this.#handlers = handlers;
		this.#compact = compact;
		void this.#open(entrance);
	}

	send(text: string): void {
		if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(text);
	}

	dispose(): void {
		this.#abort.abort();
		this.#socket?.close();
	}

	async released(): Promise<void> {
		const socket = this.#socket;
		if (socket === undefined || socket.readyState === WebSocket.CLOSED) return;
		await new Promise((resolve) => {
			socket.addEventListener("close", resolve, { once: true });
			setTimeout(resolve, RELEASE_TIMEOUT_MS);
		});
	}

	async #open(entrance: (signal: AbortSignal) => Promise<Entrance>): Promise<void> {
		const { signal } = this.#abort;
		try {
			const found = await entrance(signal);
			const compact = await this.#compact;
			if (!signal.aborted) this.#connect(found, compact);
		} catch (cause) {
			if (!signal.aborted) this.#fail(asConnectionError(cause));
		}
	}

	#connect({ url, token }: Entrance, compact: boolean): void {
		const { signal } = this.#abort;
		const begun = performance.now();
		const socket = new WebSocket(url, [
			...(compact ? [COMPACT_PROTOCOL] : []),
			GATEWAY_PROTOCOL,
			TOKEN_PROTOCOL_PREFIX + token,
		]);
		socket.binaryType = "arraybuffer";
		this.#socket = socket;
		const deadline = setTimeout(() => {
			this.#fail(new ConnectionError("timeout", "The gateway did not open the connection in time."));
		}, OPEN_TIMEOUT_MS);
		signal.addEventListener("abort", () => clearTimeout(deadline));
		socket.addEventListener(
			"open",
			() => {
				clearTimeout(deadline);
				const trips = url.startsWith("wss:") ? SECURE_TRIPS : OPEN_TRIPS;
				this.#handlers.opened(millisecondsToSeconds((performance.now() - begun) / trips));
			},
			{ signal },
		);
		socket.addEventListener("message", ({ data }) => this.#handlers.received(data), { signal });
		socket.addEventListener("close", ({ reason }) => this.#fail(closedBecause(reason)), { signal });
	}

	#fail(error: ConnectionError): void {
		this.dispose();
		this.#handlers.closed(error);
	}
}

/** Asks for a session at an absolute address, a gateway's `v1/sessions` or what answers like it. @throws {ConnectionError} */
export async function requestSession(endpoint: string, signal: AbortSignal): Promise<SessionGrant> {
	const timely = AbortSignal.any([signal, AbortSignal.timeout(OPEN_TIMEOUT_MS)]);
	const response = await fetch(endpoint, { method: "POST", signal: timely });
	if (!response.ok) throw await refused(response);
	return parseSessionGrant(await response.json());
}

async function refused(response: Response): Promise<ConnectionError> {
	const reason = AUTH_STATUS.has(response.status) ? "auth" : "network";
	const body: unknown = await response.json().catch(() => undefined);
	const said = typeof body === "object" && body !== null && "message" in body ? String(body.message) : "";
	return new ConnectionError(reason, said || `The gateway answered ${response.status}.`);
}

const closedBecause = (reason: string) =>
	new ConnectionError("closed", reason || "The connection to the gateway was closed.");

function asConnectionError(cause: unknown): ConnectionError {
	if (cause instanceof ConnectionError) return cause;
	if (cause instanceof DOMException && cause.name === "TimeoutError")
		return new ConnectionError("timeout", "The gateway did not answer in time.", { cause });
	const message = cause instanceof Error ? cause.message : String(cause);
	return new ConnectionError("network", `The gateway cannot be reached (${message}).`, { cause });
}
