import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import {
	AKOOL_BYTES_PER_SECOND,
	AKOOL_LONGEST,
	AKOOL_OK,
	AKOOL_PACKET,
	AKOOL_PATHS,
	AKOOL_STATUS,
	type AkoolApi,
	type AkoolOperation,
	akoolPath,
} from "../../../protocol/akool-api.ts";
import type { Clock } from "../../pacer.ts";
import { type RoomVoice, SILENT_VOICE } from "../room-voice.ts";
import { type StandInAnswer, type StandInRequest, StandInServer } from "../stand-in-server.ts";

export interface AkoolStandInOptions {
	readonly apiKey: string;
	readonly api: AkoolApi;
	readonly port?: number;
	/** Milliseconds. */
	readonly now?: Clock;
	/** Looks at a session until its credentials are there; 0 has them at once, as the vendor's own client expects. */
	readonly preparing?: number;
	/** Refuses packets that the data channel would not carry, and settings that the document does not allow. */
	readonly strict?: boolean;
	readonly openVoice?: (sessionId: string) => Promise<RoomVoice>;
}

type Fields = Readonly<Record<string, unknown>>;

const TRANSPORTS = ["agora", "livekit", "trtc"] as const;

const fieldsOf = (value: unknown): Fields =>
	typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const ok = (data?: unknown): StandInAnswer => ({
	body: { code: AKOOL_OK, msg: "OK", ...(data === undefined ? {} : { data }) },
});

const refused = (code: number, msg: string): StandInAnswer => ({ body: { code, msg } });

/** A session of the stand-in. */
interface Session {
	readonly id: string;
	readonly transport: string;
	readonly createdAt: number;
	readonly duration: number;
	readonly voice: RoomVoice;
	looksLeft: number;
	endedAt: number | null;
	/** Pieces of a text that is still being written, by message. */
	readonly pieces: Map<string, string[]>;
	/** What has been set, and what is said. */
	params: Fields;
	readonly texts: string[];
	/** One text after the other. */
	saying: Promise<void>;
	silence: AbortController;
	/** Speaks to whoever is in the room. */
	send: (message: string) => void;
}

/** Akool's server on this machine: v3 as the document prints it, v4 as it is live. */
export class AkoolStandIn {
	readonly #options: Required<AkoolStandInOptions>;
	readonly #sessions = new Map<string, Session>();
	#server: StandInServer | undefined;
	/** Packets that a real data channel would not have carried. */
	violations: string[] = [];
	#windowStart = 0;
	#windowBytes = 0;

