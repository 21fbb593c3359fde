import type { KV } from "@nats-io/kv";
import type { VendorSessionRecord } from "../../protocol/vendor-broker.ts";
import type { Seconds } from "../../util/time.ts";
import { allHeld, asked, change } from "./kv-entries.ts";
import { type KeptVendorSession, type VendorRecords, vendorRecordKey } from "./vendor-records.ts";

/** Open sessions at other vendors in a bucket of JetStream, one entry each. */
export class NatsVendorRecords implements VendorRecords {
	readonly #kv: KV;
	readonly #gateway: string;

	constructor(kv: KV, gateway: string) {
		this.#kv = kv;
		this.#gateway = gateway;
	}

	async put(record: VendorSessionRecord, now: Seconds): Promise<void> {
		const kept: KeptVendorSession = { ...record, gateway: this.#gateway, since: now };
		await asked(this.#kv.put(vendorRecordKey(record), JSON.stringify(kept)));
	}

	async delete(record: VendorSessionRecord): Promise<void> {
		await asked(this.#kv.purge(vendorRecordKey(record)));
	}

	all(): Promise<readonly KeptVendorSession[]> {
		return allHeld<KeptVendorSession>(this.#kv);
	}

	async adopt(kept: KeptVendorSession): Promise<boolean> {
		const adopted = await change<KeptVendorSession>(this.#kv, vendorRecordKey(kept), (current) =>
			current?.gateway === kept.gateway ? { ...current, gateway: this.#gateway } : null,
		);
		return adopted !== null;
	}
}
