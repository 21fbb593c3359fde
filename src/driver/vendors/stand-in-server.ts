import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { readBody } from "./media/read-body.ts";

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

/** What a planted fault does instead of the answer. `silence` never answers. */
export type PlantedFault = StandInAnswer | "silence" | "hang-up";

/** What a stand-in does. */
export interface StandInBehaviour {
	answer(request: StandInRequest): Promise<StandInAnswer> | StandInAnswer;
	/** A WebSocket has been opened; a behaviour without sockets refuses them all. */
	opened?(socket: WebSocket, request: StandInRequest): void;
}

/** A vendor's server on this machine: HTTP with JSON, WebSockets, and faults that are planted by path. */
export class StandInServer {
	readonly url: string;
	/** Every request, oldest first. */
	readonly requests: StandInRequest[] = [];
	readonly #http: Server;
	readonly #sockets: WebSocketServer;
	readonly #faults = new Map<string, PlantedFault[]>();

	private constructor(http: Server, sockets: WebSocketServer) {
		this.#http = http;
		this.#sockets = sockets;
		const { address, port } = http.address() as AddressInfo;
		this.url = `http://${address.includes(":") ? `[${address}]` : address}:${port}`;
	}

	/** Rejects if the port is taken. */
	static async start(behaviour: StandInBehaviour, port = 0, host = "127.0.0.1"): Promise<StandInServer> {
		const http = createServer();
		const sockets = new WebSocketServer({ noServer: true });
		await new Promise<void>((listening, failed) => {
			http.once("error", failed);
			http.listen(port, host, listening);
		});
		const server = new StandInServer(http, sockets);
		server.#serve(behaviour);
		return server;
	}

	/** The next requests of this path are answered so, one after the other; behind them all is well again. */
	plant(path: string, ...faults: readonly PlantedFault[]): void {
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

	/** Idempotent. */
	async dispose(): Promise<void> {
		for (const socket of this.#sockets.clients) socket.terminate();
		this.#http.closeAllConnections();
		await new Promise<void>((closed) => this.#http.close(() => closed()));
	}

	#serve(behaviour: StandInBehaviour): void {
		this.#http.on("request", async (message, response) => {
			const request = await readRequest(message);
			this.requests.push(request);
			const fault = this.#faults.get(request.path)?.shift();
			if (fault === "silence") return;
			if (fault === "hang-up") {
				message.socket.destroy();
				return;
			}
			const { status = 200, body } = fault ?? (await behaviour.answer(request));
			const text = typeof body === "string" ? body : JSON.stringify(body);
			response.writeHead(status, { "content-type": "application/json" }).end(text);
		});
		this.#http.on("upgrade", async (message, socket, head) => {
			const request = await readRequest(message);
			this.requests.push(request);
			const fault = this.#faults.get(request.path)?.shift();
			if (fault === "silence") return;
			if (fault !== undefined || behaviour.opened === undefined) {
				const status = typeof fault === "object" ? (fault.status ?? 400) : 404;
				socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
				return;
			}
			this.#sockets.handleUpgrade(message, socket, head, (opened) => behaviour.opened?.(opened, request));
		});
	}
}

async function readRequest(message: IncomingMessage): Promise<StandInRequest> {
	const { pathname, searchParams } = new URL(message.url ?? "/", "http://stand-in");
	const text = message.headers.upgrade === undefined ? await readBody(message) : "";
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
