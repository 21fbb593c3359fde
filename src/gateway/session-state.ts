import type { UpstreamState } from "../protocol/gateway-messages.ts";
import { unreachable } from "../util/unreachable.ts";
import type { OutgoingRequest } from "./browser-frame.ts";
import type { OwnerConnection, SessionEvent } from "./session-event.ts";

/** A request whose answer has not come to its end. */
export interface OpenRequest {
	/** What was asked, in order; empty as soon as the answer has begun, for then it cannot be asked again. */
	readonly requests: readonly OutgoingRequest[];
	readonly answered: boolean;
}

/**
 * What a session's events add up to, the same on every gateway that has seen them. Decides nothing and does nothing:
 * whoever keeps the session, now or after another gateway, goes by it.
 */
export class SessionState {
	/** Number of the last message. */
	sequence = 0;
	upstream: UpstreamState = "closed";
	owner: OwnerConnection | null = null;
	/** The owner's browser is slow. */
	held = false;
	/** Bytes of messages that came while the owner was away. */
	awayBytes = 0;
	isOver = false;
	/** In the order in which they were asked. */
	readonly open = new Map<string, OpenRequest>();
	readonly #audiences = new Map<string, number>();

	/** Viewers at all gateways. */
	get viewers(): number {
		let sum = 0;
		for (const viewers of this.#audiences.values()) sum += viewers;
		return sum;
	}

	apply(event: SessionEvent): void {
		switch (event.type) {
			case "arrived":
				this.owner = { gateway: event.gateway, connection: event.connection };
				this.held = false;
				this.awayBytes = 0;
				break;
			case "left":
				if (event.connection !== this.owner?.connection) break;
				this.owner = null;
				this.held = false;
				break;
			case "audience":
				this.#audiences.set(event.gateway, event.viewers);
				break;
			case "request":
				this.#asked(event.request);
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
				break;
			default:
				unreachable(event);
		}
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
