import { randomUUID } from "node:crypto";
import { type Fields, fieldsOf, parseFields } from "../../../protocol/loose-fields.ts";
import {
	SOFTSUGAR_PATHS,
	SOFTSUGAR_REFRESH,
	SOFTSUGAR_STATUS,
	SOFTSUGAR_TOKEN,
	type SoftSugarOperation,
} from "../../../protocol/softsugar-paths.ts";
import { type Seconds, seconds } from "../../../util/time.ts";
import type { Clock } from "../../pacer.ts";
import { type MediaHook, NO_MEDIA } from "../media/media-hook.ts";
import { Mouth } from "../mouth.ts";
import { type StandInAnswer, type StandInRequest, StandInServer } from "../stand-in-server.ts";
import { type StandInVoice, steadyVoice } from "../stand-in-voice.ts";
import { askRoom } from "./ask-room.ts";
import { LiveRoom, type RoomNews, type RoomStage, type RoomTakeover } from "./live-room.ts";
import { scriptProblem } from "./read-script.ts";
import {
	historyList,
	NO_SUCH_OPERATION,
	ok,
	questionReply,
	refused,
	roomFields,
	rtcFields,
	runningList,
	stamp,
	UNAUTHORISED,
} from "./room-answers.ts";
import { RoomMicrophones } from "./room-microphones.ts";
import { TokenDesk } from "./token-desk.ts";

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
	readonly voice?: StandInVoice;
	/** Shows the rooms; a room's stream has its `rtcChannelId` as id. */
	readonly media?: MediaHook;
	/** Length of a second of speech, in seconds. */
	readonly timeScale?: number;
	readonly skew?: Seconds;
}

const NEWS_STATUS: Readonly<Record<RoomNews, number>> = {
	queued: SOFTSUGAR_STATUS.takeoverQueued,
	started: SOFTSUGAR_STATUS.takeoverStarted,
	ended: SOFTSUGAR_STATUS.takeoverFinished,
	failed: SOFTSUGAR_STATUS.takeoverFailed,
};

/** Pixels of a room's picture: the document's canvas, smaller. */
const PICTURE = { width: 1080, height: 1920, alpha: false } as const;

/** SoftSugar's server as its document prints it, on this machine. */
export class SoftSugarStandIn {
	/** Sockets of microphones. */
	readonly microphones = new RoomMicrophones();
	readonly #options: Required<SoftSugarStandInOptions>;
	readonly #tokens: TokenDesk;
	readonly #rooms = new Map<string, LiveRoom>();
	readonly #watch: NodeJS.Timeout;
	#server: StandInServer | undefined;
	#callbackUrl = "";

