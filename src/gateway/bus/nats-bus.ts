import { randomBytes, randomUUID } from "node:crypto";
import type { KV } from "@nats-io/kv";
import type { Seconds } from "../../util/time.ts";
import type { KioskRecord } from "../kiosks/kiosk-record.ts";
import type { SessionLog, SessionLogListener } from "../session-log.ts";
import { type Bus, TOKEN_KEY_BYTES } from "./bus.ts";
import type { KioskRecords } from "./kiosk-records.ts";
import { allHeld, asked, change, held, isConflict } from "./kv-entries.ts";
import { NatsLog } from "./nats-log.ts";
import { type NatsOptions, NatsStreams } from "./nats-streams.ts";
import { NatsVendorRecords } from "./nats-vendor-records.ts";
import type { SessionRecord, SessionRecords } from "./session-records.ts";
import type { VendorRecords } from "./vendor-records.ts";

class NatsKiosks implements KioskRecords {
	readonly #kv: KV;

	constructor(kv: KV) {
		this.#kv = kv;
	}

	get(id: string): Promise<KioskRecord | null> {
		return held<KioskRecord>(this.#kv, id);
	}

	all(): Promise<readonly KioskRecord[]> {
		return allHeld<KioskRecord>(this.#kv);
	}

	change(id: string, make: (record: KioskRecord | null) => KioskRecord | null): Promise<KioskRecord | null> {
		return change<KioskRecord>(this.#kv, id, make);
	}

	async delete(id: string): Promise<void> {
		await asked(this.#kv.purge(id));
	}
}

class NatsRecords implements SessionRecords {
	readonly #kv: KV;

	constructor(kv: KV) {
		this.#kv = kv;
	}

	async create(id: string, record: SessionRecord): Promise<void> {
		await asked(this.#kv.create(id, JSON.stringify(record)));
	}

	get(id: string): Promise<SessionRecord | null> {
		return held<SessionRecord>(this.#kv, id);
	}

	update(id: string, make: (record: SessionRecord) => SessionRecord | null): Promise<SessionRecord | null> {
		return change<SessionRecord>(this.#kv, id, (record) => (record === null ? null : make(record)));
	}

	async delete(id: string): Promise<void> {
		await asked(this.#kv.purge(id));
	}
}

type Buckets = Awaited<ReturnType<NatsStreams["buckets"]>>;

/** Gateways that share their sessions over NATS JetStream (2.9 or later). */
export class NatsBus implements Bus {
	readonly gateway = randomUUID();
	readonly isShared = true;
	readonly records: SessionRecords;
	readonly kiosks: KioskRecords;
	readonly vendorRecords: VendorRecords;
	readonly #streams: NatsStreams;
	readonly #buckets: Buckets;
	/** What this gateway's tokens are signed with, if that lies on the bus. */
	#key: string | undefined;

	private constructor(streams: NatsStreams, buckets: Buckets) {
		this.#streams = streams;
		this.#buckets = buckets;
		this.records = new NatsRecords(buckets.sessions);
		this.kiosks = new NatsKiosks(buckets.kiosks);
		this.vendorRecords = new NatsVendorRecords(buckets.vendors, this.gateway);
		streams.forgotten.add(() => this.#layAnew());
	}

	/** @throws {BusError} with one sentence if the server cannot be reached or keeps no streams. */
	static async connect(options: NatsOptions): Promise<NatsBus> {
		const streams = await NatsStreams.connect(options);
		const bus = new NatsBus(streams, await asked(streams.buckets()));
		await bus.renew();
		return bus;
	}

	get returns(): number {
		return this.#streams.returns;
	}

	get isReachable(): boolean {
		return this.#streams.isConnected;
	}

	async tokenKey(): Promise<Uint8Array> {
		const made = this.#key ?? randomBytes(TOKEN_KEY_BYTES).toString("base64");
		this.#key = (await change<string>(this.#buckets.keys, "tokens", (current) => current ?? made)) ?? made;
		return Buffer.from(this.#key, "base64");
	}

	async spend(tokenId: string, _expiry: Seconds): Promise<boolean> {
		try {
			await asked(this.#buckets.spent.create(tokenId, ""));
			return true;
		} catch (error) {
			if (isConflict(error)) return false;
			throw error;
		}
	}

	async addCharacters(day: number, characters: number): Promise<number> {
		const sum = await change<number>(this.#buckets.budget, String(day), (spent) => (spent ?? 0) + characters);
		return sum ?? characters;
	}

	openLog(sessionId: string, listener: SessionLogListener, isNew: boolean): Promise<SessionLog | null> {
		return NatsLog.open(this.#streams, sessionId, listener, isNew);
	}

	async renew(): Promise<void> {
		await asked(this.#buckets.gateways.put(this.gateway, ""));
	}

	async isAlive(gateway: string): Promise<boolean> {
		return gateway !== "" && (await asked(this.#buckets.gateways.get(gateway)))?.operation === "PUT";
	}

	/** Other gateways see at once that this one is gone. */
	async dispose(): Promise<void> {
		if (this.isReachable) await this.#buckets.gateways.purge(this.gateway).catch(() => {});
		await this.#streams.dispose();
	}

	/** The server has lost its disk: the buckets, and the key that all gateways go on signing with. */
	async #layAnew(): Promise<void> {
		await asked(this.#streams.buckets());
		if (this.#key !== undefined) await this.tokenKey();
		await this.renew();
	}
}
