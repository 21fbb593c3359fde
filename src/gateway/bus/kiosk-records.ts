import type { KioskRecord } from "../kiosks/kiosk-record.ts";

/** The kiosks that any of the gateways knows. Changes of one record have an order, whichever gateways make them. */
export interface KioskRecords {
	get(id: string): Promise<KioskRecord | null>;
	/** In no order. */
	all(): Promise<readonly KioskRecord[]>;
	/**
	 * Replaces a record, null if there is none, by what `change` makes of it, called again if another gateway was faster.
	 * Answers the new record; null if `change` answers null, and nothing is changed then.
	 */
	change(id: string, change: (record: KioskRecord | null) => KioskRecord | null): Promise<KioskRecord | null>;
	/** Of one that is not there, too. */
	delete(id: string): Promise<void>;
}
