import type { Seconds } from "../../util/time.ts";
import type { SessionLog, SessionLogListener } from "../session-log.ts";
import type { KioskRecords } from "./kiosk-records.ts";
import type { SessionRecords } from "./session-records.ts";
import type { VendorRecords } from "./vendor-records.ts";

/** Bytes of the key that signs tokens; HS256 asks for at least as many as its hash has. */
export const TOKEN_KEY_BYTES = 32;

/** The bus does not answer. What was asked may or may not have happened. */
export class BusError extends Error {
	override readonly name = "BusError";
}

/**
 * What the gateways of one installation share. With {@link MemoryBus} there is but one of them; with {@link NatsBus}
 * any number. Every promise may be rejected with a {@link BusError}.
 */
export interface Bus {
	/** This gateway's name, new for every process. */
	readonly gateway: string;
	/** True if other gateways can take over what this one leaves. */
	readonly isShared: boolean;
	/** False while the bus is away. */
	readonly isReachable: boolean;
	/** How often it came back. */
	readonly returns: number;
	readonly records: SessionRecords;
	readonly kiosks: KioskRecords;
	readonly vendorRecords: VendorRecords;
	/** What signs the tokens of all gateways. */
	tokenKey(): Promise<Uint8Array>;
	/** Marks a token as used until `expiry` (since 1970); false if it was before. Of any number of calls one succeeds. */
	spend(tokenId: string, expiry: Seconds): Promise<boolean>;
	/** Adds to what all gateways have spoken on `day` (days since 1970, UTC); answers the sum. */
	addCharacters(day: number, characters: number): Promise<number>;
	/**
	 * Takes part in a session. Settles when everything that has happened so far was told to the listener; with null if
	 * nothing is left of the session. `isNew`: nothing can have happened.
	 */
	openLog(sessionId: string, listener: SessionLogListener, isNew: boolean): Promise<SessionLog | null>;
	/** Shows that this gateway lives; to be called again within the lease. */
	renew(): Promise<void>;
	/** False if a gateway has not shown that it lives for as long as the lease. */
	isAlive(gateway: string): Promise<boolean>;
	/** Idempotent. */
	dispose(): Promise<void>;
}
