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
import { type StandInAnswer, type StandInRequest, StandInServer } from "../stand-in-server.ts";
import { type StandInVoice, steadyVoice } from "../stand-in-voice.ts";
import { askRoom } from "./ask-room.ts";
import type { LiveRoom } from "./live-room.ts";
import { scriptProblem } from "./read-script.ts";
import {
	historyList,
	NO_SUCH_OPERATION,
	ok,
	questionReply,
	refused,
	roomFields,
	runningList,
	UNAUTHORISED,
} from "./room-answers.ts";
import { RoomMicrophones } from "./room-microphones.ts";
import { RoomShelf } from "./room-shelf.ts";
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

/** SoftSugar's server as its document prints it, on this machine. */
export class SoftSugarStandIn {
	/** Sockets of microphones. */
	readonly microphones = new RoomMicrophones();
	readonly #options: Required<SoftSugarStandInOptions>;
	readonly #tokens: TokenDesk;
	readonly #rooms: RoomShelf;
	readonly #watch: NodeJS.Timeout;
	#server: StandInServer | undefined;

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
		this.#rooms = new RoomShelf(this.#options, this.microphones);
		this.#watch = setInterval(() => this.checkSigns(), 1000);
	}

	static async start(options: SoftSugarStandInOptions): Promise<SoftSugarStandIn> {
		const standIn = new SoftSugarStandIn(options);
		const room = ({ query }: StandInRequest) => standIn.#rooms.find(query.get("sessionId"));
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
		return this.#rooms.open.length;
	}

	/** Seconds that all rooms have cost so far. */
	get billedSeconds(): number {
		return this.#rooms.billedSeconds;
	}

	/** Posts statuses to this address from now on; nowhere before, as at the vendor until it has been told one. */
	callBackTo(url: string): void {
		this.#rooms.callbackUrl = url;
	}

	/** Ends every room, and forgets requests, faults and what microphones have sent. */
	forget(): void {
		for (const room of this.#rooms.all) this.#rooms.end(room, SOFTSUGAR_STATUS.closedByHand);
		this.server.forget();
		this.microphones.forget();
	}

	/** Every token that was given out is refused from now on. */
	expireTokens(): void {
		this.#tokens.expire();
	}

	/** Ends a room as the vendor would, with a status. */
	endRoom(sessionId: string, status: number): void {
		const room = this.#rooms.find(sessionId);
		if (room) this.#rooms.end(room, status);
	}

	/** Closes rooms that have shown no sign of life for too long. */
	checkSigns(): void {
		this.#rooms.checkSigns();
	}

	/** Idempotent. */
	async dispose(): Promise<void> {
		clearInterval(this.#watch);
		this.#rooms.dispose();
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
		switch (operation) {
			case "create":
				return this.#create(body);
			case "running":
				return ok(runningList(this.#rooms.all));
			case "history":
				return ok(historyList(this.#rooms.all, body));
			case "reply":
				return { body: questionReply(body) };
			default: {
				const room = this.#rooms.find(body.sessionId);
				return room ? this.#inRoom(operation, room, body) : refused(1100, "session does not exist");
			}
		}
	}

	async #create(body: Fields): Promise<StandInAnswer> {
		const script = parseFields(String(body.param));
		const problem =
			script === null ? "param is not JSON" : this.#options.strict ? scriptProblem(script) : null;
		if (script === null || problem !== null) return refused(1101, `parameter error: ${problem}`);
		return ok(roomFields(await this.#rooms.create(script, String(body.userData ?? ""))));
	}

	#inRoom(operation: SoftSugarOperation, room: LiveRoom, body: Fields): StandInAnswer {
		if (operation === "stat") return this.#stat(room);
		if (room.isOver) return refused(1102, "session is closed");
		if (operation === "close") {
			this.#rooms.end(room, SOFTSUGAR_STATUS.closedByHand);
			return ok(true);
		}
		return askRoom(operation, room, body, this.#options);
	}

	#stat(room: LiveRoom): StandInAnswer {
		this.#rooms.look(room);
		const { sessionId: _, ...data } = roomFields(room);
		return ok(data);
	}
}
