import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { type Fields, fieldsOf } from "../../../protocol/loose-fields.ts";
import {
	TENCENT_CLOUD_PATHS,
	TENCENT_COMMAND_CHANNEL,
	type TencentCloudOperation,
} from "../../../protocol/tencent-cloud-paths.ts";
import { type Seconds, seconds } from "../../../util/time.ts";
import { type Credentials, checkHandshake, checkSignedQuery } from "../../check-handshake.ts";
import { FaultPlan } from "../fault-plan.ts";
import { type MediaHook, NO_MEDIA } from "../media/media-hook.ts";
import { type StandInVoice, steadyVoice } from "../stand-in-voice.ts";
import { CloudSession, STATUS, type StatusMessage } from "./cloud-session.ts";
import { Refused } from "./refused.ts";

export interface TencentCloudOptions extends Credentials {
	readonly projectId: string;
	readonly asset?: string;
	readonly port?: number;
	readonly voice?: StandInVoice;
	readonly media?: MediaHook;
	/** Length of a second of speech, in seconds. */
	readonly timeScale?: number;
	/** Looks that it takes until a new session is ready. */
	readonly preparation?: number;
	/** Sessions at once before 100008. */
	readonly concurrency?: number;
	/** Seconds: least between two texts (1), silence after which the channel (180) and the session (600) are cut. */
	readonly textInterval?: number;
	readonly channelIdle?: number;
	readonly sessionIdle?: number;
	/** As printed, with the oddities of the documents; or `strict`: exactly what the tables say, everything required. */
	readonly strict?: boolean;
	readonly skew?: Seconds;
	/** Time of day, seconds. */
	readonly now?: () => number;
}

/** What a vendor would put on the bill. */
export interface CloudBill {
	readonly sessionsOpened: number;
	readonly sessionsOpen: number;
	/** Of all sessions, open ones up to now. */
	readonly sessionSeconds: number;
	readonly spokenSeconds: number;
}

/** A stand-in for Tencent's cloud-rendered service that is running. */
export interface TencentCloudStandIn {
	/** `http://host:port`. */
	readonly url: string;
	readonly faults: FaultPlan;
	readonly sessions: ReadonlyMap<string, CloudSession>;
	/** Every request, in order: operation and `Payload`. */
	readonly requests: readonly { readonly operation: string; readonly payload: Fields }[];
	readonly bill: CloudBill;
	/** Cuts every command channel as a broken network does. */
	cutChannels(): void;
	/** Another program opens a session for the same user. */
	openElsewhere(userId: string): void;
	dispose(): Promise<void>;
}

const OPERATIONS = new Map(
	Object.entries(TENCENT_CLOUD_PATHS).map(([name, path]) => [path as string, name as TencentCloudOperation]),
);
/** Bytes of a request. */
const MAX_BODY = 1 << 20;

/** Starts the stand-in on this machine. */
export async function startTencentCloud(options: TencentCloudOptions): Promise<TencentCloudStandIn> {
	const standIn = new StandIn(options);
	await standIn.listen(options.port ?? 0);
	return standIn;
}

