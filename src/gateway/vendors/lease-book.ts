import { createHash, randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import type { VendorSessionRecord } from "../../protocol/vendor-broker.ts";
import type { VendorId } from "../../protocol/vendor-id.ts";
import { nextDelay } from "../../util/backoff.ts";
import { type Seconds, seconds } from "../../util/time.ts";
import type { LeaseFile } from "./lease-file.ts";
import { sendRequest } from "./send-request.ts";
import type { VendorDoor } from "./vendor-door.ts";
import { type LeaseEnd, VendorLease } from "./vendor-lease.ts";

/** How a lease's token begins, so that a log can know one when it sees it. */
export const LEASE_TOKEN_PREFIX = "fwl_";
/** Bytes of a token. */
const TOKEN_BYTES = 32;
/** Tries to end a session; behind them the next start of the gateway tries again. */
const CLOSE_ATTEMPTS = 5;
/** Milliseconds for the vendor to answer that it has ended a session. */
const CLOSE_TIMEOUT_MS = 5000;

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
const keyOf = ({ vendor, sessionId }: VendorSessionRecord) => `${vendor} ${sessionId}`;

/**
 * Every lease, and every session that costs money. A session is on disk before its page hears of it, and leaves the
 * disk when the vendor has said that it is over.
 */
export class LeaseBook {
	readonly #options: LeaseBookOptions;
	/** By the hash of their tokens: the tokens themselves are kept nowhere. */
	readonly #leases = new Map<string, VendorLease>();
	readonly #records = new Map<string, VendorSessionRecord>();
	readonly #closing = new Set<Promise<void>>();
	readonly #ended = new AbortController();

	constructor(options: LeaseBookOptions) {
		this.#options = options;
	}

	/** Leases that last. */
	get size(): number {
		return this.#leases.size;
	}

	/** Sessions that cost money now, as far as this gateway knows. */
	get openSessions(): number {
		return this.#records.size;
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

	/** The vendor has started a session for the lease; if the lease is over by now, the session is ended at once. */
	async started(lease: VendorLease, sessionId: string): Promise<void> {
		const record = { vendor: lease.door.vendor, sessionId };
		this.#records.set(keyOf(record), record);
		lease.sessionId = sessionId;
		await this.#save();
		if (lease.ended !== null) this.#close(record);
	}

	/** The vendor has ended a session. */
	async ended(record: VendorSessionRecord): Promise<void> {
		if (this.#records.delete(keyOf(record))) await this.#save();
	}

	/** Ends every lease and waits until the vendors know, at most a few seconds. Idempotent. */
	async dispose(): Promise<void> {
		const leases = [...this.#leases.values()];
		for (const lease of leases) lease.end("restart");
		this.#ended.abort();
		await Promise.all([...this.#closing, ...leases.map((lease) => lease.drained())]);
	}

	#onEnd(key: string, lease: VendorLease, end: LeaseEnd): void {
		const { logger, onEnd } = this.#options;
		const { vendor } = lease.door;
		this.#leases.delete(key);
		logger.info({ vendor, lease: lease.id, end }, "vendor lease ended");
		onEnd(vendor, end);
		const record = { vendor, sessionId: lease.sessionId };
		if (this.#records.has(keyOf(record))) this.#close(record);
	}

	#close(record: VendorSessionRecord): void {
		const work = this.#closeAtVendor(record).finally(() => this.#closing.delete(work));
		this.#closing.add(work);
	}

	/** Tries until the vendor says that the session is over. While the gateway ends there is one try. */
	async #closeAtVendor(record: VendorSessionRecord): Promise<void> {
		const { doors, logger, random, closePause } = this.#options;
		const door = doors.get(record.vendor);
		const about = { vendor: record.vendor, session: record.sessionId };
		for (let attempt = 0; attempt < CLOSE_ATTEMPTS; attempt++) {
			const send = (request: Parameters<typeof sendRequest>[0]) => sendRequest(request, CLOSE_TIMEOUT_MS);
			try {
				if (door?.close === undefined || (await door.close(record.sessionId, send))) {
					await this.ended(record);
					return;
				}
			} catch (error) {
				logger.warn({ ...about, reason: (error as Error).message }, "vendor session not closed yet");
			}
			if (this.#ended.signal.aborted) break;
			const pause = nextDelay(attempt, random, closePause) * 1000;
			await wait(pause, undefined, { signal: this.#ended.signal }).catch(() => {});
		}
		logger.error(about, "a vendor's session could not be closed: it may cost money");
	}

	async #save(): Promise<void> {
		try {
			await this.#options.file.save([...this.#records.values()]);
		} catch (error) {
			this.#options.logger.error({ err: error }, "open sessions of vendors cannot be written down");
		}
	}
}

/** Half a second to begin with; a vendor that is down for long is tried again at the next start. */
export const CLOSE_PAUSE = { first: seconds(1), most: seconds(30) };
