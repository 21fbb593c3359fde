import type { VendorId } from "./vendor-id.ts";

/**
 * What a page and the gateway say to each other about other vendors' sessions:
 *
 * - `POST /v1/vendors/:vendor/lease` gives a {@link VendorLeaseGrant}.
 * - `POST /v1/vendors/:vendor/:operation` with the lease's token as bearer passes a request on, completed and signed,
 *   and answers 200 with a {@link VendorAnswer}. Everything else is the gateway's own refusal.
 * - `renew` and `release` are operations of the gateway itself.
 * - The WebSocket `…/sockets/:channel`, opened with `GATEWAY_PROTOCOL` and the token as a session's is, carries a vendor's: its frames verbatim both ways, and beside them the
 *   gateway's own {@link VendorSocketMessage}s, which `"type":"facewire"` sets apart.
 */
export interface VendorLeaseGrant {
	readonly leaseId: string;
	/** Bearer of every request of this lease. */
	readonly token: string;
	/** Address of the sockets, without the channel's name. */
	readonly socketUrl: string;
	/** Names of the sockets that there are; `callbacks` is the gateway's own, see {@link CALLBACK_CHANNEL}. */
	readonly channels: readonly string[];
	/** Seconds between two signs of life that the gateway wants. */
	readonly renewEvery: number;
	/** ISO 8601: the lease ends then, whatever happens. */
	readonly expiresAt: string;
}

/**
 * The socket on which a page hears what the vendor posts to the gateway about its session: each callback's JSON as it
 * came. There is one where the gateway takes callbacks; a page sends nothing on it.
 */
export const CALLBACK_CHANNEL = "callbacks";

/** A vendor's answer as it is. */
export interface VendorAnswer {
	readonly status: number;
	/** Parsed if it is JSON, else the text. */
	readonly body: unknown;
}

/** Operations that the gateway keeps for itself at every vendor. */
export const LEASE_OPERATIONS = ["lease", "renew", "release"] as const;

/** Gateway → page on a vendor's socket, beside the vendor's frames. */
export type VendorSocketMessage =
	/** First, once the vendor's socket is open. */
	| { readonly type: "facewire"; readonly event: "open" }
	/** The vendor refused the handshake; the socket closes behind it. */
	| {
			readonly type: "facewire";
			readonly event: "refused";
			readonly status: number;
			/** The setting of the gateway that is wrong, as far as the vendor's answer tells; else empty. */
			readonly credential: string;
	  }
	/** A frame of the page was not passed on. */
	| {
			readonly type: "facewire";
			readonly event: "rejected";
			readonly reason: string;
			/** Id of the request in that frame; empty if it had none. */
			readonly requestId: string;
	  };

/** How every one of them begins; a vendor's frame is not looked into for more. */
export const VENDOR_SOCKET_PREFIX = '{"type":"facewire"';

/** Close codes of a vendor's socket beside the vendor's own. */
export const VENDOR_CLOSE = {
	/** The lease is over: its limit, a release, a restart. */
	lease: 4002,
	/** The vendor's side broke without a close frame: what a browser calls 1006. */
	broke: 4006,
	/** The vendor refused the handshake. */
	refused: 4010,
} as const;

/** What remains of a vendor's session when everything else is forgotten: enough to end it. Holds no secret. */
export interface VendorSessionRecord {
	readonly vendor: VendorId;
	/** The lease that it was asked for; the vendor knows it by that name where it can. */
	readonly leaseId: string;
	/** The vendor's own id; empty as long as the vendor has been asked and nobody knows its answer. */
	readonly sessionId: string;
}