class StandIn implements TencentCloudStandIn {
	readonly faults = new FaultPlan();
	readonly sessions = new Map<string, CloudSession>();
	readonly requests: { operation: string; payload: Fields }[] = [];
	readonly #options: Required<TencentCloudOptions>;
	readonly #channels = new Map<string, WebSocket>();
	readonly #timers = new Map<string, NodeJS.Timeout>();
	readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY });
	readonly #server = createServer((request, response) => void this.#answer(request, response));
	#opened = 0;

	constructor(options: TencentCloudOptions) {
		this.#options = {
			asset: "",
			port: 0,
			voice: steadyVoice(0.05),
			media: NO_MEDIA,
			timeScale: 1,
			preparation: 0,
			concurrency: 2,
			textInterval: 1,
			channelIdle: 180,
			sessionIdle: 600,
			strict: false,
			skew: seconds(0),
			now: () => Date.now() / 1000,
			...options,
		};
		this.#server.on("upgrade", (request, socket, head) => {
			const refusal = this.#refusesChannel(request);
			if (refusal === null) {
				this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#accept(opened, request));
				return;
			}
			socket.end(
				`HTTP/1.1 ${refusal.status} No\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(refusal.reason)}\r\n\r\n${refusal.reason}`,
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
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	get bill(): CloudBill {
		const sessions = [...this.sessions.values()];
		const open = sessions.filter(({ status }) => status !== STATUS.closed);
		const lasted = ({ createdAt, closedAt }: CloudSession) => (closedAt || this.#options.now()) - createdAt;
		return {
			sessionsOpened: this.#opened,
			sessionsOpen: open.length,
			sessionSeconds: sessions.reduce((sum, session) => sum + lasted(session), 0),
			spokenSeconds: sessions.reduce((sum, session) => sum + session.spoken, 0),
		};
	}

	cutChannels(): void {
		for (const channel of this.#channels.values()) channel.terminate();
	}

	openElsewhere(userId: string): void {
		for (const session of this.sessions.values()) if (session.userId === userId) this.#replace(session);
	}

	async dispose(): Promise<void> {
		for (const session of this.sessions.values()) session.close();
		for (const timer of this.#timers.values()) clearTimeout(timer);
		this.cutChannels();
		this.#server.closeAllConnections();
		await new Promise((closed) => this.#server.close(closed));
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? "", "http://stand-in");
		const operation = OPERATIONS.get(url.pathname);
		const body = await readBody(request);
		if (operation === undefined) {
			response.writeHead(404).end("404 page not found");
			return;
		}
		const payload = fieldsOf(fieldsOf(parse(body)).Payload);
		this.requests.push({ operation, payload });
		const fault = this.faults.take(operation);
		if (fault?.type === "silence") return;
		if (fault?.type === "cut") return void request.socket.destroy();
		if (fault?.type === "text") return void response.writeHead(200).end(fault.text);
		const reply = (code: number, message: string, answer?: Fields) => {
			const header = { Code: code, Message: message, RequestID: randomBytes(8).toString("hex") };
			response.writeHead(200, { "content-type": "application/json" });
			response.end(JSON.stringify({ Header: header, ...(answer === undefined ? {} : { Payload: answer }) }));
		};
		try {
			if (fault?.type === "code") throw new Refused(fault.code, fault.message ?? "fault");
			this.#check(url, body, payload, operation);
			const answer = await this.#perform(operation, payload);
			// What was asked for is done, and the answer is lost.
			const lost = this.faults.take(`${operation} answered`)?.type;
			if (lost === "cut") request.socket.destroy();
			if (lost === undefined) reply(0, "", { ReqId: payload.ReqId, ...answer });
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			reply(error.code, error.message);
		}
	}

	#check(url: URL, body: string, payload: Fields, operation: string): void {
		const { now, strict } = this.#options;
		const reason = checkSignedQuery(url.searchParams, this.#options, now(), ["appkey", "timestamp"]);
		if (reason !== undefined) throw new Refused(100005, reason);
		const message = fieldsOf(parse(body));
		if (message.Header === undefined || message.Payload === undefined)
			throw new Refused(100001, "Header and Payload must be included");
		const optional = !strict && operation === "command";
		if (!optional && typeof payload.ReqId !== "string") throw new Refused(100001, "ReqId is required");
	}

	async #perform(operation: TencentCloudOperation, payload: Fields): Promise<Fields> {
		const { projectId, asset } = this.#options;
		switch (operation) {
			case "createsession":
				if (payload.VirtualmanProjectId !== projectId)
					throw new Refused(100007, "VirtualmanProjectId does not exist");
				return this.#create(payload);
			case "createsessionbyasset":
				if (asset === "" || payload.AssetVirtualmanKey !== asset)
					throw new Refused(100001, "AssetVirtualmanKey does not exist");
				return this.#create(payload);
			case "statsession":
				return this.#stat(this.#find(payload));
			case "startsession":
				return this.#start(this.#open(payload));
			case "closesession":
				this.#close(this.#open(payload));
				return {};
			case "listsessionofprojectid":
			case "listsessionofassetvk":
			case "listsessionofuin":
				return {
					Sessions: [...this.sessions.values()].filter(isOpen).map((session) => this.#listed(session)),
				};
			case "updatesessionconfig":
				return this.#update(this.#open(payload), payload);
			case "gettrtcsign":
				this.#open(payload);
				if (typeof payload.RoomId !== "string") throw new Refused(100001, "RoomId must be a string");
				return { UserSig: "stand-in-user-sig", PrivateMapKey: "stand-in-map-key" };
			case "command":
				this.#command(this.#open(payload), payload);
				return {};
		}
	}

	async #create(payload: Fields): Promise<Fields> {
		const { Protocol, DriverType, UserId, ExtraInfo, ProtocolOption } = payload;
		const { strict, concurrency, media, preparation, voice, timeScale, skew } = this.#options;
		if (typeof UserId !== "string" || UserId === "") throw new Refused(100001, "UserId is required");
		if (DriverType !== 1 && DriverType !== 3) throw new Refused(100001, "DriverType must be 1 or 3");
		const known = strict ? ["rtmp", "trtc", "webrtc"] : ["rtmp", "trtc", "webrtc", "webtrtc"];
		if (!known.includes(String(Protocol))) throw new Refused(100001, "Protocol must be rtmp, trtc or webrtc");
		for (const session of this.sessions.values()) if (session.userId === UserId) this.#replace(session);
		if ([...this.sessions.values()].filter(isOpen).length >= concurrency)
			throw new Refused(100008, "exceeding the concurrency limit");
		const id = `m${randomBytes(8).toString("hex")}`;
		const alpha = fieldsOf(ExtraInfo).AlphaChannelEnable === true;
		const size = { width: 480, height: 640 };
		const stream = await media.openStream({ id, ...size, alpha, skew });
		const live = stream.addresses.leb?.url ?? `webrtc://liveplay.ivh.qq.com/live/${id}`;
		const addresses: Record<string, string> = {
			rtmp: live.replace(/^webrtc/, "rtmp"),
			trtc: `trtc://cloud.tencent.com/play/${4000 + this.#opened}?sdkappid=1400000001`,
		};
		const address = fieldsOf(ProtocolOption).CssCustomPushUrl ? "" : (addresses[String(Protocol)] ?? live);
		const session = new CloudSession({
			id,
			userId: UserId,
			driverType: DriverType,
			address,
			voice,
			stream,
			timeScale,
			faults: this.faults,
			textInterval: this.#options.textInterval,
			now: this.#options.now,
			send: (message) => this.#send(id, message),
		});
		if (preparation > 0) session.status = STATUS.preparing;
		this.sessions.set(id, session);
		this.#opened += 1;
		this.#touch(session);
		const ready = session.status === STATUS.live && address !== "";
		return {
			SessionId: id,
			SessionStatus: session.status,
			...(ready ? { PlayStreamAddr: address } : {}),
		};
	}

	#stat(session: CloudSession): Fields {
		session.looks += 1;
		if (session.status === STATUS.preparing && session.looks >= this.#options.preparation)
			session.status = STATUS.live;
		return {
			SessionStatus: session.status,
			...(session.status === STATUS.live ? { PlayStreamAddr: session.address } : {}),
			SpeakStatus: session.speakStatus,
			IsSessionStarted: session.isStarted,
			ErrorCode: session.errorCode,
			ErrorMessage: session.errorMessage,
		};
	}

	#start(session: CloudSession): Fields {
		if (session.status !== STATUS.live) throw new Refused(110014, "the session is not ready");
		session.isStarted = true;
		this.#touch(session);
		return {};
	}

	/** Once in five seconds. */
	#update(session: CloudSession, payload: Fields): Fields {
		const now = this.#options.now();
		const before = this.#updates.get(session.id) ?? Number.NEGATIVE_INFINITY;
		if (now - before < 5) throw new Refused(100012, "one request every 5 seconds");
		const space = fieldsOf(payload.SpaceParam);
		for (const name of ["ImagePosition", "ImagePositionVertical", "ImageZoom"])
			if (payload.SpaceParam !== undefined && typeof space[name] !== "number")
				throw new Refused(100001, `SpaceParam.${name} is required`);
		this.#updates.set(session.id, now);
		return {};
	}

	readonly #updates = new Map<string, number>();

	#command(session: CloudSession, payload: Fields): void {
		if (payload.Command !== "SEND_TEXT") throw new Refused(100001, "Command must be SEND_TEXT");
		if (!session.isStarted) throw new Refused(110016, "the session has not been started");
		session.drive({ id: String(payload.ReqId ?? ""), command: "SEND_TEXT", data: fieldsOf(payload.Data) });
	}

	#listed(session: CloudSession): Fields {
		return {
			UserId: session.userId,
			SessionId: session.id,
			SessionStatus: session.status,
			PlayStreamAddr: session.address,
			// The tables say String, the samples print a number.
			DriverType: this.#options.strict ? String(session.driverType) : session.driverType,
			IsSessionStarted: session.isStarted,
		};
	}

	#find(payload: Fields): CloudSession {
		const session = this.sessions.get(String(payload.SessionId ?? ""));
		if (session === undefined) throw new Refused(110018, "the session does not exist");
		return session;
	}

	#open(payload: Fields): CloudSession {
		const session = this.#find(payload);
		if (session.status === STATUS.closed) throw new Refused(110013, "the session has been closed");
		return session;
	}

	#close(session: CloudSession): void {
		session.close();
		clearTimeout(this.#timers.get(session.id));
		this.#channels.get(session.id)?.close(1000);
	}

	/** The same user came again: the older session ends. */
	#replace(session: CloudSession): void {
		if (session.status === STATUS.closed) return;
		const message = "the stream session created with the same userid has been closed";
		session.errorCode = 110022;
		session.errorMessage = message;
		this.#send(session.id, {
			Type: 9,
			SessionId: session.id,
			ReqId: "",
			Seq: 0,
			ErrorCode: 110022,
			ErrorMessage: message,
		});
		this.#close(session);
	}

	#refusesChannel(request: IncomingMessage): { readonly status: number; readonly reason: string } | null {
		const url = new URL(request.url ?? "", "http://stand-in");
		if (url.pathname !== TENCENT_COMMAND_CHANNEL) return { status: 404, reason: "not found" };
		const fault = this.faults.take("commandchannel");
		if (fault !== undefined)
			return { status: 403, reason: fault.type === "code" ? (fault.message ?? "") : "" };
		const reason = checkHandshake(url.searchParams, this.#options, this.#options.now());
		if (reason !== undefined) return { status: 401, reason };
		const session = this.sessions.get(url.searchParams.get("requestid") ?? "");
		if (session === undefined || session.status === STATUS.closed)
			return { status: 403, reason: "requestid is no open session" };
		if (!session.isStarted) return { status: 403, reason: "startsession comes before the channel" };
		if (this.#channels.has(session.id)) return { status: 403, reason: "one channel per session" };
		return null;
	}

	#accept(socket: WebSocket, request: IncomingMessage): void {
		const id = new URL(request.url ?? "", "http://stand-in").searchParams.get("requestid") ?? "";
		const session = this.sessions.get(id);
		if (session === undefined) {
			socket.close(1011);
			return;
		}
		this.#channels.set(id, socket);
		let idle = setTimeout(() => {}, 0);
		const touch = () => {
			clearTimeout(idle);
			idle = setTimeout(() => socket.close(1000, "idle"), this.#options.channelIdle * 1000);
			this.#touch(session);
		};
		touch();
		socket.on("close", () => {
			clearTimeout(idle);
			this.#channels.delete(id);
		});
		socket.on("error", () => {});
		for (const message of session.replay()) this.#send(id, message);
		socket.on("message", (data) => {
			touch();
			this.#receive(session, String(data));
		});
	}

	#receive(session: CloudSession, text: string): void {
		const message = fieldsOf(parse(text));
		const payload = fieldsOf(message.Payload);
		const command = String(payload.Command ?? "");
		this.requests.push({ operation: command, payload });
		const id = String(payload.ReqId ?? "");
		const fault = this.faults.take(command);
		const channel = this.#channels.get(session.id);
		if (fault?.type === "cut") channel?.terminate();
		else if (fault?.type === "text") channel?.send(fault.text);
		else if (fault?.type === "code") session.refuse(id, fault.code, fault.message ?? "fault");
		else if (fault !== undefined) return;
		else if (message.Header === undefined || id === "")
			session.refuse(id, 100001, "Header, Payload and ReqId are required");
		else if (payload.SessionId !== session.id) session.refuse(id, 100001, "SessionId is not this channel's");
		else session.drive({ id, command, data: fieldsOf(payload.Data) });
	}

	/** Flat as the tables print it; everything upstream is wrapped, and so clients saw this too. */
	#send(id: string, message: StatusMessage): void {
		const frame = this.#options.strict ? message : { Header: { Code: 0, Message: "" }, Payload: message };
		this.#channels.get(id)?.send(JSON.stringify(frame));
	}

	/** Ten minutes without a word end a session. */
	#touch(session: CloudSession): void {
		clearTimeout(this.#timers.get(session.id));
		const timer = setTimeout(() => this.#close(session), this.#options.sessionIdle * 1000);
		timer.unref();
		this.#timers.set(session.id, timer);
	}
}

const isOpen = ({ status }: CloudSession) => status !== STATUS.closed;

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

async function readBody(request: IncomingMessage): Promise<string> {
	let body = "";
	for await (const chunk of request) {
		body += String(chunk);
		if (body.length > MAX_BODY) break;
	}
	return body;
}
