import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** A request as it arrived, parsed. */
export interface StandInRequest {
	readonly Payload: Record<string, unknown> & { readonly ReqId: string };
}

export interface StandInOptions {
	readonly appkey: string;
	readonly accessToken: string;
	/** What to send for a request; by default one message that ends it. */
	readonly answer?: (request: StandInRequest, socket: WebSocket, standIn: StandInUpstream) => void;
	/** HTTP status instead of a socket. */
	readonly status?: number;
	readonly port?: number;
}

/** A SPEECH message with the fields that matter to a relay. */
export function speechFrame(requestId: string, fields: Record<string, unknown> = {}, errorCode = 0): string {
	return JSON.stringify({
		Header: { Code: 0, Message: "" },
		Payload: {
			ReqId: requestId,
			DriverRspType: "SPEECH",
			ErrorCode: errorCode,
			ErrorMessage: errorCode === 0 ? "" : "no",
			SpeechRsp: { Audio: "AAAA", SeqNo: 1, SentenceStart: false, Final: false, ...fields },
		},
	});
}

/** A driver that checks the signature by its own arithmetic and answers as a test wants, on a real socket. */
export class StandInUpstream {
	readonly requests: StandInRequest[] = [];
	/** Queries of all connections that were accepted. */
	readonly queries: URLSearchParams[] = [];
	/** Connections that were refused for their signature. */
	refused = 0;
	status: number | undefined;
	readonly #options: StandInOptions;
	readonly #server: Server;
	readonly #sockets = new WebSocketServer({ noServer: true });

	private constructor(options: StandInOptions) {
		this.#options = options;
		this.status = options.status;
		this.#server = createServer((_request, response) => response.writeHead(426).end());
		this.#server.on("upgrade", (request, socket, head) => {
			const status = this.status ?? (this.#signatureHolds(request) ? undefined : 401);
			if (status !== undefined) {
				this.refused += 1;
				socket.end(
					`HTTP/1.1 ${status} No\r\nDate: ${new Date().toUTCString()}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
				);
				return;
			}
			this.#sockets.handleUpgrade(request, socket, head, (accepted) => this.#accept(request, accepted));
		});
	}

	static async start(options: StandInOptions): Promise<StandInUpstream> {
		const standIn = new StandInUpstream(options);
		await new Promise<void>((resolve) => standIn.#server.listen(options.port ?? 0, "127.0.0.1", resolve));
		return standIn;
	}

	get port(): number {
		return (this.#server.address() as AddressInfo).port;
	}

	get url(): string {
		return `ws://127.0.0.1:${this.port}/v2/ws/ivh/interactdriver/interactdriverservice/driverengine`;
	}

	/** Connections that stand now. */
	get connections(): number {
		return this.#sockets.clients.size;
	}

	/** Cuts every connection as a broken network does. */
	cut(): void {
		for (const socket of this.#sockets.clients) socket.terminate();
	}

	async dispose(): Promise<void> {
		this.cut();
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	#signatureHolds(request: IncomingMessage): boolean {
		const query = new URL(request.url ?? "", "ws://x").searchParams;
		const plain = [...query]
			.filter(([name]) => name !== "signature")
			.map(([name, value]) => `${name}=${value}`)
			.sort()
			.join("&");
		const expected = createHmac("sha256", this.#options.accessToken).update(plain).digest("base64");
		const age = Math.abs(Date.now() / 1000 - Number(query.get("timestamp")));
		return query.get("appkey") === this.#options.appkey && query.get("signature") === expected && age < 300;
	}

	#accept(request: IncomingMessage, socket: WebSocket): void {
		this.queries.push(new URL(request.url ?? "", "ws://x").searchParams);
		socket.on("message", (data) => {
			const message = JSON.parse(String(data)) as StandInRequest;
			this.requests.push(message);
			const answer = this.#options.answer;
			if (answer !== undefined) answer(message, socket, this);
			else socket.send(speechFrame(message.Payload.ReqId, { Final: true }));
		});
	}
}
