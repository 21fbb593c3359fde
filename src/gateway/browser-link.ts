import { WebSocket } from "ws";
import { COMPACT_PROTOCOL, type GatewayMessage } from "../protocol/gateway-messages.ts";
import type { Seconds } from "../util/time.ts";
import type { VendorFrame } from "./compact/vendor-frame.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { SharedFrame } from "./shared-frame.ts";

/** Why a browser's connection ends. */
export interface CloseCause {
	/** RFC 6455 §7.4; 4000 and above are ours. */
	readonly code: number;
	/** One plain sentence for the viewer. */
	readonly reason: string;
}

export const CLOSE = {
	restart: { code: 1012, reason: "The gateway is being restarted." },
	/** May resume. */
	tooSlow: { code: 1013, reason: "This connection is too slow for the speech that is being sent." },
	replaced: { code: 4001, reason: "The session was taken over by another connection." },
	sessionOver: { code: 4002, reason: "The session has ended." },
	sessionLost: { code: 4002, reason: "The gateways have lost the session; a new one can be opened." },
	flood: { code: 1008, reason: "Too many messages were sent." },
} as const satisfies Record<string, CloseCause>;

/** Shares of the backlog: between them a browser neither stops its sender nor lets it go on. */
const CAUGHT_UP = 0.1;
const FILLING = 0.25;

/** Milliseconds for the browser to answer our close; a stalled one never does. */
const CLOSE_TIMEOUT_MS = 2000;

export interface BrowserLinkOptions {
	/** Bytes that may wait in the socket. */
	readonly backlog: number;
	readonly heartbeat: Seconds;
	readonly received: (data: Buffer, isBinary: boolean) => void;
	/** Once, whoever closed. */
	readonly closed: (code: number) => void;
}

/** A browser's socket with what `ws` leaves to its user: back-pressure, heartbeat and an end that is sure to come. */
export class BrowserLink {
	readonly #socket: WebSocket;
	readonly #backlog: number;
	readonly #isCompact: boolean;
	readonly #heartbeat: Heartbeat;

	constructor(socket: WebSocket, options: BrowserLinkOptions) {
		this.#socket = socket;
		this.#backlog = options.backlog;
		this.#isCompact = socket.protocol === COMPACT_PROTOCOL;
		this.#heartbeat = new Heartbeat(socket, options.heartbeat);
		socket.on("message", (data, isBinary) => options.received(data as Buffer, isBinary));
		socket.once("close", (code) => {
			this.#heartbeat.dispose();
			options.closed(code);
		});
	}

	/** True if little enough waits that more may follow without a doubt. */
	get isCaughtUp(): boolean {
		return this.#socket.bufferedAmount < this.#backlog * CAUGHT_UP;
	}

	/** True if so much waits that whoever sends should pause. */
	get isFilling(): boolean {
		return this.#socket.bufferedAmount > this.#backlog * FILLING;
	}

	/** The frame counts too: a guard without it overshoots by a whole clause. */
	hasRoomFor(frame: Buffer | string): boolean {
		return this.#socket.bufferedAmount + Buffer.byteLength(frame) <= this.#backlog;
	}

	/** Whether this browser takes the compact form. */
	get isCompact(): boolean {
		return this.#isCompact;
	}

	/** The form in which this browser takes a message of the vendor. */
	formOf(frame: VendorFrame): SharedFrame {
		return this.#isCompact ? frame.compact : frame.verbatim;
	}

	/** Sends a message of the vendor, as {@link send} does. */
	pass(frame: VendorFrame): boolean {
		const form = this.formOf(frame);
		if (!this.#mayTake(form.bytes)) return false;
		form.sendOn(this.#socket);
		return true;
	}

	/**
	 * Sends a message of text. False if the browser is too slow for it: then the connection is being closed, because a
	 * reply with a hole is worse than one that resumes.
	 */
	send(text: Buffer | string): boolean {
		if (!this.#mayTake(text)) return false;
		this.#socket.send(text, { binary: false, compress: false });
		return true;
	}

	control(message: GatewayMessage): boolean {
		return this.send(JSON.stringify(message));
	}

	/** Idempotent. The socket is cut if the browser does not answer in time. */
	close({ code, reason }: CloseCause): void {
		if (this.#socket.readyState !== WebSocket.OPEN) return;
		this.#socket.close(code, reason);
		setTimeout(() => this.#socket.terminate(), CLOSE_TIMEOUT_MS).unref();
	}

	#mayTake(bytes: Buffer | string): boolean {
		if (this.#socket.readyState !== WebSocket.OPEN) return false;
		if (this.hasRoomFor(bytes)) return true;
		this.close(CLOSE.tooSlow);
		return false;
	}
}
