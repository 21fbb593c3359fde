import { randomBytes } from "node:crypto";
import { CLOSE } from "./browser-link.ts";
import { Session } from "./session.ts";
import type { SessionHolder } from "./session-event.ts";
import type { SessionServices } from "./session-services.ts";

/** Bytes: enough that an id cannot be guessed, though knowing it opens nothing. */
const ID_BYTES = 16;

/** Why no session is opened. */
export type SessionLimit = "too-many-sessions" | "too-many-from-address";

/** The sessions of this gateway. Owns them: what it opens, it ends. */
export class SessionRegistry {
	readonly #services: SessionServices;
	readonly #sessions = new Map<string, Session>();

	constructor(services: SessionServices) {
		this.#services = services;
	}

	get size(): number {
		return this.#sessions.size;
	}

	[Symbol.iterator](): IterableIterator<Session> {
		return this.#sessions.values();
	}

	get(id: string): Session | undefined {
		return this.#sessions.get(id);
	}

	open(holder: SessionHolder): Session | SessionLimit {
		const { maxSessions, sessionsPerAddress } = this.#services.config;
		if (this.#sessions.size >= maxSessions) return "too-many-sessions";
		if (this.#countOf(holder.address) >= sessionsPerAddress) return "too-many-from-address";
		const id = randomBytes(ID_BYTES).toString("hex");
		const session = new Session(id, holder, this.#services, () => this.#sessions.delete(id));
		this.#sessions.set(id, session);
		return session;
	}

	/** Ends every session; browsers are told to come back later. */
	dispose(): void {
		for (const session of [...this.#sessions.values()]) session.dispose(CLOSE.restart);
	}

	#countOf(address: string): number {
		let count = 0;
		for (const session of this.#sessions.values()) if (session.holder.address === address) count += 1;
		return count;
	}
}
