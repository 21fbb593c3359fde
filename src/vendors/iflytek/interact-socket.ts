import type { VendorLease, VendorSocket } from "../session-broker.ts";
import { decodeIflytek } from "./iflytek-event.ts";
import type { IflytekRequest } from "./iflytek-requests.ts";
import type { IflytekInput } from "./iflytek-state.ts";

/** What the socket needs of its session. */
export interface InteractSocketServices {
	readonly lease: () => VendorLease;
	readonly send: (input: IflytekInput) => void;
	/** Shows a frame verbatim. */
	readonly tell: (direction: "sent" | "received", message: unknown, issues?: readonly string[]) => void;
}

/** iFLYTEK's one WebSocket, by which everything goes but the picture. */
export class InteractSocket {
	readonly #services: InteractSocketServices;
	#socket: VendorSocket | null = null;
	#session = "";

	constructor(services: InteractSocketServices) {
		this.#services = services;
	}

	/** What the service gave for a reconnection (`header.session`), to be sent back; no document says what it does. */
	get session(): string {
		return this.#session;
	}

	connect(): void {
		const { lease, send } = this.#services;
		this.disconnect();
		this.#socket = lease().connect("interact", {
			opened: () => send({ type: "socket-opened" }),
			message: (frame) => this.#received(frame),
			rejected: (reason, requestId) => send({ type: "rejected", reason, requestId }),
			closed: (end) => {
				this.#socket = null;
				send({ type: "socket-closed", end });
			},
		});
	}

	/** Idempotent. */
	disconnect(): void {
		this.#socket?.close();
		this.#socket = null;
	}

	request(request: IflytekRequest): void {
		this.#services.tell("sent", request);
		this.#socket?.send(JSON.stringify(request));
		this.#services.send({ type: "sent" });
	}

	#received(frame: string | ArrayBuffer): void {
		const event = decodeIflytek(frame);
		this.#services.tell("received", frame, event?.issues ?? ["$: expected a JSON object"]);
		this.#services.send({ type: "alive" });
		if (event === null) return;
		if (event.session !== "") this.#session = event.session;
		this.#services.send({ type: "event", event });
	}
}
