import { GATEWAY_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from "../protocol/gateway-messages.ts";

/**
 * The token of a `Sec-WebSocket-Protocol` header, or `null` if there is none or the gateway's own protocol is not
 * offered beside it. Browsers can set no other header on a WebSocket, and an address would end in logs.
 */
export function tokenFromProtocols(header: string | undefined): string | null {
	const offered = (header ?? "").split(",").map((protocol) => protocol.trim());
	if (!offered.includes(GATEWAY_PROTOCOL)) return null;
	const token = offered.find((protocol) => protocol.startsWith(TOKEN_PROTOCOL_PREFIX));
	return token?.slice(TOKEN_PROTOCOL_PREFIX.length) || null;
}
