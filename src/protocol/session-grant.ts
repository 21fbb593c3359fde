import { WireReader } from "./wire-reader.ts";

/** What `POST /v1/sessions` answers: one conversation and the right to open it once. */
export interface SessionGrant {
	readonly sessionId: string;
	/** WebSocket address of the gateway (`ws:` or `wss:`), without the token. */
	readonly url: string;
	/** Single use; goes into `Sec-WebSocket-Protocol`, never into an address or a log. */
	readonly token: string;
	/** When the token stops being accepted, ISO 8601. */
	readonly expiresAt: string;
}

/** Reads the gateway's answer. @throws {WireError} with the path of what is wrong. */
export function parseSessionGrant(value: unknown): SessionGrant {
	const grant = WireReader.root(value, null);
	return {
		sessionId: grant.text("sessionId"),
		url: grant.text("url"),
		token: grant.text("token"),
		expiresAt: grant.text("expiresAt"),
	};
}