	private constructor(options: SoftSugarStandInOptions) {
		this.#options = {
			port: 0,
			now: () => Date.now(),
			strict: true,
			preparing: 1,
			channels: 2,
			silence: 180_000,
			voice: steadyVoice(0.02),
			media: NO_MEDIA,
			timeScale: 1,
			skew: seconds(0),
			...options,
		};
		this.#tokens = new TokenDesk(this.#options);
		this.#watch = setInterval(() => this.checkSigns(), 1000);
	}

	static async start(options: SoftSugarStandInOptions): Promise<SoftSugarStandIn> {
		const standIn = new SoftSugarStandIn(options);
		const room = ({ query }: StandInRequest) => standIn.#rooms.get(query.get("sessionId") ?? "");
		standIn.#server = await StandInServer.start(
			{
				answer: (request) => standIn.#answer(request),
				opened: (socket, request) => standIn.microphones.open(socket, request, room(request)),
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

	/** Posts statuses to this address from now on; nowhere before, as at the vendor until it has been told one. */
	callBackTo(url: string): void {
		this.#callbackUrl = url;
	}

	/** Ends every room, and forgets requests, faults and what microphones have sent. */
	forget(): void {
		for (const room of this.#rooms.values()) this.#end(room, SOFTSUGAR_STATUS.closedByHand);
		this.server.forget();
		this.microphones.forget();
	}

	/** Every token that was given out is refused from now on. */
	expireTokens(): void {
		this.#tokens.expire();
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
		if (request.path === SOFTSUGAR_TOKEN) return this.#tokens.sign(fieldsOf(request.body));
		if (request.path === SOFTSUGAR_REFRESH) return this.#tokens.refresh(request);
		if (!this.#tokens.admits(request)) return UNAUTHORISED;
		const operation = (Object.keys(SOFTSUGAR_PATHS) as SoftSugarOperation[]).find((name) => {
			const [method, path] = SOFTSUGAR_PATHS[name];
			return method === request.method && path === request.path;
		});
		if (operation === undefined) return NO_SUCH_OPERATION;
		const body = request.method === "GET" ? Object.fromEntries(request.query) : fieldsOf(request.body);
		return this.#perform(operation, body);
	}

	async #perform(operation: SoftSugarOperation, body: Fields): Promise<StandInAnswer> {
		const rooms = [...this.#rooms.values()];
		switch (operation) {
			case "create":
				return this.#create(body);
			case "running":
				return ok(runningList(rooms));
			case "history":
				return ok(historyList(rooms, body));
			case "reply":
				return { body: questionReply(body) };
			default: {
				const room = this.#rooms.get(String(body.sessionId));
				return room ? this.#inRoom(operation, room, body) : refused(1100, "session does not exist");
			}
		}
	}

	async #create(body: Fields): Promise<StandInAnswer> {
		const script = parseFields(String(body.param));
		const problem =
			script === null ? "param is not JSON" : this.#options.strict ? scriptProblem(script) : null;
		if (script === null || problem !== null) return refused(1101, `parameter error: ${problem}`);
		const sessionId = randomUUID().replaceAll("-", "");
		const channelId = `room-${sessionId}`;
		const hasChannel = this.openRooms < this.#options.channels;
		const room = new LiveRoom({
			sessionId,
			sessionToken: randomUUID(),
			channelId,
			userData: String(body.userData ?? ""),
			script,
			now: this.#options.now(),
			looks: this.#options.preparing,
			stage: hasChannel ? await this.#stage(channelId) : null,
			news: (takeover, news) => this.#tell(room, takeover, news),
		});
		this.#rooms.set(sessionId, room);
		if (!hasChannel) room.end(SOFTSUGAR_STATUS.noCustomerChannel, room.createdAt);
		else if (room.looksLeft === 0) this.#ready(room);
		return ok(roomFields(room));
	}

	async #stage(id: string): Promise<RoomStage> {
		const { media, voice, timeScale, skew } = this.#options;
		const stream = await media.openStream({ ...PICTURE, id, skew });
		return { stream, mouth: new Mouth({ voice, stream, timeScale }) };
	}

	#ready(room: LiveRoom): void {
		room.status = SOFTSUGAR_STATUS.created;
		this.#callBack(room, { status: room.status, ...rtcFields(room) });
	}

	#inRoom(operation: SoftSugarOperation, room: LiveRoom, body: Fields): StandInAnswer {
		if (operation === "stat") return this.#stat(room);
		if (room.isOver) return refused(1102, "session is closed");
		if (operation === "close") {
			this.#end(room, SOFTSUGAR_STATUS.closedByHand);
			return ok(true);
		}
		return askRoom(operation, room, body, this.#options);
	}

	#stat(room: LiveRoom): StandInAnswer {
		if (room.status === SOFTSUGAR_STATUS.creating && --room.looksLeft <= 0) this.#ready(room);
		const { sessionId: _, ...data } = roomFields(room);
		return ok(data);
	}

	/** Tells the room's microphones and the callback's address of a takeover. */
	#tell(room: LiveRoom, { trace: commandTraceId }: RoomTakeover, news: RoomNews): void {
		const { sessionId } = room;
		const now = this.#options.now();
		this.microphones.tell(room, news, { sessionId, commandTraceId, timestamp: Math.floor(now / 1000) });
		this.#callBack(room, {
			status: NEWS_STATUS[news],
			commandTraceId,
			...(news === "ended" ? { commandFinishTime: stamp(now) } : {}),
		});
	}

	#end(room: LiveRoom, status: number): void {
		if (room.isOver) return;
		room.end(status, this.#options.now());
		this.microphones.close(room);
		this.#callBack(room, { status });
	}

	#callBack({ sessionId, userData }: LiveRoom, fields: Fields): void {
		if (this.#callbackUrl === "") return;
		const body = JSON.stringify({ sessionId, userData, ...fields });
		// The vendor does not say that it tries again; a listener that is gone misses it.
		const headers = { "content-type": "application/json" };
		void fetch(this.#callbackUrl, { method: "POST", headers, body }).catch(() => {});
	}
}