	private constructor(options: AkoolStandInOptions) {
		this.#options = {
			port: 0,
			now: () => Date.now(),
			preparing: 0,
			strict: true,
			openVoice: async () => SILENT_VOICE,
			...options,
		};
	}

	static async start(options: AkoolStandInOptions): Promise<AkoolStandIn> {
		const standIn = new AkoolStandIn(options);
		standIn.#server = await StandInServer.start(
			{
				answer: (request) => standIn.#answer(request),
				opened: (socket, request) => standIn.#chatRoom(socket, request),
			},
			options.port,
		);
		return standIn;
	}

	get server(): StandInServer {
		if (!this.#server) throw new TypeError("The stand-in has not started");
		return this.#server;
	}

	get url(): string {
		return this.server.url;
	}

	/** Sessions that cost money now. */
	get openSessions(): number {
		return [...this.#sessions.values()].filter((session) => !this.#isOver(session)).length;
	}

	get billedSeconds(): number {
		const now = this.#options.now();
		return [...this.#sessions.values()].reduce(
			(sum, { createdAt, endedAt, duration }) =>
				sum + Math.min(duration, ((endedAt ?? now) - createdAt) / 1000),
			0,
		);
	}

	/** The newest session's id, settings and texts. */
	get newest(): Pick<Session, "id" | "params" | "texts"> {
		const newest = [...this.#sessions.values()].at(-1);
		if (!newest) throw new TypeError("There is no session");
		return newest;
	}

	/** Joins a session's room as a page does: answers how to send into it. */
	join(sessionId: string, hear: (message: string) => void): (packet: string) => void {
		const session = this.#sessions.get(sessionId);
		if (!session) throw new TypeError("There is no such session");
		session.send = hear;
		return (packet) => this.#packet(session, packet);
	}

	/** Idempotent. */
	async dispose(): Promise<void> {
		for (const session of this.#sessions.values()) this.#end(session);
		await this.#server?.dispose();
	}

	#isOver({ endedAt, createdAt, duration }: Session): boolean {
		return endedAt !== null || this.#options.now() - createdAt > duration * 1000;
	}

	#end(session: Session): void {
		session.endedAt ??= this.#options.now();
		session.silence.abort();
	}

	async #answer(request: StandInRequest): Promise<StandInAnswer> {
		const { api, apiKey } = this.#options;
		const operation = (Object.keys(AKOOL_PATHS) as AkoolOperation[]).find(
			(name) => request.path === akoolPath(api, name) && request.method === AKOOL_PATHS[name][0],
		);
		if (operation === undefined) return { status: 404, body: "not found" };
		if (request.authorization === "") return refused(1102, "Authorization cannot be empty");
		if (request.authorization !== `Bearer ${apiKey}`)
			return refused(1101, "Invalid authorization or The request token has expired");
		const body = request.method === "GET" ? Object.fromEntries(request.query) : fieldsOf(request.body);
		if (operation === "create") return this.#create(body);
		if (operation === "list") return ok(this.#list(body));
		const session = this.#sessions.get(String(body.id));
		if (!session) return refused(1008, "The content you get does not exist");
		if (operation === "close") {
			this.#end(session);
			return ok();
		}
		session.looksLeft--;
		return ok(this.#data(session));
	}

	async #create(body: Fields): Promise<StandInAnswer> {
		const { api, strict, preparing, openVoice, now } = this.#options;
		const transport = String(body.stream_type ?? "agora");
		if (!body.avatar_id) return refused(1003, "Parameter error or Parameter can not be empty");
		if (strict && !TRANSPORTS.some((known) => known === transport)) return refused(1003, "stream_type");
		const duration = Number(body.duration ?? AKOOL_LONGEST);
		if (api === "v4" && !(duration > 0 && duration <= AKOOL_LONGEST)) return refused(1003, "duration");
		const id = randomUUID().replaceAll("-", "").slice(0, 24);
		const session: Session = {
			id,
			transport,
			createdAt: now(),
			duration,
			voice: await openVoice(id),
			looksLeft: preparing,
			endedAt: null,
			pieces: new Map(),
			params: {},
			texts: [],
			saying: Promise.resolve(),
			silence: new AbortController(),
			send: () => {},
		};
		this.#sessions.set(id, session);
		return ok(this.#data(session));
	}

	#data(session: Session): Fields {
		const { id, transport, looksLeft } = session;
		const there = looksLeft <= 0;
		const status = this.#isOver(session)
			? AKOOL_STATUS.failed
			: there
				? AKOOL_STATUS.completed
				: AKOOL_STATUS.queueing;
		const base = { _id: id, uid: 4321, status };
		if (this.#options.api === "v3") return { ...base, stream_urls: there ? this.#v3Urls(id) : {} };
		return {
			...base,
			type: 2,
			stream_type: transport,
			credentials: there ? credentialsOf(id, transport) : {},
		};
	}

	#v3Urls(id: string): Fields {
		const socket = this.url.replace(/^http/, "ws");
		return {
			agora_app_id: "stand-in",
			agora_channel: id,
			agora_token: `007-${id}`,
			client_pull_stream_url: "",
			client_chat_room_url: `${socket}/chat/client_${id}`,
			server_chat_room_url: `${socket}/chat/server_${id}.node`,
		};
	}

	#list({ page = 1, size = 100 }: Fields): Fields {
		const sessions = [...this.#sessions.values()];
		const start = (Number(page) - 1) * Number(size);
		return {
			count: sessions.length,
			data: sessions.slice(start, start + Number(size)).map(({ id }) => ({ task_id: id, stream_urls: {} })),
		};
	}

	/** A packet of protocol 2 in a room. */
	#packet(session: Session, packet: string): void {
		this.#measure(packet);
		const { type, mid, fin, pld } = parse(packet);
		const { cmd, data, text } = fieldsOf(pld);
		if (type === "chat") {
			const pieces = [...(session.pieces.get(String(mid)) ?? []), String(text)];
			session.pieces.set(String(mid), pieces);
			if (fin !== true) return;
			session.pieces.delete(String(mid));
			this.#say(session, pieces.join(""));
			return;
		}
		if (type !== "command") return;
		const known = cmd === "interrupt" || cmd === "set-params";
		if (cmd === "set-params") session.params = { ...session.params, ...fieldsOf(data) };
		if (cmd === "interrupt") {
			session.silence.abort();
			session.silence = new AbortController();
			session.saying = Promise.resolve();
		}
		const answer = { cmd, code: known ? AKOOL_OK : 1003, msg: known ? "ok" : "unknown command" };
		session.send(JSON.stringify({ v: 2, type: "command", mid, pld: answer }));
	}

	#say(session: Session, text: string): void {
		session.texts.push(text);
		const { signal } = session.silence;
		const event = (name: string) =>
			session.send(JSON.stringify({ v: 2, type: "event", mid: randomUUID(), pld: { event: name } }));
		const reply = { text, from: "bot" };
		session.saying = session.saying.then(async () => {
			if (signal.aborted) return;
			session.send(JSON.stringify({ v: 2, type: "chat", mid: randomUUID(), idx: 0, fin: true, pld: reply }));
			const outcome = await session.voice.say(text, () => event("audio_start"), signal);
			if (outcome === "finished") event("audio_end");
		});
	}

	/** Agora's data stream: 1 kB a packet, 6 kB a second; Akool's guide leaves a margin. */
	#measure(packet: string): void {
		const bytes = Buffer.byteLength(packet);
		const now = performance.now();
		if (bytes > AKOOL_PACKET) this.violations.push(`a packet of ${bytes} bytes`);
		if (now - this.#windowStart > 1000) {
			this.#windowStart = now;
			this.#windowBytes = 0;
		}
		this.#windowBytes += bytes;
		// The first packet of a second may have been in its last one's.
		if (this.#windowBytes > AKOOL_BYTES_PER_SECOND + AKOOL_PACKET)
			this.violations.push("more than 6 kB in a second");
	}

	/** The chat room of v3. */
	#chatRoom(socket: WebSocket, { path }: StandInRequest): void {
		const session = this.#sessions.get(path.split("client_").at(-1) ?? "");
		if (!session || this.#options.api !== "v3") {
			socket.close(1008, "no such room");
			return;
		}
		socket.on("message", (data) => {
			const { to, payload } = parse(String(data));
			const { question, message_id } = parse(String(payload));
			if (to !== `server_${session.id}` || typeof question !== "string" || typeof message_id !== "string")
				return;
			session.texts.push(question);
			const answer = JSON.stringify({ answer: question });
			socket.send(JSON.stringify({ type: "chat", payload: answer }));
			void session.voice.say(question, () => {}, session.silence.signal);
		});
	}
}

function credentialsOf(id: string, transport: string): Fields {
	switch (transport) {
		case "livekit":
			return {
				livekit_url: "wss://stand-in",
				livekit_token: `token-${id}`,
				livekit_room_name: id,
				livekit_client_identity: "client",
				livekit_server_identity: "server",
			};
		case "trtc":
			return {
				trtc_app_id: 1_400_000_000,
				trtc_user_id: "client",
				trtc_user_sig: `sig-${id}`,
				trtc_room_id: id,
			};
		default:
			return { agora_uid: 4321, agora_app_id: "stand-in", agora_channel: id, agora_token: `007-${id}` };
	}
}

function parse(text: string): Fields {
	try {
		return fieldsOf(JSON.parse(text));
	} catch {
		return {};
	}
}
