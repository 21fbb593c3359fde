import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { type Fields, fieldsOf, parseFields } from "../../../protocol/loose-fields.ts";
import { type Seconds, seconds } from "../../../util/time.ts";
import { type Fault, FaultPlan } from "../fault-plan.ts";
import { type MediaHook, NO_MEDIA } from "../media/media-hook.ts";
import { type StandInVoice, steadyVoice } from "../stand-in-voice.ts";
import { AvatarSession } from "./avatar-session.ts";
import {
	checkIflytekHandshake,
	type HandshakeRefusal,
	type IflytekCredentials,
} from "./check-iflytek-handshake.ts";
import { DriveFault, ProtocolFault } from "./iflytek-fault.ts";

export interface IflytekStandInOptions extends IflytekCredentials {
	readonly port?: number;
	/** Avatars that the account may use. */
	readonly avatars?: readonly string[];
	readonly voice?: StandInVoice;
	readonly media?: MediaHook;
	/** Length of a second of speech, in seconds. */
	readonly timeScale?: number;
	readonly skew?: Seconds;
	/** Seconds without a message after which the connection is cut; the documents say nothing. */
	readonly idle?: number;
	readonly strict?: boolean;
	/** Time of day, seconds. */
	readonly now?: () => number;
}

/** A stand-in for iFLYTEK's service that is running. */
export interface IflytekStandIn {
	/** `ws://host:port/v1/interact`. */
	readonly url: string;
	readonly faults: FaultPlan;
	/** Every request, parsed, in order. */
	readonly requests: readonly Fields[];
	/** Handshakes that were refused. */
	readonly refusals: readonly HandshakeRefusal[];
	readonly bill: {
		readonly sessionsOpened: number;
		readonly sessionsOpen: number;
		readonly spokenSeconds: number;
	};
	/** Cuts every connection as a broken network does. */
	cut(): void;
	/** Ends every connection, and forgets requests, refusals, faults and the bill. */
	forget(): void;
	dispose(): Promise<void>;
}

const PATH = "/v1/interact";
/** Bytes of a request: 10 MB of base64 sound, and the rest. */
const MAX_FRAME = 11 * 2 ** 20;

/** Starts the stand-in on this machine. */
export async function startIflytek(options: IflytekStandInOptions): Promise<IflytekStandIn> {
	const standIn = new StandIn(options);
	await standIn.listen(options.port ?? 0);
	return standIn;
}

