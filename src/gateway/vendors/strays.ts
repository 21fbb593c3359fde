import type { VendorId } from "../../protocol/vendor-id.ts";
import type { Seconds } from "../../util/time.ts";
import type { Bus } from "../bus/bus.ts";
import type { OpenSessions } from "./open-sessions.ts";
import { RequestRejected } from "./request-rejected.ts";
import { ANSWER_TIMEOUT_MS } from "./send-request.ts";
import type { Send, VendorDoor } from "./vendor-door.ts";

/** Seconds after which nobody waits for the answer to a request for a session any more. */
const ANSWERED = ANSWER_TIMEOUT_MS / 1000 + 1;

export interface StraysOptions {
	/** Vendors whose account nobody else uses: whatever they list is ours. */
	readonly sole: ReadonlySet<VendorId>;
	readonly open: OpenSessions;
	readonly bus: Bus;
	/** Whether this gateway waits for a vendor's answer to a request for a session. */
	readonly isAsking: (vendor: VendorId) => boolean;
	/** Since 1970. */
	readonly now: () => Seconds;
}

/** Sessions that a vendor lists and no gateway knows: somebody was lost while asking for them. */
export class Strays {
	readonly #options: StraysOptions;

	constructor(options: StraysOptions) {
		this.#options = options;
	}

	/** True if what a vendor lists and nobody knows may be closed. */
	covers({ vendor, running, missing }: VendorDoor): boolean {
		return running !== undefined && missing.length === 0 && this.#options.sole.has(vendor);
	}

	/**
	 * A session is written down before it is asked for. So what was listed before the notes were read, and is not in
	 * them, is nobody's. @throws {RequestRejected} while somebody waits for an answer: it may be that one
	 */
	async find(door: VendorDoor, send: Send): Promise<readonly string[]> {
		const { open, bus, isAsking, now } = this.#options;
		const { vendor } = door;
		const running = (await door.running?.(send)) ?? [];
		const kept = (await bus.vendorRecords.all()).filter((entry) => entry.vendor === vendor);
		const waits = kept.some(
			({ gateway, sessionId, since }) =>
				gateway !== bus.gateway && sessionId === "" && now() - since < ANSWERED,
		);
		if (waits || isAsking(vendor)) throw new RequestRejected("A session is being asked for.");
		const known = new Set([...open.all, ...kept].map(({ sessionId }) => sessionId));
		return running.filter((sessionId) => !known.has(sessionId));
	}
}
