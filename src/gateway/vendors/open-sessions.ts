import type { Logger } from "pino";
import type { VendorSessionRecord } from "../../protocol/vendor-broker.ts";
import type { VendorId } from "../../protocol/vendor-id.ts";
import type { Seconds } from "../../util/time.ts";
import type { Bus } from "../bus/bus.ts";
import { type KeptVendorSession, vendorRecordKey } from "../bus/vendor-records.ts";
import type { LeaseFile } from "./lease-file.ts";

export interface OpenSessionsOptions {
	readonly file: LeaseFile;
	readonly bus: Bus;
	readonly logger: Logger;
	/** Since 1970. */
	readonly now: () => Seconds;
}

/**
 * The sessions that this gateway has to end, on its disk and on the bus: it may be killed at any moment, and may not
 * come back. What one of both cannot take now is no reason to refuse a session: the other has it.
 */
export class OpenSessions {
	readonly #options: OpenSessionsOptions;
	readonly #records = new Map<string, VendorSessionRecord>();

	constructor(options: OpenSessionsOptions) {
		this.#options = options;
	}

	get all(): readonly VendorSessionRecord[] {
		return [...this.#records.values()];
	}

	/** The lease's, answered or not. */
	of(vendor: VendorId, leaseId: string): VendorSessionRecord | undefined {
		return this.#records.get(vendorRecordKey({ vendor, leaseId, sessionId: "" }));
	}

	/** What an earlier run left on the disk. */
	async load(): Promise<readonly VendorSessionRecord[]> {
		const left = await this.#options.file.load();
		for (const record of left) this.#records.set(vendorRecordKey(record), record);
		return left;
	}

	/** Resolves when it is written down, as far as that can be. */
	async put(record: VendorSessionRecord): Promise<void> {
		this.#records.set(vendorRecordKey(record), record);
		await Promise.all([this.#save(), this.#share((records) => records.put(record, this.#options.now()))]);
	}

	/** It costs nothing any more. */
	async over(record: VendorSessionRecord): Promise<void> {
		if (!this.#records.delete(vendorRecordKey(record))) return;
		await Promise.all([this.#save(), this.#share((records) => records.delete(record))]);
	}

	/** Brings the bus up to what is known here, after it was away or has lost its disk. `kept`: everything on it. */
	async reconcile(kept: readonly KeptVendorSession[]): Promise<void> {
		const { bus, now } = this.#options;
		const there = new Map(kept.map((entry) => [vendorRecordKey(entry), entry]));
		for (const [key, record] of this.#records) {
			const entry = there.get(key);
			if (entry?.gateway !== bus.gateway || entry.sessionId !== record.sessionId)
				await this.#share((records) => records.put(record, now()));
		}
		for (const [key, entry] of there)
			if (entry.gateway === bus.gateway && !this.#records.has(key))
				await this.#share((records) => records.delete(entry));
	}

	async #save(): Promise<void> {
		try {
			await this.#options.file.save(this.all);
		} catch (error) {
			this.#options.logger.error({ err: error }, "open sessions of vendors cannot be written down");
		}
	}

	async #share(tell: (records: Bus["vendorRecords"]) => Promise<void>): Promise<void> {
		const { bus, logger } = this.#options;
		// What waits for a bus that is away would keep a page waiting; `reconcile` makes up for it.
		if (!bus.isReachable) return;
		try {
			await tell(bus.vendorRecords);
		} catch (error) {
			logger.warn({ err: error }, "open sessions of vendors cannot be told to the bus");
		}
	}
}
