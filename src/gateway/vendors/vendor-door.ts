import type { VendorAnswer } from "../../protocol/vendor-broker.ts";
import type { VendorId } from "../../protocol/vendor-id.ts";
import type { Seconds } from "../../util/time.ts";

/** What a door may know of the lease that a request belongs to. */
export interface LeaseView {
	readonly id: string;
	/** The vendor's session that the lease pays for; empty before there is one. */
	readonly sessionId: string;
	/** The lease was given to the holder of an application key, who may see the whole account. */
	readonly trusted: boolean;
	/** Free for the door: what a later request of the same lease needs (a token, an address). Never leaves. */
	readonly notes: Map<string, string>;
}

/** A request to a vendor, signed and complete. Not to be logged. */
export interface VendorRequest {
	readonly method: "GET" | "POST";
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	readonly body?: unknown;
}

/** One thing that a page may ask of a vendor. Everything that is not listed is refused. */
export interface VendorOperation {
	/**
	 * Completes and signs. May ask the vendor for what it needs first (a token), through `send`.
	 * @throws {RequestRejected} if the page's body is not allowed
	 */
	request(
		body: Readonly<Record<string, unknown>>,
		lease: LeaseView,
		send: Send,
	): Promise<VendorRequest> | VendorRequest;
	/** The session that the answer started, if it did: it costs money from here. Its presence means that it may. */
	started?(answer: VendorAnswer, lease: LeaseView): string | null;
	/** The session has ended by this answer. */
	ended?(answer: VendorAnswer): boolean;
	/** What of the answer a page may see; all of it if absent. */
	show?(answer: VendorAnswer, lease: LeaseView): VendorAnswer;
	/** Characters that the vendor is asked to speak. */
	characters?(body: Readonly<Record<string, unknown>>): number;
}

/** A page's frame, checked and completed. */
export interface OutgoingFrame {
	readonly frame: string;
	/** Characters that the vendor is asked to speak. */
	readonly characters: number;
	/** Empty if it has none. */
	readonly requestId: string;
}

/** A socket of a vendor that a page may use. */
export interface VendorChannel {
	/** Signed address; not to be logged. @throws {RequestRejected} */
	address(lease: LeaseView): { readonly url: string; readonly headers?: Readonly<Record<string, string>> };
	/** Checks and completes a text frame of the page. @throws {RequestRejected} with the frame's request id */
	outgoing(frame: string, lease: LeaseView): OutgoingFrame;
	/** Whether binary frames (sound) may pass. */
	readonly takesBinary: boolean;
	/** What is sent before the socket is closed because the page is gone; the session ends with it. */
	farewell?(lease: LeaseView): string;
	/** The setting that a refused handshake blames, or `""`. */
	blames?(status: number, body: string): string;
}

/** Sends a request to a vendor and reads its answer. */
export type Send = (request: VendorRequest) => Promise<VendorAnswer>;

/** A vendor, as the gateway sees it: its account, what may be asked, and how to end what costs money. */
export interface VendorDoor {
	readonly vendor: VendorId;
	/** Names of the settings that are missing; while there are any, no lease is given. */
	readonly missing: readonly string[];
	readonly operations: Readonly<Record<string, VendorOperation>>;
	readonly channels: Readonly<Record<string, VendorChannel>>;
	/** Whether the vendor posts callbacks to the gateway, which pass on to the session's page. */
	readonly hasCallbacks?: boolean;
	/** Ends a session at the vendor, also one of an earlier run of the gateway. True once it is over. */
	close?(sessionId: string, send: Send): Promise<boolean>;
	/**
	 * Sessions that were asked for with this lease, for when the answer was never seen. Absent where the vendor's lists
	 * do not tell whose a session is. @throws {NoAnswer} or {RequestRejected} if the vendor does not tell
	 */
	orphans?(leaseId: string, send: Send): Promise<readonly string[]>;
	/**
	 * Sessions of the account that last, whoever asked for them; absent where the vendor has no list. @throws {NoAnswer}
	 * or {RequestRejected} if the vendor does not tell
	 */
	running?(send: Send): Promise<readonly string[]>;
	/** Without `orphans`: what ends such a session all the same, for the log. */
	readonly orphansEnd?: string;
}

/** Where a door gets its time and chance from. */
export interface DoorServices {
	/** Since 1970. */
	readonly now: () => Seconds;
	/** 32 hexadecimal digits, new at every call. */
	readonly newId: () => string;
}
