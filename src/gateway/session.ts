import type { FastifyBaseLogger } from "fastify";
import type { WebSocket } from "ws";
import type { UpstreamState } from "../protocol/gateway-messages.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { CLOSE, type CloseCause } from "./browser-link.ts";
import type { SessionRecord } from "./bus/session-records.ts";
import type { SessionRecorder } from "./recording/session-recorder.ts";
import type { SessionEvent, SessionHolder, SessionLease } from "./session-event.ts";
import { SessionKeeper } from "./session-keeper.ts";
import type { SessionLog, SessionLogListener } from "./session-log.ts";
import { type OwnerArrival, SessionRoom } from "./session-room.ts";
import type { SessionServices } from "./session-services.ts";
import { SessionState } from "./session-state.ts";

/** Told once, when this gateway has no more part in a session: with true if the session is over for everybody. */
export type SessionGone = (isOver: boolean) => void;

/**
 * One conversation as this gateway takes part in it: its log, what the log adds up to, the {@link SessionRoom} with the
 * browsers that are connected here, and, if it is this gateway that keeps the session, its {@link SessionKeeper}.
 * Lives from `POST /v1/sessions` until its browser has left for good, or until this gateway has no more part in it.
 */
export class Session implements SessionLogListener {
	readonly id: string;
	readonly holder: SessionHolder;
	readonly createdAt: Seconds;
	readonly #services: SessionServices;
	readonly #logger: FastifyBaseLogger;
	readonly #state = new SessionState();
	readonly #room: SessionRoom;
	readonly #gone: SessionGone;
	#log: SessionLog | null = null;
	#keeper: SessionKeeper | null = null;
	/** The epoch in which this gateway keeps the session, once the log says so. */
	#claimed = 0;
	#disposed = false;

