import { createHash, randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { VendorSessionRecord } from "../../protocol/vendor-broker.ts";
import type { VendorId } from "../../protocol/vendor-id.ts";
import { type Seconds, seconds } from "../../util/time.ts";
import type { Bus } from "../bus/bus.ts";
import type { KeptVendorSession } from "../bus/vendor-records.ts";
import type { LeaseFile } from "./lease-file.ts";
import { OpenSessions } from "./open-sessions.ts";
import { RequestRejected } from "./request-rejected.ts";
import { SessionCloser } from "./session-closer.ts";
import { Strays } from "./strays.ts";
import type { VendorDoor } from "./vendor-door.ts";
import { type LeaseEnd, VendorLease } from "./vendor-lease.ts";

/** How a lease's token begins, so that a log can know one when it sees it. */
export const LEASE_TOKEN_PREFIX = "fwl_";
/** Bytes of a token. */
const TOKEN_BYTES = 32;

export interface LeaseBookOptions {
	readonly doors: ReadonlyMap<VendorId, VendorDoor>;
	readonly file: LeaseFile;
	readonly bus: Bus;
	/** Vendors whose account nobody but these gateways uses. */
	readonly sole: ReadonlySet<VendorId>;
	readonly logger: Logger;
	/** Since 1970. */
	readonly now: () => Seconds;
	/** Leases at once at each vendor. */
	readonly perVendor: number;
	readonly window: Seconds;
	readonly lifetime: Seconds;
	readonly random: () => number;
	/** Longest pauses between tries to end a session, seconds. */
	readonly closePause: { readonly first: number; readonly most: number };
	readonly onEnd: (vendor: VendorId, end: LeaseEnd) => void;
}

/** A new lease and what opens it. */
export interface NewLease {
	readonly lease: VendorLease;
	readonly token: string;
}

const digest = (token: string) => createHash("sha256").update(token).digest("hex");

/**
 * Every lease, and every session that costs money. A session is written down before the vendor is asked for it, and
 * stays so until the vendor has said that it is over: a gateway may be killed at any moment in between.
 */
export class LeaseBook {
	readonly #options: LeaseBookOptions;
	readonly #closer: SessionCloser;
	/** By the hash of their tokens: the tokens themselves are kept nowhere. */
	readonly #leases = new Map<string, VendorLease>();
	readonly #open: OpenSessions;
	readonly #strays: Strays;
	/** Leases whose vendor has been asked for a session and has not answered yet. */
	readonly #asking = new Set<VendorLease>();

	constructor(options: LeaseBookOptions) {
		this.#options = options;
		this.#open = new OpenSessions(options);
		const isAsking = (vendor: VendorId) => [...this.#asking].some(({ door }) => door.vendor === vendor);
		this.#strays = new Strays({ ...options, open: this.#open, isAsking });
		this.#closer = new SessionCloser({ ...options, strays: this.#strays, pause: options.closePause });
	}

	/** Leases that last. */
	get size(): number {
		return this.#leases.size;
	}

	/** Sessions that cost money now, as far as this gateway knows. */
	get openSessions(): number {
		return this.#open.all.filter(({ sessionId }) => sessionId !== "").length;
	}

	/** Ends what an earlier run left open, and what nobody knows where that can be told, in the background. */
	async recover(): Promise<void> {
		for (const record of await this.#open.load()) this.#close(record);
		for (const door of this.#options.doors.values()) if (this.#strays.covers(door)) this.#closer.sweep(door);
	}

	/** Ends what a gateway left that does not come back, in the background. */
	async adopt(record: VendorSessionRecord): Promise<void> {
		await this.#open.put(record);
		this.#close(record);
	}

	/** Brings the bus up to what is known here. `kept`: everything on it. */
	reconcile(kept: readonly KeptVendorSession[]): Promise<void> {
		return this.#open.reconcile(kept);
	}

	/** A new lease, or `null` if the vendor has as many as it may. */
	open(
		door: VendorDoor,
		page: { readonly address: string; readonly origin: string; readonly trusted: boolean },
	): NewLease | null {
		const { perVendor, window, lifetime } = this.#options;
		const standing = [...this.#leases.values()].filter((lease) => lease.door === door);
		if (standing.length >= perVendor) return null;
		const token = LEASE_TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString("base64url");
		const lease = new VendorLease({
			id: randomBytes(16).toString("hex"),
			door,
			...page,
			window,
			lifetime,
			onEnd: (ended, end) => this.#onEnd(digest(token), ended, end),
		});
		this.#leases.set(digest(token), lease);
		return { lease, token };
	}

	find(token: string): VendorLease | undefined {
		return this.#leases.get(digest(token));
	}

	/** The lease whose session it is, while both last. */
	ofSession(vendor: VendorId, sessionId: string): VendorLease | undefined {
		return [...this.#leases.values()].find(
			(lease) => lease.door.vendor === vendor && lease.sessionId === sessionId && sessionId !== "",
		);
	}

	/**
	 * Asks the vendor for a session of the lease: writes down that it does, and then what came of it. `ask` answers the
	 * new session's id, or `null` if the vendor started none. @throws what `ask` throws; then there may be a session, and
	 * it is looked for when the lease ends
	 */
	async start<Answer>(
		lease: VendorLease,
		ask: () => Promise<{ readonly answer: Answer; readonly sessionId: string | null }>,
	): Promise<Answer> {
		if (this.#asking.has(lease))
			throw new RequestRejected("The vendor has been asked for a session already.");
		const intent = { vendor: lease.door.vendor, leaseId: lease.id, sessionId: "" };
		this.#asking.add(lease);
		await this.#open.put(intent);
		try {
			const { answer, sessionId } = await ask();
			lease.sessionId = sessionId ?? "";
			if (sessionId === null) await this.#open.over(intent);
			else await this.#open.put({ ...intent, sessionId });
			return answer;
		} finally {
			this.#asking.delete(lease);
			if (lease.ended !== null) this.#closeOf(lease);
		}
	}

	/** The vendor has ended a session. */
	async ended(vendor: VendorId, sessionId: string): Promise<void> {
		for (const record of this.#open.all)
			if (record.vendor === vendor && record.sessionId === sessionId) await this.#open.over(record);
	}

	/** Ends every lease and waits until the vendors know, at most a few seconds. Idempotent. */
	async dispose(): Promise<void> {
		const leases = [...this.#leases.values()];
		for (const lease of leases) lease.end("restart");
		await Promise.all([this.#closer.dispose(), ...leases.map((lease) => lease.drained())]);
	}

	#onEnd(key: string, lease: VendorLease, end: LeaseEnd): void {
		const { logger, onEnd } = this.#options;
		const { vendor } = lease.door;
		this.#leases.delete(key);
		logger.info({ vendor, lease: lease.id, end }, "vendor lease ended");
		onEnd(vendor, end);
		// While the vendor is being asked nobody knows yet what there is to close.
		if (!this.#asking.has(lease)) this.#closeOf(lease);
	}

	#closeOf({ door: { vendor }, id }: VendorLease): void {
		const record = this.#open.of(vendor, id);
		if (record !== undefined) this.#close(record);
	}

	#close(record: VendorSessionRecord): void {
		this.#closer.close(record, () => this.#open.over(record));
	}
}

/** A second to begin with; a vendor that is down for long is tried again at the next start. */
export const CLOSE_PAUSE = { first: seconds(1), most: seconds(30) };
