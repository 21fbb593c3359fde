import type { VendorSessionRecord } from "../../protocol/vendor-broker.ts";
import type { Seconds } from "../../util/time.ts";

/** A session of another vendor that costs money, and the gateway that has to end it. */
export interface KeptVendorSession extends VendorSessionRecord {
	readonly gateway: string;
	/** When it was written, seconds since 1970 by the clock of its gateway. */
	readonly since: number;
}

/** What all gateways know of open sessions at other vendors: enough to end those of a gateway that does not come back. */
export interface VendorRecords {
	/** This gateway has to end it: written before the vendor is asked, and again with the vendor's id. */
	put(record: VendorSessionRecord, now: Seconds): Promise<void>;
	/** It costs nothing any more. */
	delete(record: VendorSessionRecord): Promise<void>;
	all(): Promise<readonly KeptVendorSession[]>;
	/** From now on this gateway has to end it. False if another was faster, or it is over. */
	adopt(kept: KeptVendorSession): Promise<boolean>;
}

/** A lease has one session at most; records of earlier versions know no lease. */
export const vendorRecordKey = ({ vendor, leaseId, sessionId }: VendorSessionRecord): string =>
	`${vendor}.${Buffer.from(leaseId || sessionId).toString("base64url")}`;

/** Of a gateway that is alone: what it has to end stands on its own disk, and nobody else could. */
export const NO_VENDOR_RECORDS: VendorRecords = {
	put: async () => {},
	delete: async () => {},
	all: async () => [],
	adopt: async () => false,
};
