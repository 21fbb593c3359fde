import type { VendorId } from "../protocol/vendor-id.ts";

/**
 * The gateway, as adapters see it. It holds the accounts, signs, and lets allowed operations through: an adapter
 * never sees a secret, nor an address of a vendor's API. `GatewayBroker` is the real one; tests bring their own.
 */
export interface SessionBroker {
	/**
	 * The right to one session of a vendor. Whatever it costs ends with the lease: when it is released, when the page
	 * dies, when the gateway restarts, or at the gateway's limit.
	 * @throws {VendorError} with the reason: no account, too many sessions, no gateway
	 */
	lease(vendor: VendorId, options?: { readonly signal?: AbortSignal }): Promise<VendorLease>;
}

/** The right to one session of a vendor. */
export interface VendorLease {
	/** Unique; good as the user's id at a vendor, which ends the older of two sessions of one user. */
	readonly id: string;
	/** Names of the sockets that there are. */
	readonly channels: ReadonlySet<string>;
	/**
	 * Asks the vendor for `operation` and resolves to its answer as it is, whatever it says.
	 * @throws {VendorError} if there is no answer, or the gateway does not allow it
	 */
	call(operation: string, body: unknown, options?: { readonly signal?: AbortSignal }): Promise<BrokerAnswer>;
	/** Opens the socket `channel` of this session: the vendor's through the gateway, or the gateway's `callbacks`. */
	connect(channel: string, listener: VendorSocketListener): VendorSocket;
	/** Ends the lease, even while the page is going away. Idempotent. */
	release(): void;
	/** Called once if the gateway ends the lease. */
	onEnded(listener: (reason: string) => void): void;
}

/** A vendor's answer. */
export interface BrokerAnswer {
	/** The vendor's HTTP status. */
	readonly status: number;
	/** Its body: parsed if it is JSON, else the text. */
	readonly body: unknown;
}

/** A socket to a vendor. */
export interface VendorSocket {
	/** Sends a frame; dropped if the socket is not open. */
	send(frame: string | Uint8Array): void;
	/** Closes without telling the listener. Idempotent. */
	close(): void;
}

/** What becomes of a socket. After `closed` nothing more is called. */
export interface VendorSocketListener {
	opened(): void;
	message(frame: string | ArrayBuffer): void;
	/** The gateway did not pass a frame on; `requestId` is empty if the frame had none. */
	rejected(reason: string, requestId: string): void;
	closed(end: SocketEnd): void;
}

/** How a socket ended. */
export interface SocketEnd {
	/** False if it never opened: then reopening it again and again helps nobody. */
	readonly wasOpen: boolean;
	/** Close code of the WebSocket; 1006 if it broke. */
	readonly code: number;
	readonly reason: string;
	/** HTTP status with which the vendor refused the handshake, where one did. */
	readonly status?: number;
	/** The setting of the gateway that the vendor did not accept, if its answer tells. */
	readonly credential?: string;
}
