import { createHash, randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { VendorSessionRecord } from "../../protocol/vendor-broker.ts";
import type { VendorId } from "../../protocol/vendor-id.ts";
import { type Seconds, seconds } from "../../util/time.ts";
import type { LeaseFile } from "./lease-file.ts";
import { RequestRejected } from "./request-rejected.ts";
import { SessionCloser } from "./session-closer.ts";
import type { VendorDoor } from "./vendor-door.ts";
import { type LeaseEnd, VendorLease } from "./vendor-lease.ts";

/** How a lease's token begins, so that a log can know one when it sees it. */
export const LEASE_TOKEN_PREFIX = "fwl_";
/** Bytes of a token. */
const TOKEN_BYTES = 32;

export interface LeaseBookOptions {
	readonly doors: ReadonlyMap<VendorId, VendorDoor>;
	readonly file: LeaseFile;
	readonly logger: Logger;
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
/** A lease has one session at most; records of earlier versions know no lease. */
const keyOf = ({ vendor, leaseId, sessionId }: VendorSessionRecord) => `${vendor} ${leaseId || sessionId}`;

/**
 * Every lease, and every session that costs money. A session is on disk before the vendor is asked for it, and leaves
 * the disk when the vendor has said that it is over: a gateway may be killed at any moment in between.
 */
export class LeaseBook {
	readonly #options: LeaseBookOptions;
	readonly #closer: SessionCloser;
	/** By the hash of their tokens: the tokens themselves are kept nowhere. */
	readonly #leases = new Map<string, VendorLease>();
	readonly #records = new Map<string, VendorSessionRecord>();
	/** Leases whose vendor has been asked for a session and has not answered yet. */
	readonly #asking = new Set<VendorLease>();

	constructor(options: LeaseBookOptions) {
		this.#options = options;
		this.#closer = new SessionCloser({ ...options, pause: options.closePause });
	}

	/** Leases that last. */
	get size(): number {
		return this.#leases.size;
	}

	/** Sessions that cost money now, as far as this gateway knows. */
	get openSessions(): number {
		return [...this.#records.values()].filter(({ sessionId }) => sessionId !== "").length;
	}

	/** Ends what an earlier run left open, in the background. */
	async recover(): Promise<void> {
		for (const record of await this.#options.file.load()) {
			this.#records.set(keyOf(record), record);
			this.#close(record);
		}
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
		await this.#put(intent);
		try {
			const { answer, sessionId } = await ask();
			lease.sessionId = sessionId ?? "";
			if (sessionId === null) await this.#over(intent);
			else await this.#put({ ...intent, sessionId });
			return answer;
		} finally {
			this.#asking.delete(lease);
			if (lease.ended !== null) this.#closeOf(lease);
		}
	}

	/** The vendor has ended a session. */
	async ended(vendor: VendorId, sessionId: string): Promise<void> {
		for (const record of this.#records.values())
			if (record.vendor === vendor && record.sessionId === sessionId) await this.#over(record);
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

	#closeOf({ door: { vendor }, id: leaseId, sessionId }: VendorLease): void {
		const record = this.#records.get(keyOf({ vendor, leaseId, sessionId }));
		if (record !== undefined) this.#close(record);
	}

	#close(record: VendorSessionRecord): void {
		this.#closer.close(record, () => this.#over(record));
	}

	async #put(record: VendorSessionRecord): Promise<void> {
		this.#records.set(keyOf(record), record);
		await this.#save();
	}

	async #over(record: VendorSessionRecord): Promise<void> {
		if (this.#records.delete(keyOf(record))) await this.#save();
	}

	async #save(): Promise<void> {
		try {
			await this.#options.file.save([...this.#records.values()]);
		} catch (error) {
			this.#options.logger.error({ err: error }, "open sessions of vendors cannot be written down");
		}
	}
}

/** A second to begin with; a vendor that is down for long is tried again at the next start. */
export const CLOSE_PAUSE = { first: seconds(1), most: seconds(30) };
