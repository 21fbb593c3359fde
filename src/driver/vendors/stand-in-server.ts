import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { readBody } from "./media/read-body.ts";

/** Bytes of a WebSocket's message, unless a vendor takes more. */
const MAX_FRAME = 2 ** 20;

/** A request as a stand-in sees it. */
export interface StandInRequest {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly authorization: string;
	readonly headers: IncomingMessage["headers"];
	/** Parsed; `undefined` if there is none, or it is no JSON. */
	readonly body: unknown;
}

export interface StandInAnswer {
	/** 200 if not given. */
	readonly status?: number;
	readonly body: unknown;
}

/** What becomes of a request, planned or not. `silence` never answers. */
export type StandInReply = StandInAnswer | "silence" | "hang-up";

/** A handshake that is not taken: an HTTP status, and the vendor's words for it. */
export interface HandshakeRefusal {
	readonly status: number;
	readonly text: string;
}

/** What a stand-in does. */
export interface StandInBehaviour {
	answer(request: StandInRequest): Promise<StandInReply> | StandInReply;
	/** Why a WebSocket may not be opened; `null` if it may. All may if absent. */
	refuses?(request: StandInRequest): HandshakeRefusal | "silence" | null;
	/** A WebSocket has been opened; a behaviour without sockets refuses them all. */
	opened?(socket: WebSocket, request: StandInRequest): void;
}

export interface StandInServerOptions {
	/** Any free one if not given. */
	readonly port?: number | undefined;
	readonly host?: string | undefined;
	/** Bytes of a WebSocket's message. */
	readonly maxPayload?: number;
}

/** A vendor's server on this machine: HTTP with JSON, WebSockets, and faults that are planted by path. */
export class StandInServer {
	readonly url: string;
	/** Every request, oldest first. */
	readonly requests: StandInRequest[] = [];
	readonly #http: Server;
	readonly #sockets: WebSocketServer;
	readonly #faults = new Map<string, StandInReply[]>();

	private constructor(http: Server, sockets: WebSocketServer) {
		this.#http = http;
		this.#sockets = sockets;
		const { address, port } = http.address() as AddressInfo;
		this.url = `http://${address.includes(":") ? `[${address}]` : address}:${port}`;
	}

	/** Rejects if the port is taken. */
	static async start(
		behaviour: StandInBehaviour,
		{ port = 0, host = "127.0.0.1", maxPayload = MAX_FRAME }: StandInServerOptions = {},
	): Promise<StandInServer> {
		const http = createServer();
		const sockets = new WebSocketServer({ noServer: true, maxPayload });
		await new Promise<void>((listening, failed) => {
			http.once("error", failed);
			http.listen(port, host, listening);
		});
		const server = new StandInServer(http, sockets);
		server.#serve(behaviour);
		return server;
	}

	/** The next requests of this path are answered so, one after the other; behind them all is well again. */
	plant(path: string, ...faults: readonly StandInReply[]): void {
		this.#faults.set(path, [...(this.#faults.get(path) ?? []), ...faults]);
	}

	/** Forgets every request, and every fault that was not met. */
	forget(): void {
		this.requests.length = 0;
		this.#faults.clear();
	}

	/** Requests of this path so far. */
	countOf(path: string): number {
		return this.requests.filter((request) => request.path === path).length;
	}

	/** WebSockets that stand. */
	get sockets(): ReadonlySet<WebSocket> {
		return this.#sockets.clients;
	}

	/** Cuts every WebSocket as a broken network does. */
	cut(): void {
		for (const socket of this.sockets) socket.terminate();
	}

	/** Idempotent. */
	async dispose(): Promise<void> {
		this.cut();
		this.#http.closeAllConnections();
		await new Promise<void>((closed) => this.#http.close(() => closed()));
	}

	#serve(behaviour: StandInBehaviour): void {
		this.#http.on("request", async (message, response) => {
			const request = await readRequest(message);
			this.requests.push(request);
			const reply = this.#faults.get(request.path)?.shift() ?? (await behaviour.answer(request));
			if (reply === "silence") return;
			if (reply === "hang-up") {
				message.socket.destroy();
				return;
			}
			const { status = 200, body } = reply;
			const text = typeof body === "string" ? body : JSON.stringify(body);
			response.writeHead(status, { "content-type": "application/json" }).end(text);
		});
		this.#http.on("upgrade", async (message, socket, head) => {
			const request = await readRequest(message);
			this.requests.push(request);
			const refusal = this.#refusal(behaviour, request);
			if (refusal === "silence") return;
			if (refusal !== null) {
				const { status, text } = refusal;
				const head = `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(text)}`;
				socket.end(`${head}\r\n\r\n${text}`);
				return;
			}
			this.#sockets.handleUpgrade(message, socket, head, (opened) => behaviour.opened?.(opened, request));
		});
	}

	#refusal(behaviour: StandInBehaviour, request: StandInRequest): HandshakeRefusal | "silence" | null {
		const fault = this.#faults.get(request.path)?.shift();
		if (fault === "silence") return fault;
		if (fault !== undefined)
			return { status: typeof fault === "object" ? (fault.status ?? 400) : 404, text: "" };
		if (behaviour.opened === undefined) return { status: 404, text: "" };
		return behaviour.refuses?.(request) ?? null;
	}
}

async function readRequest(message: IncomingMessage): Promise<StandInRequest> {
	const { pathname, searchParams } = new URL(message.url ?? "/", "http://stand-in");
	// What is longer than a stand-in reads is no request that it knows.
	const text = message.headers.upgrade === undefined ? await readBody(message).catch(() => "") : "";
	return {
		method: message.method ?? "GET",
		path: pathname,
		query: searchParams,
		authorization: message.headers.authorization ?? "",
		headers: message.headers,
		body: parse(text),
	};
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
