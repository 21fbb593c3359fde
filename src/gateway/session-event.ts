import type { GatewayError, UpstreamState } from "../protocol/gateway-messages.ts";
import type { OutgoingRequest } from "./browser-frame.ts";
import type { CloseCause } from "./browser-link.ts";

/** Who a session belongs to, for limits and logs. */
export interface SessionHolder {
	/** The browser's address. */
	readonly address: string;
	/** Name of the application key, or empty in public mode. */
	readonly key: string;
	/** The page's origin, or empty for a program. */
	readonly origin: string;
}

/** A connection of the owner: which gateway it ends at, and its number in the session. */
export interface OwnerConnection {
	readonly gateway: string;
	readonly connection: number;
}

/** Asked by whatever gateway a browser is connected to. */
export type SessionCommand =
	/** The owner's connection stands, in place of any before it. */
	| ({ readonly type: "arrived" } & OwnerConnection)
	/** It is gone. `code` as WebSocket close codes are. */
	| { readonly type: "left"; readonly connection: number; readonly code: number }
	/** A gateway's count of viewers changed. */
	| { readonly type: "audience"; readonly gateway: string; readonly viewers: number }
	/** A well-formed request of the owner. */
	| { readonly type: "request"; readonly request: OutgoingRequest }
	/** The owner's browser is slow: the vendor is to wait, or to go on. */
	| { readonly type: "hold"; readonly on: boolean }
	/** Whoever may has asked for the session's end. */
	| { readonly type: "end" };

/** Told by the gateway that keeps the session, and by no other at that time. */
export type SessionNews =
	/** A message of the vendor. `frame` is opaque, as the vendor wrote it. */
	| {
			readonly type: "message";
			/** Counts from 1 for the session's life. */
			readonly sequence: number;
			readonly requestId: string;
			/** A clause or a reply begins with it. */
			readonly boundary: boolean;
			/** Nothing more of this request follows. */
			readonly ended: boolean;
			readonly frame: Buffer;
	  }
	| { readonly type: "upstream"; readonly state: UpstreamState; readonly reason: string }
	/** A request was refused, or (the rest of) its answer is lost. */
	| { readonly type: "error"; readonly error: GatewayError }
	/** A gateway keeps the session from here on; told again from time to time for gateways that come in later. */
	| ({ readonly type: "kept"; readonly state: SessionSnapshot } & SessionLease)
	/** It keeps it no more; any other may. */
	| { readonly type: "released" }
	| { readonly type: "over"; readonly cause: CloseCause };

/** What a session's events add up to, for who has not seen them. */
export interface SessionSnapshot {
	readonly sequence: number;
	readonly upstream: UpstreamState;
	/** The newest connection of the owner, and the number of the newest that has ended. */
	readonly arrived: OwnerConnection | null;
	readonly left: number;
	readonly held: boolean;
	readonly awayBytes: number;
	readonly isEnding: boolean;
	readonly open: readonly (readonly [requestId: string, request: OpenRequest])[];
	readonly audiences: readonly (readonly [gateway: string, viewers: number])[];
}

/** A request whose answer has not come to its end. */
export interface OpenRequest {
	/** What was asked, in order; empty as soon as the answer has begun, for then it cannot be asked again. */
	readonly requests: readonly OutgoingRequest[];
	readonly answered: boolean;
}

/** Which gateway keeps a session. `epoch` goes up with every change; an empty `gateway` waits for another to take over. */
export interface SessionLease {
	readonly gateway: string;
	readonly epoch: number;
}

/** Everything that happens in a session. One order of them is the session: see {@link SessionLog}. */
export type SessionEvent = SessionCommand | SessionNews;
