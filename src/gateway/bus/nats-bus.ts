import { randomBytes, randomUUID } from "node:crypto";
import { JetStreamApiError } from "@nats-io/jetstream";
import type { KV } from "@nats-io/kv";
import type { Seconds } from "../../util/time.ts";
import type { KioskRecord } from "../kiosks/kiosk-record.ts";
import type { SessionLog, SessionLogListener } from "../session-log.ts";
import { type Bus, BusError, TOKEN_KEY_BYTES } from "./bus.ts";
import type { KioskRecords } from "./kiosk-records.ts";
import { NatsLog } from "./nats-log.ts";
import { type NatsOptions, NatsStreams } from "./nats-streams.ts";
import type { SessionRecord, SessionRecords } from "./session-records.ts";

/** The server's "wrong last sequence": another gateway has written the entry. */
const WRONG_LAST_SEQUENCE = 10_071;

const isConflict = (error: unknown) =>
	error instanceof JetStreamApiError && error.code === WRONG_LAST_SEQUENCE;

/** Makes what NATS rejects with a {@link BusError}. */
async function asked<T>(answer: Promise<T>): Promise<T> {
	try {
		return await answer;
	} catch (cause) {
		if (isConflict(cause)) throw cause;
		throw new BusError("The bus does not answer.", { cause });
	}
}

/** Writes what `change` makes of an entry, anew whenever another gateway was faster. Null if `change` answers that. */
async function change<T>(kv: KV, key: string, make: (current: T | null) => T | null): Promise<T | null> {
	for (;;) {
		const entry = await asked(kv.get(key));
		const current = entry === null || entry.operation !== "PUT" ? null : entry.json<T>();
		const changed = make(current);
		if (changed === null) return null;
		try {
			const text = JSON.stringify(changed);
			await asked(entry === null ? kv.create(key, text) : kv.update(key, text, entry.revision));
			return changed;
		} catch (error) {
			if (!isConflict(error)) throw error;
		}
	}
}

/** What an entry holds; null if there is none, or it was deleted. */
async function held<T>(kv: KV, key: string): Promise<T | null> {
	const entry = await asked(kv.get(key));
	return entry === null || entry.operation !== "PUT" ? null : entry.json<T>();
}

class NatsKiosks implements KioskRecords {
	readonly #kv: KV;

	constructor(kv: KV) {
		this.#kv = kv;
	}

	get(id: string): Promise<KioskRecord | null> {
		return held<KioskRecord>(this.#kv, id);
	}

	all(): Promise<readonly KioskRecord[]> {
		return asked(this.#read());
	}

	change(id: string, make: (record: KioskRecord | null) => KioskRecord | null): Promise<KioskRecord | null> {
		return change<KioskRecord>(this.#kv, id, make);
	}

	async delete(id: string): Promise<void> {
		await asked(this.#kv.purge(id));
	}

	/** The bucket keeps one entry of each: its history is all of them, in one go. */
	async #read(): Promise<readonly KioskRecord[]> {
		const records: KioskRecord[] = [];
		for await (const entry of await this.#kv.history())
			if (entry.operation === "PUT") records.push(entry.json<KioskRecord>());
		return records;
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
	readonly #streams: NatsStreams;
	readonly #buckets: Buckets;
	/** What this gateway's tokens are signed with, if that lies on the bus. */
	#key: string | undefined;

	private constructor(streams: NatsStreams, buckets: Buckets) {
		this.#streams = streams;
		this.#buckets = buckets;
		this.records = new NatsRecords(buckets.sessions);
		this.kiosks = new NatsKiosks(buckets.kiosks);
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
