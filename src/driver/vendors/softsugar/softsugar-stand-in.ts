import { createHash, randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import {
	SOFTSUGAR_MIC,
	SOFTSUGAR_MICROPHONE,
	SOFTSUGAR_PATHS,
	SOFTSUGAR_REFRESH,
	SOFTSUGAR_STATUS,
	SOFTSUGAR_TOKEN,
	type SoftSugarOperation,
} from "../../../protocol/softsugar-paths.ts";
import type { Clock } from "../../pacer.ts";
import { type RoomVoice, SILENT_VOICE } from "../room-voice.ts";
import { type StandInAnswer, type StandInRequest, StandInServer } from "../stand-in-server.ts";
import { LiveRoom, type RoomNews, type RoomTakeover } from "./live-room.ts";

export interface SoftSugarStandInOptions {
	readonly appId: string;
	readonly appKey: string;
	readonly port?: number;
	/** Milliseconds since 1970. */
	readonly now?: Clock;
	/** Refuses what the document does not allow, instead of what a tolerant server lets pass. */
	readonly strict?: boolean;
	/** Looks at a room's status until it is there; 0 has it at once. */
	readonly preparing?: number;
	/** Rooms at once; more get status 98. */
	readonly channels?: number;
	/** Milliseconds without a sign of life after which a room is closed (status 50). The document has no number. */
	readonly silence?: number;
	/** Says the texts of a room. */
	readonly openVoice?: (channelId: string) => Promise<RoomVoice>;
	/** Where statuses are posted; nowhere if not given, as at the vendor. */
	readonly callbackUrl?: string;
}

type Fields = Readonly<Record<string, unknown>>;

const NEWS_CODES: Readonly<Record<RoomNews, readonly [code: number, message: string]>> = {
	queued: [SOFTSUGAR_MIC.takeoverQueued, "Takeover queued successfully"],
	started: [SOFTSUGAR_MIC.takeoverStarted, "Start playing takeover"],
	ended: [SOFTSUGAR_MIC.takeoverEnded, "Takeover/cancellation completed"],
};

const NEWS_STATUS: Readonly<Record<RoomNews, number>> = {
	queued: SOFTSUGAR_STATUS.takeoverQueued,
	started: SOFTSUGAR_STATUS.takeoverStarted,
	ended: SOFTSUGAR_STATUS.takeoverFinished,
};

const fieldsOf = (value: unknown): Fields =>
	typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const ok = (data?: unknown): StandInAnswer => ({
	body: { code: 0, message: "success", ...(data === undefined ? {} : { data }) },
});

/** The vendor publishes no codes: these are a stand-in's own. */
const refused = (code: number, message: string): StandInAnswer => ({ body: { code, message } });

/** SoftSugar's server as its document prints it, on this machine. */
export class SoftSugarStandIn {
	readonly #options: Required<Omit<SoftSugarStandInOptions, "callbackUrl">> & {
		readonly callbackUrl?: string;
	};
	readonly #rooms = new Map<string, LiveRoom>();
	/** Access tokens, oldest first: at most two are valid. */
	#tokens: string[] = [];
	readonly #refresh = new Map<string, string>();
	readonly #microphones = new Map<WebSocket, LiveRoom>();
	readonly #micFaults: number[] = [];
	readonly #watch: NodeJS.Timeout;
	/** Bytes of sound that microphones have sent. */
	heardBytes = 0;
	#server: StandInServer | undefined;

	private constructor(options: SoftSugarStandInOptions) {
		this.#options = {
			port: 0,
			now: () => Date.now(),
			strict: true,
			preparing: 1,
			channels: 2,
			silence: 180_000,
			openVoice: async () => SILENT_VOICE,
			...options,
		};
		this.#watch = setInterval(() => this.checkSigns(), 1000);
	}

	static async start(options: SoftSugarStandInOptions): Promise<SoftSugarStandIn> {
		const standIn = new SoftSugarStandIn(options);
		standIn.#server = await StandInServer.start(
			{
				answer: (request) => standIn.#answer(request),
				opened: (socket, request) => standIn.#microphone(socket, request),
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

	/** Rooms that cost money now. */
	get openRooms(): number {
		return [...this.#rooms.values()].filter((room) => !room.isOver).length;
	}

	/** Seconds that all rooms have cost so far. */
	get billedSeconds(): number {
		const now = this.#options.now();
		return [...this.#rooms.values()].reduce(
			(sum, { createdAt, endedAt }) => sum + ((endedAt ?? now) - createdAt) / 1000,
			0,
		);
	}

	/** The next microphones that begin are answered by these codes. */
	plantMicrophone(...codes: readonly number[]): void {
		this.#micFaults.push(...codes);
	}

	/** Every token that was given out is refused from now on. */
	expireTokens(): void {
		this.#tokens = [];
	}

	/** Ends a room as the vendor would, with a status. */
	endRoom(sessionId: string, status: number): void {
		const room = this.#rooms.get(sessionId);
		if (room) this.#end(room, status);
	}

	/** Closes rooms that have shown no sign of life for too long. */
	checkSigns(): void {
		const now = this.#options.now();
		for (const room of this.#rooms.values())
			if (!room.isOver && now - room.lastSign > this.#options.silence)
				this.#end(room, SOFTSUGAR_STATUS.closed);
	}

	/** Idempotent. */
	async dispose(): Promise<void> {
		clearInterval(this.#watch);
		for (const room of this.#rooms.values()) room.end(SOFTSUGAR_STATUS.closedByHand, this.#options.now());
		await this.#server?.dispose();
	}

	async #answer(request: StandInRequest): Promise<StandInAnswer> {
		if (request.path === SOFTSUGAR_TOKEN) return this.#token(fieldsOf(request.body));
		if (request.path === SOFTSUGAR_REFRESH) return this.#refreshed(request);
		if (!this.#tokens.includes(request.authorization.replace(/^Bearer /, "")))
			return { status: 401, body: { code: 401, message: "Authentication failed" } };
		const operation = (Object.keys(SOFTSUGAR_PATHS) as SoftSugarOperation[]).find((name) => {
			const [method, path] = SOFTSUGAR_PATHS[name];
			return method === request.method && path === request.path;
		});
		if (operation === undefined) return { status: 404, body: "not found" };
		const body = request.method === "GET" ? Object.fromEntries(request.query) : fieldsOf(request.body);
		return this.#perform(operation, body);
	}

	#token({ appId, timestamp, sign }: Fields): StandInAnswer {
		if (appId !== this.#options.appId) return refused(1001, "appId does not exist");
		if (Math.abs(Number(timestamp) - this.#options.now()) > 300_000)
			return refused(1002, "timestamp expired");
		const right = createHash("md5").update(`${appId}${timestamp}${this.#options.appKey}`).digest("hex");
		return sign === right ? this.#grant() : refused(1003, "sign verification failed");
	}

	#refreshed({ authorization, body }: StandInRequest): StandInAnswer {
		const access = authorization.replace(/^Bearer /, "");
		const right = this.#refresh.get(access);
		if (right === undefined || fieldsOf(body).refreshToken !== right)
			return { status: 401, body: { code: 401, message: "Authentication failed" } };
		this.#refresh.delete(access);
		return this.#grant();
	}

	#grant(): StandInAnswer {
		const accessToken = randomUUID();
		const refreshToken = randomUUID();
		this.#tokens = [...this.#tokens, accessToken].slice(-2);
		this.#refresh.set(accessToken, refreshToken);
		return ok({ accessToken, refreshToken, expiresIn: 28_800, refreshTokenExpiresIn: 86_400 });
	}

	async #perform(operation: SoftSugarOperation, body: Fields): Promise<StandInAnswer> {
		switch (operation) {
			case "create":
				return this.#create(body);
			case "running":
				return ok(
					[...this.#rooms.values()]
						.filter((room) => !room.isOver)
						.map(({ sessionId, status }) => ({ sessionId, status })),
				);
			case "history":
				return ok(this.#history(body));
			case "reply":
				return { body: this.#reply(body) };
			default: {
				const room = this.#rooms.get(String(body.sessionId));
				return room ? this.#inRoom(operation, room, body) : refused(1100, "session does not exist");
			}
		}
	}

	async #create(body: Fields): Promise<StandInAnswer> {
		const script = parse(body.param);
		const problem =
			script === null ? "param is not JSON" : this.#options.strict ? scriptProblem(script) : null;
		if (script === null || problem !== null) return refused(1101, `parameter error: ${problem}`);
		const sessionId = randomUUID().replaceAll("-", "");
		const room = new LiveRoom({
			sessionId,
			sessionToken: randomUUID(),
			userData: String(body.userData ?? ""),
			script,
			now: this.#options.now(),
			looks: this.#options.preparing,
			voice: SILENT_VOICE,
			news: (takeover, news) => this.#tell(room, takeover, news),
		});
		if (this.openRooms >= this.#options.channels) {
			room.end(SOFTSUGAR_STATUS.noCustomerChannel, room.createdAt);
			this.#rooms.set(sessionId, room);
			return ok(this.#roomData(room));
		}
		this.#rooms.set(sessionId, room);
		room.voice = await this.#options.openVoice(room.channelId);
		if (room.looksLeft === 0) this.#ready(room);
		return ok(this.#roomData(room));
	}

	#ready(room: LiveRoom): void {
		room.status = SOFTSUGAR_STATUS.created;
		this.#callBack(room, { status: room.status, ...this.#rtc(room) });
	}

	/** Fields of the room; those of Agora only once the room is there. */
	#roomData(room: LiveRoom): Fields {
		const { sessionId, sessionToken, status } = room;
		const there = status === SOFTSUGAR_STATUS.created || status === SOFTSUGAR_STATUS.live;
		return { sessionId, sessionToken, status, ...(there ? this.#rtc(room) : {}) };
	}

	#rtc({ channelId }: LiveRoom): Fields {
		return {
			rtcAppId: "stand-in",
			rtcChannelId: channelId,
			rtcUid: "4294967295",
			rtcToken: `007-${randomUUID()}`,
		};
	}

	#inRoom(operation: SoftSugarOperation, room: LiveRoom, body: Fields): StandInAnswer {
		if (operation === "stat") return this.#stat(room);
		if (room.isOver) return refused(1102, "session is closed");
		switch (operation) {
			case "heartbeat":
				room.lastSign = this.#options.now();
				return ok();
			case "start":
				if (room.status !== SOFTSUGAR_STATUS.created) return ok(false);
				room.status = SOFTSUGAR_STATUS.live;
				return ok(true);
			case "close":
				this.#end(room, SOFTSUGAR_STATUS.closedByHand);
				return ok(true);
			case "command":
			case "queue":
			case "quick":
				return this.#takeOver(operation, room, body);
			case "list":
				return ok({ commandTraceIds: room.traces });
			case "reorder":
				return ok({ isSuccess: room.move(String(body.commandTraceId), Number(body.priority)) });
			case "cancel": {
				const traces = String(body.commandTraceId);
				const done = room.cancel(traces === "-1" ? "all" : traces.split(";"));
				// Nothing to cancel is a success for all, a failure for one.
				if (done || traces === "-1")
					return ok({ isSuccess: true, commandFinishTime: stamp(this.#options.now()) });
				return ok({ isSuccess: false, message: "command does not exist" });
			}
			case "audience":
				return body.rtcChannelId === room.channelId
					? ok(this.#rtc(room).rtcToken)
					: refused(1103, "rtcChannelId does not belong to the session");
			default:
				return { status: 404, body: "not found" };
		}
	}

	#stat(room: LiveRoom): StandInAnswer {
		if (room.status === SOFTSUGAR_STATUS.creating && --room.looksLeft <= 0) this.#ready(room);
		const { sessionId: _, ...data } = this.#roomData(room);
		return ok(data);
	}

	#takeOver(operation: "command" | "queue" | "quick", room: LiveRoom, body: Fields): StandInAnswer {
		const param = parse(body.param);
		if (param === null) return refused(1101, "parameter error: param is not JSON");
		if (room.status !== SOFTSUGAR_STATUS.live) return ok({ isSuccess: false });
		const text =
			operation === "quick"
				? quickText(room, param)
				: String(fieldsOf(param.tts_query).content ?? param.audio ?? "");
		if (text === "") return refused(1101, "parameter error: nothing to say");
		if (operation !== "quick" && this.#options.strict && param.tts_query && [...text].length < 10)
			return refused(1104, "tts_query.content must be at least 10 characters");
		if (operation === "quick" && room.isSpeaking) return ok({ isSuccess: false });
		const takeover = { trace: randomUUID(), text };
		if (operation === "queue") {
			room.enqueue(takeover, body.priority === undefined ? undefined : Number(body.priority));
			return ok({ commandStatus: SOFTSUGAR_STATUS.takeoverQueued, commandTraceId: takeover.trace });
		}
		room.takeOver(takeover);
		return ok({ isSuccess: true, commandTraceId: takeover.trace });
	}

	#history({ pageNo = 1, pageSize = 10, status, sessionId }: Fields): Fields {
		const rooms = [...this.#rooms.values()].filter(
			(room) =>
				room.isOver &&
				(status === undefined || room.status === status) &&
				(sessionId === undefined || room.sessionId === sessionId),
		);
		const startIndex = (Number(pageNo) - 1) * Number(pageSize);
		return {
			pagination: {
				pageNo,
				numberPages: Math.ceil(rooms.length / Number(pageSize)),
				numberRecords: rooms.length,
				pageSize,
				startIndex,
			},
			result: rooms.slice(startIndex, startIndex + Number(pageSize)).map((room) => ({
				sessionId: room.sessionId,
				startTime: stamp(room.createdAt),
				endTime: stamp(room.endedAt ?? 0),
				status: room.status,
			})),
		};
	}

	/** Without an envelope, and with another name for the device, as printed. */
	#reply({ device, language, query, session, trace }: Fields): Fields {
		const knows = /bathroom|toilet/i.test(String(query));
		return {
			answer: knows ? "The bathroom is on your right" : "",
			device_id: device,
			error_message: knows ? "" : "no answer",
			language,
			query,
			session,
			trace,
		};
	}

	#microphone(socket: WebSocket, { path, query }: StandInRequest): void {
		const send = (code: number, message: string) => socket.send(JSON.stringify({ code, message }));
		const room = this.#rooms.get(query.get("sessionId") ?? "");
		if (path !== SOFTSUGAR_MICROPHONE || query.get("clientType") !== "BROWSER") {
			socket.close(1008);
			return;
		}
		if (!room || query.get("Authorization") !== `Bearer ${room.sessionToken}`) {
			send(SOFTSUGAR_MIC.notAllowed, "Authentication failed");
			socket.close();
			return;
		}
		this.#microphones.set(socket, room);
		let isReady = false;
		socket.on("close", () => this.#microphones.delete(socket));
		socket.on("message", (data, isBinary) => {
			if (isBinary) {
				if (isReady) this.heardBytes += (data as Buffer).length;
				return;
			}
			const { code } = parse(String(data)) ?? {};
			if (code === SOFTSUGAR_MIC.eof) {
				socket.close(1000);
				return;
			}
			const [answer, message] =
				code === SOFTSUGAR_MIC.begin
					? this.#begin(room)
					: ([SOFTSUGAR_MIC.sendFailed, "Failed to send voice data"] as const);
			isReady = answer === SOFTSUGAR_MIC.ready;
			send(answer, message);
		});
	}

	#begin(room: LiveRoom): readonly [number, string] {
		const planted = this.#micFaults.shift();
		if (planted !== undefined) return [planted, "planted"];
		if (room.status !== SOFTSUGAR_STATUS.live) return [SOFTSUGAR_MIC.notReady, "Server not ready to receive"];
		if (room.isSpeaking) return [SOFTSUGAR_MIC.conflict, "Algorithm-side takeover conflict rejected"];
		return [SOFTSUGAR_MIC.ready, "Server ready to receive"];
	}

	/** Tells the room's microphones and the callback's address of a takeover. */
	#tell(room: LiveRoom, { trace: commandTraceId }: RoomTakeover, news: RoomNews): void {
		const [code, message] = NEWS_CODES[news];
		const { sessionId } = room;
		const timestamp = Math.floor(this.#options.now() / 1000);
		for (const [socket, of] of this.#microphones)
			if (of === room)
				socket.send(JSON.stringify({ code, message, data: { sessionId, commandTraceId, timestamp } }));
		this.#callBack(room, {
			status: NEWS_STATUS[news],
			commandTraceId,
			...(news === "ended" ? { commandFinishTime: stamp(this.#options.now()) } : {}),
		});
	}

	#end(room: LiveRoom, status: number): void {
		if (room.isOver) return;
		room.end(status, this.#options.now());
		for (const [socket, of] of this.#microphones) if (of === room) socket.close(1000);
		this.#callBack(room, { status });
	}

	#callBack({ sessionId, userData }: LiveRoom, fields: Fields): void {
		const { callbackUrl } = this.#options;
		if (callbackUrl === undefined) return;
		const body = JSON.stringify({ sessionId, userData, ...fields });
		// The vendor does not say that it tries again; a listener that is gone misses it.
		void fetch(callbackUrl, { method: "POST", headers: { "content-type": "application/json" }, body }).catch(
			() => {},
		);
	}
}

function parse(text: unknown): Fields | null {
	try {
		const value: unknown = JSON.parse(String(text));
		return typeof value === "object" && value !== null ? (value as Fields) : null;
	} catch {
		return null;
	}
}

/** What a strict server does not take of a live script; `null` if all is well. */
function scriptProblem(script: Fields): string | null {
	const [scene] = Array.isArray(script.sceneList) ? script.sceneList.map(fieldsOf) : [];
	if (scene === undefined) return "sceneList is required";
	for (const field of ["version", "recycle", "stream_mode"])
		if (!(field in script)) return `${field} is required`;
	for (const field of ["digital_role", "tts_config"]) if (!(field in scene)) return `${field} is required`;
	const { volume, speed_ratio: speed } = fieldsOf(scene.tts_config);
	if (!(Number(volume) >= 1 && Number(volume) <= 400)) return "volume is out of [1, 400]";
	if (!(Number(speed) >= 0.5 && Number(speed) <= 2)) return "speed_ratio is out of [0.5, 2]";
	return null;
}

/** Filler word of a script; −1 takes the first, so that it is the same every time. */
function quickText(room: LiveRoom, param: Fields): string {
	const [scene] = Array.isArray(room.script.sceneList) ? room.script.sceneList.map(fieldsOf) : [];
	const words = Array.isArray(scene?.quick_response) ? scene.quick_response : [];
	return String(words[Math.max(0, Number(param.order))] ?? "");
}

/** `yyyy-MM-dd HH:mm:ss`. */
const stamp = (time: number): string => new Date(time).toISOString().slice(0, 19).replace("T", " ");