class StandIn implements IflytekStandIn {
	readonly faults = new FaultPlan();
	readonly requests: Fields[] = [];
	readonly refusals: HandshakeRefusal[] = [];
	readonly #options: Required<IflytekStandInOptions>;
	readonly #server = createServer((_request, response) => response.writeHead(404).end());
	readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME });
	readonly #open = new Set<AvatarSession>();
	#opened = 0;
	#spoken = 0;

	constructor(options: IflytekStandInOptions) {
		this.#options = {
			port: 0,
			avatars: ["118801001"],
			voice: steadyVoice(0.05),
			media: NO_MEDIA,
			timeScale: 1,
			skew: seconds(0),
			idle: 60,
			strict: false,
			now: () => Date.now() / 1000,
			...options,
		};
		this.#server.on("upgrade", (request, socket, head) => {
			const fault = this.faults.take("handshake");
			if (fault?.type === "silence") return;
			const refusal = this.#refuses(request, fault);
			if (refusal === null) {
				this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#accept(opened));
				return;
			}
			this.refusals.push(refusal);
			const body = JSON.stringify({ message: refusal.message });
			socket.end(
				`HTTP/1.1 ${refusal.status} No\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
			);
		});
	}

	listen(port: number): Promise<void> {
		return new Promise((listening, failed) => {
			this.#server.once("error", failed);
			this.#server.listen(port, "127.0.0.1", listening);
		});
	}

	get url(): string {
		return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}${PATH}`;
	}

	get bill() {
		const open = [...this.#open].filter((session) => session.isStarted);
		return {
			sessionsOpened: this.#opened,
			sessionsOpen: open.length,
			spokenSeconds: this.#spoken + open.reduce((sum, session) => sum + session.spoken, 0),
		};
	}

	cut(): void {
		for (const socket of this.#sockets.clients) socket.terminate();
	}

	forget(): void {
		for (const socket of this.#sockets.clients) socket.close(1000);
		this.#open.clear();
		this.requests.length = 0;
		this.refusals.length = 0;
		this.faults.clear();
		this.#opened = 0;
		this.#spoken = 0;
	}

	async dispose(): Promise<void> {
		this.cut();
		this.#server.closeAllConnections();
		await new Promise((closed) => this.#server.close(closed));
	}

	#refuses(request: IncomingMessage, fault: Fault | undefined): HandshakeRefusal | null {
		const url = new URL(request.url ?? "", "http://stand-in");
		if (fault !== undefined)
			return { status: 403, message: fault.type === "code" ? (fault.message ?? "") : "fault" };
		if (url.pathname !== PATH) return { status: 404, message: "no such API" };
		return checkIflytekHandshake(url, request.headers.host ?? "", this.#options, this.#options.now());
	}

	#accept(socket: WebSocket): void {
		const { voice, media, timeScale, skew, strict } = this.#options;
		const send = (message: object) => socket.send(JSON.stringify(message));
		const session = new AvatarSession({ voice, media, timeScale, skew, strict, send });
		this.#open.add(session);
		let idle = setTimeout(() => {}, 0);
		const touch = () => {
			clearTimeout(idle);
			idle = setTimeout(() => socket.close(1000, "idle"), this.#options.idle * 1000);
		};
		touch();
		socket.on("error", () => {});
		socket.on("close", () => {
			clearTimeout(idle);
			this.#spoken += session.spoken;
			this.#open.delete(session);
			session.dispose();
		});
		socket.on("message", (data) => {
			touch();
			void this.#receive(session, socket, String(data));
		});
	}

	async #receive(session: AvatarSession, socket: WebSocket, text: string): Promise<void> {
		const message = parseFields(text) ?? {};
		// A connection that was forgotten may still say goodbye.
		if (this.#open.has(session)) this.requests.push(message);
		const header = fieldsOf(message.header);
		const requestId = String(header.request_id ?? "");
		const control = String(header.ctrl ?? "").toLowerCase();
		try {
			const fault = this.faults.take(control);
			if (fault?.type === "silence") return;
			if (fault?.type === "cut") return void socket.terminate();
			if (fault?.type === "text") return void socket.send(fault.text);
			if (fault?.type === "code") throw faultOf(control, fault.code, fault.message ?? "fault");
			this.#check(header);
			await this.#obey(session, socket, control, requestId, message);
		} catch (error) {
			session.fault(requestId, error);
		}
	}

	#check(header: Fields): void {
		if (header.app_id !== this.#options.appId)
			throw new ProtocolFault(10_313, "app_id does not match the api key");
		if (typeof header.request_id !== "string" || header.request_id.length > 50)
			throw new ProtocolFault(10_163, "'$.header.request_id' is a string of at most 50 characters");
	}

	async #obey(
		session: AvatarSession,
		socket: WebSocket,
		control: string,
		requestId: string,
		message: Fields,
	): Promise<void> {
		const parameter = fieldsOf(message.parameter);
		const payload = fieldsOf(message.payload);
		switch (control) {
			case "start": {
				const { avatar_id: avatar } = fieldsOf(parameter.avatar);
				if (typeof avatar === "string" && avatar !== "" && !this.#options.avatars.includes(avatar))
					throw new ProtocolFault(11_200, "avatar_id is not authorised");
				await session.start(requestId, parameter);
				this.#opened += 1;
				break;
			}
			case "text_driver":
				session.text(requestId, parameter, payload);
				break;
			case "audio_driver":
				session.audio(requestId, payload);
				break;
			case "cmd":
				session.command(requestId, payload);
				break;
			case "reset":
				session.reset(requestId);
				break;
			case "ping":
				session.answer(requestId, "pong", "driver");
				break;
			case "stop":
				session.answer(requestId, "stop", "global");
				socket.close(1000);
				break;
			default:
				throw new ProtocolFault(10_163, `'$.header.ctrl' is unknown: ${control}`);
		}
	}
}

/** A planned fault of a drive is the drive's, every other the connection's. */
const faultOf = (control: string, code: number, message: string) =>
	/_driver$|^cmd$/.test(control) ? new DriveFault(code, message) : new ProtocolFault(code, message);
