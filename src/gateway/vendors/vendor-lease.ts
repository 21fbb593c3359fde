import type { Seconds } from "../../util/time.ts";
import { CallbackSocket, type LeaseSocket } from "./lease-socket.ts";
import type { LeaseView, VendorDoor } from "./vendor-door.ts";

/** Why a lease ended, as metrics count it. */
export type LeaseEnd = "released" | "silent" | "expired" | "restart";

/** What viewers and pages are told. */
export const LEASE_END_SENTENCES: Record<LeaseEnd, string> = {
	released: "The page has let go of the session.",
	silent: "The page gave no sign of life, so its session was closed.",
	expired: "The session has reached the gateway's time limit.",
	restart: "The gateway is restarting.",
};

export interface LeaseOptions {
	readonly id: string;
	readonly door: VendorDoor;
	/** Address of the page, for limits. */
	readonly address: string;
	/** The only origin that may use the token; empty for a program. */
	readonly origin: string;
	readonly trusted: boolean;
	/** Without a sign of life for so long the lease ends. */
	readonly window: Seconds;
	/** The lease's longest life. */
	readonly lifetime: Seconds;
	/** Called once. */
	readonly onEnd: (lease: VendorLease, end: LeaseEnd) => void;
}

/** The right of one page to one session of a vendor. Ends when the page is silent, at its time limit, or on request. */
export class VendorLease implements LeaseView {
	readonly id: string;
	readonly door: VendorDoor;
	readonly address: string;
	readonly origin: string;
	readonly trusted: boolean;
	readonly notes = new Map<string, string>();
	sessionId = "";
	readonly #sockets = new Set<LeaseSocket>();
	readonly #window: Seconds;
	readonly #onEnd: LeaseOptions["onEnd"];
	readonly #expiry: NodeJS.Timeout;
	#silence: NodeJS.Timeout;
	#end: LeaseEnd | null = null;

	constructor(options: LeaseOptions) {
		this.id = options.id;
		this.door = options.door;
		this.address = options.address;
		this.origin = options.origin;
		this.trusted = options.trusted;
		this.#window = options.window;
		this.#onEnd = options.onEnd;
		this.#expiry = setTimeout(() => this.end("expired"), options.lifetime * 1000);
		this.#silence = this.#watch();
	}

	/** Why it ended; `null` while it lasts. */
	get ended(): LeaseEnd | null {
		return this.#end;
	}

	/** The page gave a sign of life. */
	touch(): void {
		clearTimeout(this.#silence);
		if (this.#end === null) this.#silence = this.#watch();
	}

	/** A socket of the page belongs to the lease, and is a sign of life as long as it stands. */
	add(socket: LeaseSocket): void {
		this.#sockets.add(socket);
	}

	remove(socket: LeaseSocket): void {
		this.#sockets.delete(socket);
		this.touch();
	}

	/** Tells the page what the vendor posted about its session. */
	deliver(callback: object): void {
		for (const socket of this.#sockets) if (socket instanceof CallbackSocket) socket.deliver(callback);
	}

	/** Ends the lease and its sockets; the book ends its session. Idempotent. */
	end(end: LeaseEnd): void {
		if (this.#end !== null) return;
		this.#end = end;
		clearTimeout(this.#expiry);
		clearTimeout(this.#silence);
		for (const socket of [...this.#sockets]) socket.endLease(LEASE_END_SENTENCES[end]);
		this.#onEnd(this, end);
	}

	/** Resolves when the last socket is gone. */
	async drained(): Promise<void> {
		await Promise.all([...this.#sockets].map((socket) => socket.gone));
	}

	#watch(): NodeJS.Timeout {
		return setTimeout(() => {
			if (this.#sockets.size === 0) this.end("silent");
			else this.touch();
		}, this.#window * 1000);
	}
}
