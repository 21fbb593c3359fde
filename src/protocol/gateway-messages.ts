import { WireReader } from "./wire-reader.ts";

/**
 * The browser's WebSocket to the gateway carries the vendor's messages verbatim, both ways, one JSON text frame each:
 * `{ Header, Payload }`. The browser leaves `VirtualmanProjectId` empty; the gateway fills it in. Beside them the
 * gateway sends the control messages below, which a `"type": "facewire"` sets apart.
 *
 * Each link is mended by the end that opened it: gateway → upstream by the gateway (which says so here), browser →
 * gateway by `src/session`.
 */

/** The subprotocol that the gateway picks. The browser offers it together with {@link TOKEN_PROTOCOL_PREFIX} + token. */
export const GATEWAY_PROTOCOL = "facewire.v1";

/**
 * Offered before {@link GATEWAY_PROTOCOL} by a browser that takes messages in the compact form, too: binary frames
 * (docs/wire.md) among the text frames. A gateway that does not know it picks the other one.
 */
export const COMPACT_PROTOCOL = "facewire.bin.v1";

/** Last entry of the browser's `Sec-WebSocket-Protocol`: this and the single-use token (base64url: a legal HTTP token). */
export const TOKEN_PROTOCOL_PREFIX = "facewire.token.";

/** How the gateway stands with the vendor's service. */
export const UPSTREAM_STATES = ["connecting", "open", "reconnecting", "closed"] as const;
export type UpstreamState = (typeof UPSTREAM_STATES)[number];

/** What the gateway refuses or cannot do. */
export const GATEWAY_ERRORS = [
	/** A frame of the browser is no request of the driver API; it was not passed on. */
	"bad-request",
	/** Too many requests or characters; it was not passed on. */
	"limit",
	/** The upstream could not be reached or refused the signature. */
	"upstream",
	/** A fault of the gateway itself. */
	"internal",
] as const;
export type GatewayErrorCode = (typeof GATEWAY_ERRORS)[number];

/** Gateway → browser, beside the vendor's own messages. */
export type GatewayMessage =
	/**
	 * First on every connection. Messages of the vendor are numbered by counting, from 1 for the session's life: the
	 * next one on this connection is `sequence + 1`. `missed` before it are lost to this browser. `resumeToken` opens
	 * the next connection of this session, once, at the same address with `?since=` and the number of the last message
	 * that came; it replaces the resume token before it. Empty if this connection may not be resumed.
	 */
	| {
			readonly type: "facewire";
			readonly event: "session";
			readonly sequence: number;
			readonly missed: number;
			readonly resumeToken: string;
	  }
	/** `reason` is one plain sentence for a viewer, empty when all is well; it holds no secret and no address. */
	| {
			readonly type: "facewire";
			readonly event: "upstream";
			readonly state: UpstreamState;
			readonly reason: string;
	  }
	/** `requestId` is the refused request's `ReqId`, empty if the error belongs to none. */
	| {
			readonly type: "facewire";
			readonly event: "error";
			readonly code: GatewayErrorCode;
			readonly message: string;
			readonly requestId: string;
	  };

/** What {@link gatewayError} makes. */
export type GatewayError = Extract<GatewayMessage, { readonly event: "error" }>;

export const gatewaySession = (sequence: number, missed: number, resumeToken: string): GatewayMessage => ({
	type: "facewire",
	event: "session",
	sequence,
	missed,
	resumeToken,
});

export const gatewayUpstream = (state: UpstreamState, reason = ""): GatewayMessage => ({
	type: "facewire",
	event: "upstream",
	state,
	reason,
});

export const gatewayError = (code: GatewayErrorCode, message: string, requestId = ""): GatewayError => ({
	type: "facewire",
	event: "error",
	code,
	message,
	requestId,
});

/** True if a parsed frame is the gateway's own; everything else is the vendor's. */
export function isGatewayMessage(value: unknown): boolean {
	return typeof value === "object" && value !== null && "type" in value && value.type === "facewire";
}

const COUNT = { min: 0, max: Number.MAX_SAFE_INTEGER } as const;

/** Reads a frame for which {@link isGatewayMessage} is true. @throws {WireError} with the path of what is wrong. */
export function parseGatewayMessage(value: unknown): GatewayMessage {
	const message = WireReader.root(value, null);
	message.choice("type", ["facewire"]);
	const event = message.choice("event", ["session", "upstream", "error"]);
	if (event === "session")
		return gatewaySession(
			message.integer("sequence", COUNT),
			message.integer("missed", COUNT),
			message.text("resumeToken"),
		);
	if (event === "upstream")
		return gatewayUpstream(message.choice("state", UPSTREAM_STATES), message.text("reason"));
	const requestId = message.has("requestId") ? message.text("requestId") : "";
	return gatewayError(message.choice("code", GATEWAY_ERRORS), message.text("message"), requestId);
}
