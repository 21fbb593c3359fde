import { randomBytes } from "node:crypto";
import { CLOSE } from "./browser-link.ts";
import { BusError } from "./bus/bus.ts";
import type { SessionRecord } from "./bus/session-records.ts";
import { Session } from "./session.ts";
import type { SessionHolder } from "./session-event.ts";
import type { SessionServices } from "./session-services.ts";

/** Bytes: enough that an id cannot be guessed, though knowing it opens nothing. */
const ID_BYTES = 16;

/** Milliseconds between looks at whether a session may be handed over. */
const LEAVE_POLL_MS = 50;

/** Why no session is opened. */
export type SessionLimit = "too-many-sessions" | "too-many-from-address";

/** The sessions in which this gateway takes part. Owns them: what it opens, it ends. */
export class SessionRegistry {
	readonly #services: SessionServices;
	readonly #sessions = new Map<string, Session>();
	/** Sessions that are being looked for on the bus. */
	readonly #finding = new Map<string, Promise<Session | undefined>>();
	/** Sessions that are being opened. */
	#opening = 0;

	constructor(services: SessionServices) {
		this.#services = services;
	}

	get size(): number {
		return this.#sessions.size;
	}

	[Symbol.iterator](): IterableIterator<Session> {
		return this.#sessions.values();
	}

	/** Opens a session that this gateway keeps. @throws {BusError} */
	async open(holder: SessionHolder): Promise<Session | SessionLimit> {
		const { config, bus, now } = this.#services;
		if (this.#sessions.size + this.#opening >= config.maxSessions) return "too-many-sessions";
		if (this.#countOf(holder.address) >= config.sessionsPerAddress) return "too-many-from-address";
		this.#expectBus();
		this.#opening += 1;
		try {
			const id = randomBytes(ID_BYTES).toString("hex");
			const lease = { gateway: bus.gateway, epoch: 1 };
			const record = { holder, createdAt: now(), lease, connections: 0, resume: [] };
			await bus.records.create(id, record);
			const session = await this.#take(id, record, true);
			if (session === undefined) throw new BusError("The bus has lost a new session.");
			return session;
		} finally {
			this.#opening -= 1;
		}
	}

	/** The session of this id, whichever gateway keeps it; undefined if there is none. @throws {BusError} */
	async find(id: string): Promise<Session | undefined> {
		const here = this.#sessions.get(id);
		if (here !== undefined || !this.#services.bus.isShared) return here;
		this.#expectBus();
		const finding = this.#finding.get(id) ?? this.#look(id).finally(() => this.#finding.delete(id));
		this.#finding.set(id, finding);
		return finding;
	}

	/** Keeps a session that nobody keeps: whose gateway is one of `dead`, or has let go of it. @throws {BusError} */
	async takeOver(session: Session, dead: ReadonlySet<string>): Promise<void> {
		const { bus, metrics, logger } = this.#services;
		const record = await bus.records.update(session.id, (current) => {
			const { gateway, epoch } = current.lease;
			if (gateway === bus.gateway) return current;
			const isFree = gateway === "" || dead.has(gateway);
			return isFree ? { ...current, lease: { gateway: bus.gateway, epoch: epoch + 1 } } : null;
		});
		if (record === null) {
			if ((await bus.records.get(session.id)) === null) session.dispose(CLOSE.sessionOver, true);
		} else if (await session.keep(record.lease)) {
			metrics.takeovers.inc();
			logger.warn({ session: session.id, epoch: record.lease.epoch }, "session taken over");
		}
	}

	/**
	 * Sends all browsers to other gateways and lets go of every session, of one in the middle of a reply when that has
	 * been said, or after `limit` seconds.
	 */
	async handOver(limit: number): Promise<void> {
		const deadline = performance.now() + limit * 1000;
		const sessions = [...this.#sessions.values()];
		for (const session of sessions) session.sendAway(CLOSE.restart);
		await Promise.all(sessions.map((session) => this.#leave(session, deadline)));
	}

	/** Ends every session here; browsers are told to come back later. */
	dispose(): void {
		for (const session of [...this.#sessions.values()]) session.dispose(CLOSE.restart);
	}

	async #look(id: string): Promise<Session | undefined> {
		const record = await this.#services.bus.records.get(id);
		return record === null ? undefined : this.#take(id, record, false);
	}

	async #take(id: string, record: SessionRecord, isNew: boolean): Promise<Session | undefined> {
		const { records } = this.#services.bus;
		const gone = (isOver: boolean) => {
			this.#sessions.delete(id);
			// If the bus is away its entry goes by itself.
			if (isOver) records.delete(id).catch(() => {});
		};
		const session = await Session.open(id, record, this.#services, { isNew, gone });
		if (session === null) await records.delete(id);
		else if (session.isOver) return undefined;
		else this.#sessions.set(id, session);
		return session ?? undefined;
	}

	async #leave(session: Session, deadline: number): Promise<void> {
		const { bus, logger } = this.#services;
		while (session.isKept && !session.isAtRest && performance.now() < deadline)
			await new Promise((resolve) => setTimeout(resolve, LEAVE_POLL_MS));
		try {
			const wasKept = session.isKept;
			await session.release();
			if (wasKept)
				await bus.records.update(session.id, (record) =>
					record.lease.gateway === bus.gateway
						? { ...record, lease: { ...record.lease, gateway: "" } }
						: null,
				);
		} catch (error) {
			// Whoever needs the session takes it when this gateway's lease has run out.
			logger.warn({ err: error, session: session.id }, "session could not be handed over");
		}
		session.dispose(CLOSE.restart);
	}

	#expectBus(): void {
		if (!this.#services.bus.isReachable) throw new BusError("The bus is away.");
	}

	#countOf(address: string): number {
		let count = 0;
		for (const session of this.#sessions.values()) if (session.holder.address === address) count += 1;
		return count;
	}
}