	private constructor(id: string, record: SessionRecord, services: SessionServices, gone: SessionGone) {
		this.id = id;
		this.holder = record.holder;
		this.createdAt = record.createdAt;
		this.#services = services;
		this.#gone = gone;
		this.#logger = services.logger.child({ session: id });
		this.#room = new SessionRoom({
			services,
			logger: this.#logger,
			state: this.#state,
			log: () => this.#log,
		});
	}

	/**
	 * Takes part in a session; null if nothing is left of it. With `isNew` it is kept by this gateway.
	 * @throws {BusError} if the bus does not answer.
	 */
	static async open(
		id: string,
		record: SessionRecord,
		services: SessionServices,
		options: { readonly isNew: boolean; readonly gone: SessionGone },
	): Promise<Session | null> {
		const session = new Session(id, record, services, options.gone);
		session.#log = await services.bus.openLog(id, session, options.isNew);
		if (options.isNew) await session.keep(record.lease);
		return session.#log === null ? null : session;
	}

	get isConnected(): boolean {
		return this.#state.owner !== null;
	}

	/** Hears every message that passes here, if the session is being recorded at this gateway or was. */
	get recorder(): SessionRecorder | undefined {
		return this.#room.recorder;
	}

	set recorder(recorder: SessionRecorder) {
		this.#room.recorder = recorder;
	}

	get upstreamState(): UpstreamState {
		return this.#state.upstream;
	}

	/** Number of the last message that the upstream sent. */
	get sequence(): number {
		return this.#state.sequence;
	}

	/** At all gateways. */
	get viewers(): number {
		return this.#state.viewers;
	}

	/** Who keeps the session; null if nobody does. */
	get lease(): SessionLease | null {
		return this.#state.lease;
	}

	/** True if this gateway keeps it. */
	get isKept(): boolean {
		return this.#keeper !== null;
	}

	/** True if this gateway neither has a browser of it nor keeps it, and holds no recording of it. */
	get isIdle(): boolean {
		return this.#keeper === null && this.#room.isEmpty && this.recorder === undefined;
	}

	/** True if everything that was asked has been answered. */
	get isAtRest(): boolean {
		return this.#state.open.size === 0;
	}

	/** Other gateways that this session counts on. */
	get others(): ReadonlySet<string> {
		const { lease, owner, audiences } = this.#state;
		const all = new Set(audiences);
		for (const gateway of [lease?.gateway, owner?.gateway]) if (gateway !== undefined) all.add(gateway);
		all.delete(this.#services.bus.gateway);
		return all;
	}

	get isOver(): boolean {
		return this.#state.isOver;
	}

	/** True once this gateway has no more part in it. */
	get isGone(): boolean {
		return this.#disposed;
	}

	/** Settles when everything that a browser can have seen at any gateway has been seen here. */
	async caughtUp(): Promise<void> {
		await this.#log?.sync();
	}

	/** See {@link SessionRoom.attach}. */
	attach(socket: WebSocket, arrival: OwnerArrival): void {
		this.#room.attach(socket, arrival);
	}

	/** See {@link SessionRoom.watch}. */
	watch(socket: WebSocket): void {
		this.#room.watch(socket);
	}

	/** Asks for the session's end, for everybody. */
	end(): void {
		this.#log?.ask({ type: "end" });
	}

	/** Keeps the session from now on. False if another gateway was faster. */
	async keep(lease: SessionLease): Promise<boolean> {
		this.#claimed = lease.epoch;
		return (await this.#log?.claim(lease, () => this.#state.snapshot())) ?? false;
	}

	/** Tells gateways that come in later how the session stands, unless this is no good moment. */
	remind(): void {
		const { lease } = this.#state;
		if (this.#keeper === null || lease === null || this.#log?.isSettled !== true) return;
		this.#log.tell({ type: "kept", ...lease, state: this.#state.snapshot() });
	}

	/** Another gateway is dead: whoever was connected there is not any more. */
	mourn(gateway: string): void {
		const { owner, audiences } = this.#state;
		if (owner?.gateway === gateway)
			this.#log?.ask({ type: "left", connection: owner.connection, code: CLOSE.restart.code });
		if (audiences.has(gateway)) this.#log?.ask({ type: "audience", gateway, viewers: 0 });
	}

	/** Sends the browsers that are here to other gateways. */
	sendAway(cause: CloseCause): void {
		this.#room.sendAway(cause);
	}

	/** Keeps the session no more. Settles when other gateways can know. */
	async release(): Promise<void> {
		if (this.#keeper !== null) this.#log?.tell({ type: "released" });
		this.#dropKeeper();
		await this.#log?.flush();
	}

	happened(event: SessionEvent): void {
		this.#state.apply(event);
		this.#room.show(event);
		if (event.type === "kept") this.#kept(event);
		if (event.type === "over") this.dispose(event.cause, true);
		else this.#keeper?.happened(event);
	}

	deposed(): void {
		if (this.#keeper === null) return;
		this.#logger.warn("another gateway keeps the session");
		this.#dropKeeper();
	}

	lost(): void {
		this.dispose(CLOSE.sessionLost, true);
	}

	/** Nobody here needs the session any more. */
	leave(): void {
		this.dispose(CLOSE.restart);
	}

	/** Ends this gateway's part in the session. Idempotent. */
	dispose(cause: CloseCause, isOver = false): void {
		if (this.#disposed) return;
		this.#disposed = true;
		this.#log?.dispose();
		this.#dropKeeper();
		this.#room.dismiss(cause);
		this.#logger.info(isOver ? "session ended" : "session left");
		this.#gone(isOver);
	}

	#kept({ gateway, epoch }: SessionLease): void {
		const isOurs = gateway === this.#services.bus.gateway && epoch === this.#claimed;
		if (!isOurs) this.deposed();
		else if (this.#keeper === null && this.#log !== null) this.#keeper = this.#startKeeping(this.#log);
	}

	#startKeeping(log: SessionLog): SessionKeeper {
		const { config, now } = this.#services;
		const left = this.createdAt + config.sessionLifetime - now();
		return new SessionKeeper({
			services: this.#services,
			logger: this.#logger,
			log,
			state: this.#state,
			lifetime: seconds(Math.max(0, left)),
		});
	}

	#dropKeeper(): void {
		this.#keeper?.dispose();
		this.#keeper = null;
	}
}
