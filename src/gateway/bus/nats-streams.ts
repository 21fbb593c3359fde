import {
	DiscardPolicy,
	JetStreamApiError,
	type JetStreamClient,
	type JetStreamManager,
	jetstream,
	jetstreamManager,
	StorageType,
} from "@nats-io/jetstream";
import { type KV, Kvm } from "@nats-io/kv";
import { connect, type NatsConnection, nanos } from "@nats-io/transport-node";
import type { FastifyBaseLogger } from "fastify";
import { BusError } from "./bus.ts";

export interface NatsOptions {
	/** `nats://host:port` or `tls://…`, several with commas between. */
	readonly servers: readonly string[];
	/** `user:password` or a token; empty for none. */
	readonly auth: string;
	/** Begins the name of everything on the server, so that installations can share one. */
	readonly name: string;
	/** Seconds that a session's events are kept, and that unused records last. */
	readonly keep: number;
	/** Bytes of all sessions' events; the oldest go first. */
	readonly bytes: number;
	readonly replicas: number;
	/** Seconds after which a gateway that does not show itself counts as dead. */
	readonly lease: number;
	readonly tokenLifetime: number;
	readonly sessionLifetime: number;
	readonly logger: FastifyBaseLogger;
}

/** Two days: whoever comes back after midnight still finds yesterday's sum. */
const BUDGET_LIFETIME = 2 * 86_400;
/** A week: a gateway that falls on a Friday may be the last one until Monday. Entries go as soon as a session is over. */
const VENDOR_RECORD_LIFETIME = 7 * 86_400;
/** Milliseconds for the first connection, and between attempts to mend one. */
const CONNECT_TIMEOUT_MS = 5000;
const RECONNECT_MS = 250;
/** Milliseconds between pings; two that are not answered end a connection that was cut without a word. */
const PING_MS = 2000;
/** Bytes that the server takes at once, as long as it has not said. */
const DEFAULT_PAYLOAD = 2 ** 20;
/** The server's "no message found". */
const NO_MESSAGE = 10_037;

const authOf = (auth: string) => {
	const cut = auth.indexOf(":");
	if (auth === "") return {};
	return cut < 0 ? { token: auth } : { user: auth.slice(0, cut), pass: auth.slice(cut + 1) };
};

/**
 * The connection to NATS and what lies there: one stream with the events of all sessions, and six buckets. Everything
 * is kept on disk, so that a server that restarts knows it again.
 */
export class NatsStreams {
	/** Name of the stream. */
	readonly name: string;
	readonly js: JetStreamClient;
	readonly logger: FastifyBaseLogger;
	readonly #connection: NatsConnection;
	readonly #manager: JetStreamManager;
	readonly #options: NatsOptions;
	isConnected = true;
	/** How often the connection came back. */
	returns = 0;
	/** Called whenever the connection stands again. */
	readonly returned = new Set<() => void>();
	/** Called before that, if the server has come back with nothing of what it kept. */
	readonly forgotten = new Set<() => Promise<void> | void>();
	/** When the stream was made, as the server says. */
	#created = "";

	private constructor(connection: NatsConnection, manager: JetStreamManager, options: NatsOptions) {
		this.#connection = connection;
		this.#manager = manager;
		this.#options = options;
		this.name = `${options.name}_events`;
		this.logger = options.logger;
		this.js = jetstream(connection);
	}

	/** @throws {BusError} with one sentence if the server cannot be reached or keeps no streams. */
	static async connect(options: NatsOptions): Promise<NatsStreams> {
		try {
			const connection = await connect({
				servers: [...options.servers],
				...authOf(options.auth),
				name: `facewire gateway`,
				maxReconnectAttempts: -1,
				reconnectTimeWait: RECONNECT_MS,
				pingInterval: PING_MS,
				timeout: CONNECT_TIMEOUT_MS,
			});
			const streams = new NatsStreams(connection, await jetstreamManager(connection), options);
			streams.#created = await streams.#ensureStream();
			void streams.#watch();
			return streams;
		} catch (cause) {
			const reason = cause instanceof Error ? cause.message : String(cause);
			throw new BusError(`The bus cannot be used: ${reason}.`, { cause });
		}
	}

