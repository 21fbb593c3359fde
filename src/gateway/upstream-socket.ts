import type { IncomingMessage } from "node:http";
import { WebSocket } from "ws";
import { type Seconds, seconds } from "../util/time.ts";
import { Heartbeat } from "./heartbeat.ts";

/** What becomes of a connection to the vendor. After `refused` or `broke` nothing more is called. */
export interface UpstreamSocketListener {
	opened(): void;
	/** A text frame. */
	message(frame: Buffer): void;
	/** A binary frame, which the vendor never sends; it is dropped. */
	binary(bytes: number): void;
	/** The handshake was answered with an HTTP status instead of a socket. */
	refused(status: number): void;
	/** It could not be made, or ended. `detail` is for the log. */
	broke(detail: string): void;
	/** The vendor's clock, seconds since 1970, as its HTTP answer tells. */
	date(theirs: Seconds): void;
}

/** Milliseconds for TCP, TLS and the handshake. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Milliseconds for the peer to answer our close; then the socket is cut. */
const CLOSE_TIMEOUT_MS = 1000;
/** Bytes; the longest clause that was seen in documents (20 s) is 1.3 MB as JSON. */
const MAX_MESSAGE = 16 * 2 ** 20;

/** One connection to the vendor, from its handshake to its end. Makes no second: that is for its owner to decide. */
export class UpstreamSocket {
	readonly #socket: WebSocket;
	#pulse: Heartbeat | null = null;
	/** Null once nothing more is to be told. */
	#listener: UpstreamSocketListener | null;

	/** `url` is signed: not to be logged. */
	constructor(url: string, heartbeat: Seconds, listener: UpstreamSocketListener) {
		const socket = new WebSocket(url, {
			handshakeTimeout: CONNECT_TIMEOUT_MS,
			maxPayload: MAX_MESSAGE,
			perMessageDeflate: false,
		});
		this.#socket = socket;
		this.#listener = listener;
		let detail = "";
		socket.on("upgrade", (response) => this.#seeDate(response));
		socket.on("unexpected-response", (_request, response) => this.#refused(response));
		socket.on("open", () => {
			const pulse = new Heartbeat(socket, heartbeat);
			this.#pulse = pulse;
			socket.once("close", () => pulse.dispose());
			this.#listener?.opened();
		});
		socket.on("message", (data, isBinary) => {
			if (isBinary) this.#listener?.binary((data as Buffer).length);
			else this.#listener?.message(data as Buffer);
		});
		// `close` follows every error and does the work; the listener keeps the error from being fatal.
		socket.on("error", (error) => {
			detail = error.message;
		});
		socket.on("close", (code) => this.#end()?.broke(detail || `closed with ${code}`));
	}

	get isOpen(): boolean {
		return this.#socket.readyState === WebSocket.OPEN;
	}

	/** Only while open. */
	send(frame: string): void {
		this.#socket.send(frame);
	}

	/** Stops or goes on reading: the vendor then feels that a browser is slow. */
	set paused(paused: boolean) {
		if (!this.isOpen || paused === this.#socket.isPaused) return;
		if (this.#pulse !== null) this.#pulse.suspended = paused;
		if (paused) this.#socket.pause();
		else this.#socket.resume();
	}

	/** Closes without telling the listener. Idempotent. */
	dispose(): void {
		this.#listener = null;
		if (this.#socket.readyState === WebSocket.CLOSED) return;
		if (this.isOpen) this.#socket.close(1000);
		else this.#socket.terminate();
		setTimeout(() => this.#socket.terminate(), CLOSE_TIMEOUT_MS).unref();
	}

	#refused(response: IncomingMessage): void {
		this.#seeDate(response);
		response.destroy();
		this.#end()?.refused(response.statusCode ?? 0);
		this.#socket.terminate();
	}

	/** Who is to be told of the end; nobody the second time. */
	#end(): UpstreamSocketListener | null {
		const listener = this.#listener;
		this.#listener = null;
		return listener;
	}

	#seeDate(response: IncomingMessage): void {
		const theirs = Date.parse(response.headers.date ?? "") / 1000;
		if (Number.isFinite(theirs)) this.#listener?.date(seconds(theirs));
	}
}
