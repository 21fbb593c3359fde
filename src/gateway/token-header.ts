import { COMPACT_PROTOCOL, GATEWAY_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from "../protocol/gateway-messages.ts";

/** Which of the protocols that a browser offers is spoken; {@link tokenFromProtocols} has found one among them. */
export const pickProtocol = (offered: ReadonlySet<string>): string =>
	offered.has(COMPACT_PROTOCOL) ? COMPACT_PROTOCOL : GATEWAY_PROTOCOL;

/**
 * The token of a `Sec-WebSocket-Protocol` header, or `null` if there is none or no protocol of the gateway is
 * offered beside it. Browsers can set no other header on a WebSocket, and an address would end in logs.
 */
export function tokenFromProtocols(header: string | undefined): string | null {
	const offered = (header ?? "").split(",").map((protocol) => protocol.trim());
	if (!offered.includes(GATEWAY_PROTOCOL) && !offered.includes(COMPACT_PROTOCOL)) return null;
	const token = offered.find((protocol) => protocol.startsWith(TOKEN_PROTOCOL_PREFIX));
	return token?.slice(TOKEN_PROTOCOL_PREFIX.length) || null;
}
