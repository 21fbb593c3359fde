import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import type { VendorSessionRecord } from "../../protocol/vendor-broker.ts";
import type { VendorId } from "../../protocol/vendor-id.ts";
import { nextDelay } from "../../util/backoff.ts";
import { sendRequest } from "./send-request.ts";
import type { Strays } from "./strays.ts";
import type { Send, VendorDoor } from "./vendor-door.ts";

/** Tries to end a session, about a minute; behind them the next start of the gateway tries again. */
const CLOSE_ATTEMPTS = 7;
/** Milliseconds for the vendor to answer that it has ended a session. */
const CLOSE_TIMEOUT_MS = 5000;
/** Looks for a session whose creation was never answered: it may come to be after the first one. */
const ORPHAN_LOOKS = 2;

export interface SessionCloserOptions {
	readonly doors: ReadonlyMap<VendorId, VendorDoor>;
	readonly strays: Strays;
	readonly logger: Logger;
	readonly random: () => number;
	/** Longest pauses between tries, seconds. */
	readonly pause: { readonly first: number; readonly most: number };
}

/** Ends sessions at vendors, and does not let go of one before the vendor has said that it is over. */
export class SessionCloser {
	readonly #options: SessionCloserOptions;
	readonly #working = new Set<Promise<void>>();
	readonly #ended = new AbortController();

	constructor(options: SessionCloserOptions) {
		this.#options = options;
	}

	/** Ends a session in the background; `over` is called when nothing of it costs money any more. */
	close(record: VendorSessionRecord, over: () => Promise<void>): void {
		const { doors, logger, strays } = this.#options;
		const { vendor, leaseId, sessionId } = record;
		const about = { vendor, lease: leaseId, session: sessionId };
		const door = doors.get(vendor);
		const close = sessionId === "" ? orphanCloser(door, leaseId, strays) : knownCloser(door, sessionId);
		if (close === null)
			logger.warn({ ...about, end: door?.orphansEnd }, "a session may be open that cannot be looked for");
		this.#work(about, close ?? (async () => true), over);
	}

	/** Ends in the background what a vendor lists and no gateway knows. */
	sweep(door: VendorDoor): void {
		const find = (send: Send) => this.#options.strays.find(door, send);
		this.#work({ vendor: door.vendor, lease: "", session: "" }, foundCloser(door, find), async () => {});
	}

	/** From now on there is one try for each. Resolves when all have had theirs. Idempotent. */
	async dispose(): Promise<void> {
		this.#ended.abort();
		await Promise.all(this.#working);
	}

	#work(about: object, close: Try, over: () => Promise<void>): void {
		const work = this.#untilOver(about, close, over).finally(() => this.#working.delete(work));
		this.#working.add(work);
	}

	async #untilOver(about: object, close: Try, over: () => Promise<void>): Promise<void> {
		const { logger, random, pause } = this.#options;
		const send: Send = (request) => sendRequest(request, CLOSE_TIMEOUT_MS);
		for (let attempt = 0; attempt < CLOSE_ATTEMPTS; attempt++) {
			try {
				if (await close(send)) return await over();
			} catch (error) {
				logger.warn({ ...about, reason: (error as Error).message }, "vendor session not closed yet");
			}
			if (this.#ended.signal.aborted) break;
			const delay = nextDelay(attempt, random, pause) * 1000;
			await wait(delay, undefined, { signal: this.#ended.signal }).catch(() => {});
		}
		logger.error(about, "a vendor's session could not be closed: it may cost money");
	}
}

/** One try; true once nothing costs money any more. */
type Try = (send: Send) => Promise<boolean>;

const knownCloser =
	(door: VendorDoor | undefined, sessionId: string): Try =>
	async (send) =>
		door?.close === undefined || door.close(sessionId, send);

/** Looks for what a lease may have started and ends it; `null` if the vendor does not tell whose a session is. */
function orphanCloser(door: VendorDoor | undefined, leaseId: string, strays: Strays): Try | null {
	if (door?.orphans !== undefined)
		return foundCloser(door, async (send) => (await door.orphans?.(leaseId, send)) ?? []);
	return door !== undefined && strays.covers(door)
		? foundCloser(door, (send) => strays.find(door, send))
		: null;
}

/** Ends what `find` finds, or is over after some looks that find nothing. */
function foundCloser(door: VendorDoor, find: (send: Send) => Promise<readonly string[]>): Try {
	let emptyLooks = 0;
	return async (send) => {
		const found = await find(send);
		const closed = await Promise.all(found.map((sessionId) => door.close?.(sessionId, send) ?? true));
		if (found.length > 0) return closed.every(Boolean);
		emptyLooks += 1;
		return emptyLooks >= ORPHAN_LOOKS;
	};
}
