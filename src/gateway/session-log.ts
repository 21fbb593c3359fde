import type {
	SessionCommand,
	SessionEvent,
	SessionLease,
	SessionNews,
	SessionSnapshot,
} from "./session-event.ts";

/**
 * Everything that happens in one session, in one order, the same for every gateway that takes part. What a gateway
 * shows its browsers comes from here alone, its own words included: that is why another can take its place.
 */
export interface SessionLog {
	/** Adds what a browser asks for. In order; kept until it could be added. */
	ask(command: SessionCommand): void;
	/** Adds what the session's keeper tells. */
	tell(news: SessionNews): void;
	/**
	 * Adds that this gateway keeps the session; whatever another one tells from then on is not added. False if another
	 * was faster.
	 */
	claim(lease: SessionLease, snapshot: () => SessionSnapshot): Promise<boolean>;
	/** True while so much waits to be added that whoever tells should pause. */
	readonly isFilling: boolean;
	/** False while something of this gateway's is on its way into the log: a snapshot would lack it. */
	readonly isSettled: boolean;
	/** Settles when everything that was added before this call, by whomever, has been told to the listener. */
	sync(): Promise<void>;
	/** Settles when everything that this gateway added is there, or will not be. */
	flush(): Promise<void>;
	/** Nothing more is told. Idempotent. */
	dispose(): void;
}

export interface SessionLogListener {
	/** The next event. */
	happened(event: SessionEvent): void;
	/** Another gateway keeps the session now: what this one told last was not added. */
	deposed(): void;
	/** Nothing of the session is left on the bus. */
	lost(): void;
}
