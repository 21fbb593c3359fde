import type { Seconds } from "../../util/time.ts";
import type { SessionHolder, SessionLease } from "../session-event.ts";

/** What every gateway knows of a session without taking part in it. */
export interface SessionRecord {
	readonly holder: SessionHolder;
	/** Since 1970. */
	readonly createdAt: Seconds;
	readonly lease: SessionLease;
	/** Connections of the owner so far. */
	readonly connections: number;
	/**
	 * Ids of the resume tokens that open the next connection: the newest, and until the browser is known to have it the
	 * one that it came with, else a connection that breaks at this moment would strand it.
	 */
	readonly resume: readonly string[];
}

/** The records of all sessions. Changes of one record have an order, whichever gateways make them. */
export interface SessionRecords {
	/** `id` has no record yet. */
	create(id: string, record: SessionRecord): Promise<void>;
	get(id: string): Promise<SessionRecord | null>;
	/**
	 * Replaces a record by what `change` makes of it, called again if another gateway was faster. Answers the new record;
	 * null if there is none or `change` answered null.
	 */
	update(id: string, change: (record: SessionRecord) => SessionRecord | null): Promise<SessionRecord | null>;
	delete(id: string): Promise<void>;
}
