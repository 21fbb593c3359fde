import type { VendorLease, VendorSocket } from "../session-broker.ts";
import { decodeDownstream } from "./downstream.ts";
import type { TencentInput } from "./tencent-state.ts";

/** What the channel needs of its session. */
export interface CommandChannelServices {
	readonly lease: () => VendorLease;
	readonly send: (input: TencentInput) => void;
	/** Shows a frame verbatim. */
	readonly tell: (direction: "sent" | "received", message: unknown, issues?: readonly string[]) => void;
}

/** Tencent's WebSocket of commands and of what becomes of them (specs, "Creating a Long Connection Channel"). */
export class CommandChannel {
	readonly #services: CommandChannelServices;
	#socket: VendorSocket | null = null;

	constructor(services: CommandChannelServices) {
		this.#services = services;
	}

	connect(): void {
		const { lease, send } = this.#services;
		this.disconnect();
		this.#socket = lease().connect("commandchannel", {
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

	/** Sends a command with its data. */
	command(command: string, requestId: string, data: object): void {
		this.raw({ Header: {}, Payload: { ReqId: requestId, Command: command, Data: data } });
	}

	/** Sends anything. */
	raw(message: unknown): void {
		this.#services.tell("sent", message);
		this.#socket?.send(JSON.stringify(message));
	}

	#received(frame: string | ArrayBuffer): void {
		const message = decodeDownstream(frame);
		this.#services.tell("received", frame, message?.issues ?? ["$: expected a JSON object"]);
		if (message !== null) this.#services.send({ type: "downstream", message });
	}
}
