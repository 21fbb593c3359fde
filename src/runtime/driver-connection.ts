import type { ConnectionError } from "../protocol/errors.ts";
import type { Seconds } from "../util/time.ts";

/** What a connection tells its owner. `closed` comes once and last; nothing comes after the owner closed it. */
export interface ConnectionHandlers {
	/** `roundTrip`: how long a packet goes there and back, about, if it could be told. */
	opened(roundTrip?: Seconds): void;
	/** A frame, verbatim: text unless the other side is broken, which the receiver counts. */
	received(frame: unknown): void;
	closed(error: ConnectionError): void;
}

/** A way to a driver: the gateway's WebSocket, or a recording. Session worker only. */
export interface DriverConnection {
	/** Sends a text frame; dropped if the connection is not open. */
	send(text: string): void;
	/** Ends the connection without telling the handlers. Idempotent. */
	dispose(): void;
	/** After {@link dispose}: settles when the other side knows, or does not answer. A thread that ends before takes the news with it. */
	released(): Promise<void>;
}
