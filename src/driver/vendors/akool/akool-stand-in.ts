import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import {
	AKOOL_LONGEST,
	AKOOL_OK,
	AKOOL_PATHS,
	AKOOL_STATUS,
	type AkoolApi,
	type AkoolOperation,
	akoolPath,
} from "../../../protocol/akool-api.ts";
import { type Fields, fieldsOf, parseFields } from "../../../protocol/loose-fields.ts";
import { type Seconds, seconds } from "../../../util/time.ts";
import type { Clock } from "../../pacer.ts";
import { type MediaHook, NO_MEDIA } from "../media/media-hook.ts";
import { Mouth } from "../mouth.ts";
import { type StandInAnswer, type StandInRequest, StandInServer } from "../stand-in-server.ts";
import { type StandInVoice, steadyVoice } from "../stand-in-voice.ts";
import { AkoolRoom } from "./akool-room.ts";
import { ChannelGauge } from "./channel-gauge.ts";
import { roomCredentials, roomUrls } from "./room-credentials.ts";

export interface AkoolStandInOptions {
	readonly apiKey: string;
	readonly api: AkoolApi;
	readonly port?: number;
	/** Milliseconds. */
	readonly now?: Clock;
	/** Looks at a session until its credentials are there; 0 has them at once, as the vendor's own client expects. */
	readonly preparing?: number;
	/** Refuses settings that the document does not allow. */
	readonly strict?: boolean;
	/** Says the texts of a room. */
	readonly voice?: StandInVoice;
	/** Shows the rooms and carries their packets; a room's stream has the session's id. */
	readonly media?: MediaHook;
	/** Length of a second of speech, in seconds. */
	readonly timeScale?: number;
	readonly skew?: Seconds;
}

const TRANSPORTS = ["agora", "livekit", "trtc"] as const;
/** Pixels of a room's picture. */
const PICTURE = { width: 640, height: 480, alpha: false } as const;

const ok = (data?: unknown): StandInAnswer => ({
	body: { code: AKOOL_OK, msg: "OK", ...(data === undefined ? {} : { data }) },
});

const refused = (code: number, msg: string): StandInAnswer => ({ body: { code, msg } });

/** Akool's server on this machine: v3 as the document prints it, v4 as it is live. */
export class AkoolStandIn {
	/** What the rooms' data channels had to carry. */
	readonly gauge = new ChannelGauge();
	readonly #options: Required<AkoolStandInOptions>;
	readonly #rooms = new Map<string, AkoolRoom>();
	#server: StandInServer | undefined;

	private constructor(options: AkoolStandInOptions) {
		this.#options = {
			port: 0,
			now: () => Date.now(),
			preparing: 0,
			strict: true,
			voice: steadyVoice(0.02),
			media: NO_MEDIA,
			timeScale: 1,
			skew: seconds(0),
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
			{ port: options.port },
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
		return [...this.#rooms.values()].filter((room) => !this.#isOver(room)).length;
	}

	get billedSeconds(): number {
		const now = this.#options.now();
		return [...this.#rooms.values()].reduce(
			(sum, { createdAt, endedAt, duration }) =>
				sum + Math.min(duration, ((endedAt ?? now) - createdAt) / 1000),
			0,
		);
	}

	/** The newest session's id, settings and texts. */
	get newest(): Pick<AkoolRoom, "id" | "params" | "texts"> {
		const newest = [...this.#rooms.values()].at(-1);
		if (!newest) throw new TypeError("There is no session");
		return newest;
	}

	/** Ends every session, and forgets requests, faults and what the data channels carried. */
	forget(): void {
		for (const room of this.#rooms.values()) room.end(this.#options.now());
		this.server.forget();
		this.gauge.violations.length = 0;
	}

	/** Idempotent. */
	async dispose(): Promise<void> {
		for (const room of this.#rooms.values()) room.end(this.#options.now());
		await this.#server?.dispose();
	}

	#isOver({ endedAt, createdAt, duration }: AkoolRoom): boolean {
		return endedAt !== null || this.#options.now() - createdAt > duration * 1000;
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
		const room = this.#rooms.get(String(body.id));
		if (!room) return refused(1008, "The content you get does not exist");
		if (operation === "close") {
			room.end(this.#options.now());
			return ok();
		}
		room.looksLeft--;
		return ok(this.#data(room));
	}

	async #create(body: Fields): Promise<StandInAnswer> {
		const { api, strict, preparing, now, media, voice, timeScale, skew } = this.#options;
		const transport = String(body.stream_type ?? "agora");
		if (!body.avatar_id) return refused(1003, "Parameter error or Parameter can not be empty");
		if (strict && !TRANSPORTS.some((known) => known === transport)) return refused(1003, "stream_type");
		const duration = Number(body.duration ?? AKOOL_LONGEST);
		if (api === "v4" && !(duration > 0 && duration <= AKOOL_LONGEST)) return refused(1003, "duration");
		const id = randomUUID().replaceAll("-", "").slice(0, 24);
		const received = (packet: string) => {
			this.gauge.packet(packet);
			this.#rooms.get(id)?.packet(packet);
		};
		const stream = await media.openStream({ ...PICTURE, id, skew, received });
		const room = new AkoolRoom({
			id,
			transport,
			createdAt: now(),
			duration,
			looks: preparing,
			stream,
			mouth: new Mouth({ voice, stream, timeScale }),
		});
		this.#rooms.set(id, room);
		return ok(this.#data(room));
	}

	#data(room: AkoolRoom): Fields {
		const { id, transport, looksLeft } = room;
		const there = looksLeft <= 0;
		const status = this.#isOver(room)
			? AKOOL_STATUS.failed
			: there
				? AKOOL_STATUS.completed
				: AKOOL_STATUS.queueing;
		const base = { _id: id, uid: 4321, status };
		if (this.#options.api === "v3")
			return { ...base, stream_urls: there ? roomUrls(id, this.url.replace(/^http/, "ws")) : {} };
		return {
			...base,
			type: 2,
			stream_type: transport,
			credentials: there ? roomCredentials(id, transport) : {},
		};
	}

	#list({ page = 1, size = 100 }: Fields): Fields {
		const rooms = [...this.#rooms.values()];
		const start = (Number(page) - 1) * Number(size);
		return {
			count: rooms.length,
			data: rooms.slice(start, start + Number(size)).map(({ id }) => ({ task_id: id, stream_urls: {} })),
		};
	}

	/** The chat room of v3. */
	#chatRoom(socket: WebSocket, { path }: StandInRequest): void {
		const room = this.#rooms.get(path.split("client_").at(-1) ?? "");
		if (!room || this.#options.api !== "v3") {
			socket.close(1008, "no such room");
			return;
		}
		socket.on("message", (data) => {
			const { to, payload } = parseFields(String(data)) ?? {};
			const { question, message_id } = parseFields(String(payload)) ?? {};
			if (to !== `server_${room.id}` || typeof question !== "string" || typeof message_id !== "string")
				return;
			socket.send(JSON.stringify({ type: "chat", payload: JSON.stringify({ answer: question }) }));
			room.say(question, false);
		});
	}
}
