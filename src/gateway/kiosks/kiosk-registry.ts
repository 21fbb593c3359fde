import type { KioskCommand } from "../../protocol/kiosk-command.ts";
import type { KioskHeartbeat } from "../../protocol/kiosk-health.ts";
import type { Seconds } from "../../util/time.ts";
import type { KioskRecords } from "../bus/kiosk-records.ts";
import {
	afterHeartbeat,
	afterOrder,
	type HeartbeatNews,
	isSilent,
	type KioskRecord,
} from "./kiosk-record.ts";

/** The kiosks that have shown themselves to any of the gateways, and what waits for them: on the bus. */
export class KioskRegistry {
	readonly #records: KioskRecords;
	readonly #most: number;

	/** @param most kiosks at once */
	constructor(records: KioskRecords, most: number) {
		this.#records = records;
		this.#most = most;
	}

	/** By name. */
	async all(): Promise<readonly KioskRecord[]> {
		return (await this.#records.all()).toSorted((a, b) => a.id.localeCompare(b.id));
	}

	get(id: string): Promise<KioskRecord | null> {
		return this.#records.get(id);
	}

	async isFull(): Promise<boolean> {
		return (await this.#records.all()).length >= this.#most;
	}

	/** How many there are, and how many of them have fallen silent. */
	async counts(now: Seconds): Promise<{ readonly all: number; readonly silent: number }> {
		const records = await this.#records.all();
		return { all: records.length, silent: records.filter((record) => isSilent(record, now)).length };
	}

	/** Takes a heartbeat. */
	async beat(
		id: string,
		heartbeat: KioskHeartbeat,
		now: Seconds,
	): Promise<{ readonly record: KioskRecord; readonly news: HeartbeatNews }> {
		let after: ReturnType<typeof afterHeartbeat> | undefined;
		await this.#records.change(id, (known) => {
			after = afterHeartbeat(id, known, heartbeat, now);
			return after.record;
		});
		return after ?? afterHeartbeat(id, null, heartbeat, now);
	}

	/** Lays a command ready, and answers its number; null if there is no such kiosk, or too much waits for it already. */
	async order(id: string, command: KioskCommand, by: string, now: Seconds): Promise<number | null> {
		const changed = await this.#records.change(id, (known) =>
			known === null ? null : afterOrder(known, command, by, now),
		);
		return changed?.sequence ?? null;
	}

	/** Forgets a kiosk; false if there is none. */
	async forget(id: string): Promise<boolean> {
		const known = await this.#records.get(id);
		if (known !== null) await this.#records.delete(id);
		return known !== null;
	}
}
