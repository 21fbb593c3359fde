import type { IncomingMessage } from "node:http";
import { type RawData, WebSocket } from "ws";
import { VENDOR_CLOSE, type VendorSocketMessage } from "../../protocol/vendor-broker.ts";
import type { Seconds } from "../../util/time.ts";
import { Heartbeat } from "../heartbeat.ts";
import { closeWith, type LeaseSocket } from "./lease-socket.ts";
import { RequestRejected } from "./request-rejected.ts";
import type { LeaseView, VendorChannel } from "./vendor-door.ts";

/** Milliseconds for TCP, TLS and the handshake. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Milliseconds for the vendor to answer a farewell or a close; then the socket is cut. */
const FAREWELL_MS = 2000;
/** Bytes of a frame of the vendor. */
const MAX_FRAME = 4 * 2 ** 20;
/** Bytes of a refusal that are read to find out what is wrong. */
const MAX_REFUSAL = 4096;
export interface RelayOptions {
	readonly page: WebSocket;
	readonly channel: VendorChannel;
	readonly lease: LeaseView;
	readonly heartbeat: Seconds;
	/** Bytes that may wait for a slow page before it is let go. */
	readonly backlog: number;
	/** Why so many characters may not be spoken, or `null`. */
	readonly refuses: (characters: number) => string | null;
	/** Called once, when both sockets are gone. `detail` is for the log. */
	readonly onGone: (relay: VendorRelay, detail: string) => void;
}

/** A page's socket and the vendor's, one behind the other: frames pass verbatim, those of the page after a check. */
export class VendorRelay implements LeaseSocket {
	/** Resolves when both sockets are gone. */
	readonly gone: Promise<void>;
	readonly #options: RelayOptions;
	readonly #upstream: WebSocket;
	#detail = "";

	/** @throws {RequestRejected} if the channel cannot be opened now */
	constructor(options: RelayOptions) {
		this.#options = options;
		const { page, channel, lease } = options;
		const { url, headers = {} } = channel.address(lease);
		const upstream = new WebSocket(url, {
			headers,
			handshakeTimeout: CONNECT_TIMEOUT_MS,
			maxPayload: MAX_FRAME,
			perMessageDeflate: false,
		});
		this.#upstream = upstream;
		this.#listenToVendor();
		page.on("message", (data, isBinary) => this.#fromPage(data, isBinary));
		page.once("close", () => this.#leave());
		page.on("error", () => {});
		const ends = [page, upstream].map((socket) => new Promise((resolve) => socket.once("close", resolve)));
		this.gone = Promise.all(ends).then(() => options.onGone(this, this.#detail));
		for (const socket of [page, upstream]) {
			const pulse = new Heartbeat(socket, options.heartbeat);
			// Until it is open there is nobody to ping.
			pulse.suspended = socket === upstream;
			socket.once("open", () => {
				pulse.suspended = false;
			});
			socket.once("close", () => pulse.dispose());
		}
	}

	/** The lease is over: the page is told, the vendor's session is ended as the channel knows how. */
	endLease(reason: string): void {
		closeWith(this.#options.page, VENDOR_CLOSE.lease, reason);
		this.#leave();
	}

	#listenToVendor(): void {
		const upstream = this.#upstream;
		const { page, backlog } = this.#options;
		upstream.on("open", () => {
			if (page.readyState === WebSocket.OPEN) this.#tell({ type: "facewire", event: "open" });
			else this.#leave();
		});
		upstream.on("message", (data, isBinary) => {
			if (page.readyState !== WebSocket.OPEN) return;
			page.send(data as Buffer, { binary: isBinary });
			if (page.bufferedAmount > backlog) page.close(1013, "too slow");
		});
		upstream.on("unexpected-response", (_request, response) => void this.#refused(response));
		// `close` follows every error and does the work; the listener keeps the error from being fatal.
		upstream.on("error", (error) => {
			this.#detail = error.message;
		});
		upstream.on("close", (code, reason) => {
			if (mayBeSent(code)) closeWith(page, code, String(reason));
			else closeWith(page, VENDOR_CLOSE.broke, "");
		});
	}

	async #refused(response: IncomingMessage): Promise<void> {
		const { channel, page } = this.#options;
		const status = response.statusCode ?? 0;
		let body = "";
		response.setEncoding("utf8");
		try {
			for await (const chunk of response) {
				body += chunk;
				if (body.length > MAX_REFUSAL) break;
			}
		} catch {
			// What has come will do.
		}
		this.#tell({
			type: "facewire",
			event: "refused",
			status,
			credential: channel.blames?.(status, body) ?? "",
		});
		closeWith(page, VENDOR_CLOSE.refused, "");
		this.#upstream.terminate();
	}

	#fromPage(data: RawData, isBinary: boolean): void {
		const { channel, lease, refuses } = this.#options;
		if (this.#upstream.readyState !== WebSocket.OPEN) return;
		if (isBinary) {
			if (channel.takesBinary) this.#upstream.send(data as Buffer);
			else this.#reject("This socket takes text only.", "");
			return;
		}
		try {
			const { frame, characters, requestId } = channel.outgoing(String(data), lease);
			const refusal = refuses(characters);
			if (refusal === null) this.#upstream.send(frame);
			else this.#reject(refusal, requestId);
		} catch (error) {
			if (!(error instanceof RequestRejected)) throw error;
			this.#reject(error.message, error.requestId);
		}
	}

	#reject(reason: string, requestId: string): void {
		this.#tell({ type: "facewire", event: "rejected", reason, requestId });
	}

	#tell(message: VendorSocketMessage): void {
		if (this.#options.page.readyState === WebSocket.OPEN) this.#options.page.send(JSON.stringify(message));
	}

	/** Says goodbye to the vendor, and cuts the line if it does not answer. Idempotent. */
	#leave(): void {
		const upstream = this.#upstream;
		if (upstream.readyState === WebSocket.CONNECTING) upstream.terminate();
		if (upstream.readyState !== WebSocket.OPEN) return;
		const farewell = this.#options.channel.farewell?.(this.#options.lease);
		if (farewell !== undefined) upstream.send(farewell);
		upstream.close(1000);
		setTimeout(() => upstream.terminate(), FAREWELL_MS).unref();
	}
}

/** Codes that a close frame may carry. */
const mayBeSent = (code: number) =>
	(code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
