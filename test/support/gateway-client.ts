import type { IncomingMessage } from "node:http";
import { WebSocket } from "ws";
import { GATEWAY_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from "../../src/protocol/gateway-messages.ts";
import type { SessionGrant } from "../../src/protocol/session-grant.ts";

export interface Refused {
	readonly status: number;
	readonly body: { readonly code: string; readonly message: string };
}

/** Asks for a session as a page of `origin` does. */
export async function requestSession(gateway: string, headers: Record<string, string>): Promise<Response> {
	return fetch(new URL("/v1/sessions", gateway), { method: "POST", headers });
}

export async function openSession(gateway: string, origin = gateway): Promise<SessionGrant> {
	const response = await requestSession(gateway, { origin });
	if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
	return (await response.json()) as SessionGrant;
}

const readAll = async (response: IncomingMessage) => {
	let body = "";
	for await (const chunk of response) body += String(chunk);
	return body;
};

/** A browser's end of a session's socket: keeps every frame and hands them out in order. */
export class GatewayClient {
	readonly frames: string[] = [];
	/** Frames of the compact form; they are not among `frames`. */
	readonly binary: Buffer[] = [];
	readonly socket: WebSocket;
	closed: { code: number; reason: string } | null = null;
	#taken = 0;
	#wake: () => void = () => {};

	private constructor(socket: WebSocket) {
		this.socket = socket;
		socket.on("message", (data, isBinary) => {
			if (isBinary) this.binary.push(data as Buffer);
			else this.frames.push(String(data));
			this.#wake();
		});
		socket.on("close", (code, reason) => {
			this.closed = { code, reason: String(reason) };
			this.#wake();
		});
		socket.on("error", () => {});
	}

	/** Connects, or says how the gateway refused. */
	static connect(
		url: string,
		options: { readonly token?: string; readonly origin?: string; readonly protocols?: readonly string[] },
	): Promise<GatewayClient | Refused> {
		const token = options.token === undefined ? [] : [TOKEN_PROTOCOL_PREFIX + options.token];
		const protocols = options.protocols ?? [GATEWAY_PROTOCOL, ...token];
		const origin = options.origin === undefined ? {} : { origin: options.origin };
		const socket = new WebSocket(url, [...protocols], origin);
		const client = new GatewayClient(socket);
		return new Promise((resolve, reject) => {
			socket.once("open", () => resolve(client));
			socket.once("error", reject);
			socket.once("unexpected-response", async (_request, response) => {
				resolve({ status: response.statusCode ?? 0, body: JSON.parse(await readAll(response)) });
			});
		});
	}

	/** Opens a session as a page of the gateway itself and connects to it. */
	static async open(gateway: string): Promise<GatewayClient> {
		const grant = await openSession(gateway);
		const client = await GatewayClient.connect(grant.url, { token: grant.token, origin: gateway });
		if (client instanceof GatewayClient) return client;
		throw new Error(client.body.message);
	}

	/** The next frame that was not handed out yet, parsed; waits for it. */
	async next(): Promise<Record<string, unknown>> {
		while (this.#taken >= this.frames.length) {
			if (this.closed !== null) throw new Error(`closed with ${this.closed.code}: ${this.closed.reason}`);
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
		const frame = this.frames[this.#taken];
		this.#taken += 1;
		return JSON.parse(frame ?? "null");
	}

	/** The next frame that holds all of `fields`; those before it are passed over. */
	async until(fields: Record<string, unknown>): Promise<Record<string, unknown>> {
		for (;;) {
			const frame = await this.next();
			if (Object.entries(fields).every(([name, value]) => frame[name] === value)) return frame;
		}
	}

	/** The vendor's next message for a request. */
	async answer(requestId: string): Promise<Record<string, unknown>> {
		for (;;) {
			const frame = await this.next();
			const payload = frame.Payload as Record<string, unknown> | undefined;
			if (payload?.ReqId === requestId) return payload;
		}
	}

	/** Waits until so many frames of the compact form have come. */
	async untilBinary(count: number): Promise<void> {
		while (this.binary.length < count) {
			if (this.closed !== null) throw new Error(`closed with ${this.closed.code}: ${this.closed.reason}`);
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
	}

	async ended(): Promise<{ code: number; reason: string }> {
		while (this.closed === null)
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		return this.closed;
	}

	/** Asks for `text` to be spoken. */
	speak(requestId: string, text = "Hello."): void {
		this.request({ ReqId: requestId, InputText: text });
	}

	request(fields: Record<string, unknown>): void {
		const payload = { StreamId: "s", VirtualmanProjectId: "", DriverType: "TEXT", ...fields };
		this.socket.send(JSON.stringify({ Header: {}, Payload: payload }));
	}
}