	get maxPayload(): number {
		return this.#connection.info?.max_payload ?? DEFAULT_PAYLOAD;
	}

	subject(sessionId: string, direction: "up" | "down" | "*"): string {
		return `${this.#options.name}.${sessionId}.${direction}`;
	}

	/** Number in the stream of the last news of a session; 0 if there are none. */
	async lastNews(sessionId: string): Promise<number> {
		try {
			const subject = this.subject(sessionId, "down");
			const message = await this.#manager.streams.getMessage(this.name, { last_by_subj: subject });
			return message?.seq ?? 0;
		} catch (error) {
			if (error instanceof JetStreamApiError && error.code === NO_MESSAGE) return 0;
			throw error;
		}
	}

	/** A bucket whose entries vanish `lifetime` seconds after they were written. */
	bucket(name: string, lifetime: number): Promise<KV> {
		const { replicas } = this.#options;
		return new Kvm(this.js).create(`${this.#options.name}_${name}`, {
			ttl: lifetime * 1000,
			storage: StorageType.File,
			history: 1,
			replicas,
		});
	}

	/** All buckets that the gateways share. */
	async buckets() {
		const { sessionLifetime, tokenLifetime, lease } = this.#options;
		return {
			sessions: await this.bucket("sessions", sessionLifetime + tokenLifetime),
			spent: await this.bucket("spent", tokenLifetime + 1),
			gateways: await this.bucket("gateways", lease),
			budget: await this.bucket("budget", BUDGET_LIFETIME),
			// A kiosk that is silent for days is the one to be seen.
			kiosks: await this.bucket("kiosks", 0),
			vendors: await this.bucket("vendors", VENDOR_RECORD_LIFETIME),
			// Keys that signed what is out have to outlive it.
			keys: await this.bucket("keys", 0),
		};
	}

	async dispose(): Promise<void> {
		await this.#connection.close();
	}

	/** Answers when the stream was made. */
	async #ensureStream(): Promise<string> {
		const { name, keep, bytes, replicas } = this.#options;
		const config = {
			name: this.name,
			subjects: [`${name}.*.*`],
			storage: StorageType.File,
			discard: DiscardPolicy.Old,
			max_age: nanos(keep * 1000),
			max_bytes: bytes,
			// As long as a message can be sent again it is known again.
			duplicate_window: nanos(keep * 1000),
			num_replicas: replicas,
		};
		try {
			return (await this.#manager.streams.add(config)).created;
		} catch {
			// It is there with other settings: ours are the ones to go by.
			return (await this.#manager.streams.update(this.name, config)).created;
		}
	}

	async #watch(): Promise<void> {
		for await (const { type } of this.#connection.status()) {
			if (type === "disconnect") {
				this.isConnected = false;
				this.logger.warn("the bus is away");
			}
			if (type === "reconnect") await this.#comeBack();
		}
	}

	/** Nobody uses the bus before what belongs there is there: a server may have lost its disk. */
	async #comeBack(): Promise<void> {
		while (!this.#connection.isClosed()) {
			try {
				await this.#remember(await this.#ensureStream());
				break;
			} catch (error) {
				this.logger.warn({ err: error }, "the bus is there, but not ready");
				await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
			}
		}
		this.isConnected = true;
		this.returns += 1;
		this.logger.warn("the bus is back");
		for (const listener of this.returned) listener();
	}

	async #remember(created: string): Promise<void> {
		if (created === this.#created) return;
		this.logger.error("the bus has lost what it kept: sessions begin anew");
		for (const listener of [...this.forgotten]) await listener();
		this.#created = created;
	}
}
