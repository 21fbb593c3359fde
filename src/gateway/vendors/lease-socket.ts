import type { WebSocket } from "ws";
import { VENDOR_CLOSE, type VendorSocketMessage } from "../../protocol/vendor-broker.ts";
import type { Seconds } from "../../util/time.ts";
import { Heartbeat } from "../heartbeat.ts";

/** A socket of a page that belongs to a lease, and is a sign of life as long as it stands. */
export interface LeaseSocket {
	/** Resolves when it is gone. */
	readonly gone: Promise<void>;
	/** The lease is over; `reason` is for the page. */
	endLease(reason: string): void;
}

/** Bytes that a close frame has for its reason. */
const MAX_REASON = 123;

/** Closes a page's socket with a reason, cut to what a close frame takes. */
export function closeWith(socket: WebSocket, code: number, reason: string): void {
	if (socket.readyState !== socket.OPEN) return;
	// Cut by bytes, and back to whole characters.
	const cut = Buffer.from(reason)
		.subarray(0, MAX_REASON)
		.toString("utf8")
		.replace(/\uFFFD+$/, "");
	socket.close(code, cut);
}

/** A page's socket for what the vendor posts to the gateway (`CALLBACK_CHANNEL`). */
export class CallbackSocket implements LeaseSocket {
	readonly gone: Promise<void>;
	readonly #page: WebSocket;

	constructor(page: WebSocket, heartbeat: Seconds) {
		this.#page = page;
		this.#tell({ type: "facewire", event: "open" } satisfies VendorSocketMessage);
		const pulse = new Heartbeat(page, heartbeat);
		page.on("error", () => {});
		this.gone = new Promise((resolve) =>
			page.once("close", () => {
				pulse.dispose();
				resolve();
			}),
		);
	}

	/** Tells the page of a callback. */
	deliver(callback: object): void {
		this.#tell(callback);
	}

	#tell(message: object): void {
		if (this.#page.readyState === this.#page.OPEN) this.#page.send(JSON.stringify(message));
	}

	endLease(reason: string): void {
		closeWith(this.#page, VENDOR_CLOSE.lease, reason);
	}
}
