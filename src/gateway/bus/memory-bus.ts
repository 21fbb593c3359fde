import { randomBytes } from "node:crypto";
import type { Seconds } from "../../util/time.ts";
import type { KioskRecord } from "../kiosks/kiosk-record.ts";
import type { SessionLog, SessionLogListener } from "../session-log.ts";
import { type Bus, TOKEN_KEY_BYTES } from "./bus.ts";
import type { KioskRecords } from "./kiosk-records.ts";
import { MemoryLog } from "./memory-log.ts";
import type { SessionRecord, SessionRecords } from "./session-records.ts";
import { SpentTokens } from "./spent-tokens.ts";
import { NO_VENDOR_RECORDS } from "./vendor-records.ts";

class MemoryRecords implements SessionRecords {
	readonly #records = new Map<string, SessionRecord>();

	async create(id: string, record: SessionRecord): Promise<void> {
		this.#records.set(id, record);
	}

	async get(id: string): Promise<SessionRecord | null> {
		return this.#records.get(id) ?? null;
	}

	async update(
		id: string,
		change: (record: SessionRecord) => SessionRecord | null,
	): Promise<SessionRecord | null> {
		const record = this.#records.get(id);
		const changed = record === undefined ? null : change(record);
		if (changed !== null) this.#records.set(id, changed);
		return changed;
	}

	async delete(id: string): Promise<void> {
		this.#records.delete(id);
	}
}

class MemoryKiosks implements KioskRecords {
	readonly #records = new Map<string, KioskRecord>();

	async get(id: string): Promise<KioskRecord | null> {
		return this.#records.get(id) ?? null;
	}

	async all(): Promise<readonly KioskRecord[]> {
		return [...this.#records.values()];
	}

	async change(
		id: string,
		change: (record: KioskRecord | null) => KioskRecord | null,
	): Promise<KioskRecord | null> {
		const changed = change(this.#records.get(id) ?? null);
		if (changed !== null) this.#records.set(id, changed);
		return changed;
	}

	async delete(id: string): Promise<void> {
		this.#records.delete(id);
	}
}

/** The bus of a gateway that is alone: everything is in this process and ends with it. */
export class MemoryBus implements Bus {
	readonly gateway = "alone";
	readonly isShared = false;
	readonly isReachable = true;
	readonly returns = 0;
	readonly records: SessionRecords = new MemoryRecords();
	readonly kiosks: KioskRecords = new MemoryKiosks();
	readonly vendorRecords = NO_VENDOR_RECORDS;
	readonly #spent: SpentTokens;
	readonly #key = randomBytes(TOKEN_KEY_BYTES);

	/** `now` is the time since 1970. */
	constructor(now: () => Seconds) {
		this.#spent = new SpentTokens(now);
	}

	async tokenKey(): Promise<Uint8Array> {
		return this.#key;
	}

	async spend(tokenId: string, expiry: Seconds): Promise<boolean> {
		return this.#spent.spend(tokenId, expiry);
	}

	async addCharacters(_day: number, characters: number): Promise<number> {
		return characters;
	}

	async openLog(
		_sessionId: string,
		listener: SessionLogListener,
		isNew: boolean,
	): Promise<SessionLog | null> {
		return isNew ? new MemoryLog(listener) : null;
	}

	async renew(): Promise<void> {}

	async isAlive(gateway: string): Promise<boolean> {
		return gateway === this.gateway;
	}

	async dispose(): Promise<void> {}
}
