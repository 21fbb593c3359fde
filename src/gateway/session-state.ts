import type { UpstreamState } from "../protocol/gateway-messages.ts";
import { unreachable } from "../util/unreachable.ts";
import type { OutgoingRequest } from "./browser-frame.ts";
import type {
	OpenRequest,
	OwnerConnection,
	SessionEvent,
	SessionLease,
	SessionNews,
	SessionSnapshot,
} from "./session-event.ts";

/** Codes with which a browser says that it will not come back: closed, page left, closed without a code. */
const LEFT: ReadonlySet<number> = new Set([1000, 1001, 1005]);

/** What only the gateway that keeps the session tells. */
const NEWS: ReadonlySet<SessionEvent["type"]> = new Set<SessionNews["type"]>([
	"message",
	"upstream",
	"error",
	"kept",
	"released",
	"over",
]);

/**
 * What a session's events add up to, the same on every gateway that has seen them. Decides nothing and does nothing:
 * whoever keeps the session, now or after another gateway, goes by it.
 */
export class SessionState {
	/** Number of the last message. */
	sequence = 0;
	upstream: UpstreamState = "closed";
	/** The owner's browser is slow. */
	held = false;
	/** Bytes of messages that came while the owner was away. */
	awayBytes = 0;
	/** Somebody who may has asked for the end. */
	isEnding = false;
	isOver = false;
	/** Who keeps the session; null if nobody does, or before that is known. */
	lease: SessionLease | null = null;
	/** False until the first snapshot: then only a part of what happened is known. */
	isComplete = false;
	/** In the order in which they were asked. */
	readonly open = new Map<string, OpenRequest>();
	/** What was asked since the last news, until the first snapshot. */
	#asking: OutgoingRequest[] = [];
	readonly #audiences = new Map<string, number>();
	/** The newest connection of the owner, and the number of the newest that has ended. */
	#arrived: OwnerConnection | null = null;
	#left = 0;

	/** Connections that the owner has had. */
	get connections(): number {
		return Math.max(this.#left, this.#arrived?.connection ?? 0);
	}

	/** Where the owner is connected; null while away. */
	get owner(): OwnerConnection | null {
		return this.#arrived !== null && this.#arrived.connection > this.#left ? this.#arrived : null;
	}

	/** Viewers at all gateways. */
	get viewers(): number {
		let sum = 0;
		for (const viewers of this.#audiences.values()) sum += viewers;
		return sum;
	}

	/** Gateways with viewers. */
	get audiences(): ReadonlySet<string> {
		return new Set(this.#audiences.keys());
	}

	/** For gateways that come in later. */
	snapshot(): SessionSnapshot {
		const { sequence, upstream, held, awayBytes, isEnding } = this;
		const [arrived, left, open, audiences] = [
			this.#arrived,
			this.#left,
			[...this.open],
			[...this.#audiences],
		];
		return { sequence, upstream, arrived, left, held, awayBytes, isEnding, open, audiences };
	}

	apply(event: SessionEvent): void {
		switch (event.type) {
			case "arrived":
				this.#ownerArrived(event.gateway, event.connection);
				break;
			case "left":
				this.#ownerLeft(event.connection, event.code);
				break;
			case "audience":
				if (event.viewers > 0) this.#audiences.set(event.gateway, event.viewers);
				else this.#audiences.delete(event.gateway);
				break;
			case "request":
				this.#asked(event.request);
				if (!this.isComplete) this.#asking.push(event.request);
				break;
			case "hold":
				this.held = event.on;
				break;
			case "message":
				this.sequence = event.sequence;
				if (this.owner === null) this.awayBytes += event.frame.length;
				this.#answered(event.requestId, event.ended);
				break;
			case "upstream":
				this.upstream = event.state;
				break;
			case "error":
				this.open.delete(event.error.requestId);
				break;
			case "over":
				this.isOver = true;
				break;
			case "end":
				this.isEnding = true;
				break;
			case "kept":
				this.lease = { gateway: event.gateway, epoch: event.epoch };
				if (!this.isComplete) this.#complete(event.state);
				break;
			case "released":
				this.lease = null;
				break;
			default:
				unreachable(event);
		}
		if (NEWS.has(event.type)) this.#asking = [];
	}

	#ownerArrived(gateway: string, connection: number): void {
		if (connection <= (this.#arrived?.connection ?? 0)) return;
		this.#arrived = { gateway, connection };
		this.held = false;
		this.awayBytes = 0;
	}

	#ownerLeft(connection: number, code: number): void {
		const isOwner = connection === this.owner?.connection;
		this.#left = Math.max(this.#left, connection);
		if (!isOwner) return;
		this.held = false;
		if (LEFT.has(code)) this.isEnding = true;
	}

	/**
	 * Whoever made the snapshot had seen everything up to the last news before it: of what was asked after that it may
	 * lack something.
	 */
	#complete(snapshot: SessionSnapshot): void {
		const { arrived, left, open, audiences } = snapshot;
		this.sequence = Math.max(this.sequence, snapshot.sequence);
		this.upstream = snapshot.upstream;
		this.held = snapshot.held;
		this.awayBytes = snapshot.awayBytes;
		this.isEnding ||= snapshot.isEnding;
		if ((arrived?.connection ?? 0) > (this.#arrived?.connection ?? 0)) this.#arrived = arrived;
		this.#left = Math.max(this.#left, left);
		this.isComplete = true;
		this.open.clear();
		for (const [id, request] of open) this.open.set(id, request);
		for (const request of this.#asking) if (!this.#knows(request)) this.#asked(request);
		for (const [gateway, viewers] of audiences) this.#audiences.set(gateway, viewers);
	}

	/** True if an open request holds this one. */
	#knows({ requestId, frame }: OutgoingRequest): boolean {
		return this.open.get(requestId)?.requests.some((known) => known.frame === frame) === true;
	}

	#asked(request: OutgoingRequest): void {
		const { requestId, kind } = request;
		if (kind === "stop") this.open.delete(requestId);
		else {
			const { requests = [], answered = false } = this.open.get(requestId) ?? {};
			this.open.set(requestId, { requests: answered ? [] : [...requests, request], answered });
		}
	}

	/** An answer takes the place of those before it, upstream too. */
	#answered(requestId: string, ended: boolean): void {
		if (!this.open.has(requestId)) return;
		for (const id of this.open.keys()) {
			if (id === requestId) break;
			this.open.delete(id);
		}
		if (ended) this.open.delete(requestId);
		else this.open.set(requestId, { requests: [], answered: true });
	}
}
