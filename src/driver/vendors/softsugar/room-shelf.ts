import { randomUUID } from "node:crypto";
import type { Fields } from "../../../protocol/loose-fields.ts";
import { SOFTSUGAR_STATUS } from "../../../protocol/softsugar-paths.ts";
import { Mouth } from "../mouth.ts";
import { LiveRoom, type RoomNews, type RoomStage, type RoomTakeover } from "./live-room.ts";
import { rtcFields, stamp } from "./room-answers.ts";
import type { RoomMicrophones } from "./room-microphones.ts";
import type { SoftSugarStandInOptions } from "./softsugar-stand-in.ts";

const NEWS_STATUS: Readonly<Record<RoomNews, number>> = {
	queued: SOFTSUGAR_STATUS.takeoverQueued,
	started: SOFTSUGAR_STATUS.takeoverStarted,
	ended: SOFTSUGAR_STATUS.takeoverFinished,
	failed: SOFTSUGAR_STATUS.takeoverFailed,
};

/** Pixels of a room's picture: the document's canvas, smaller. */
const PICTURE = { width: 1080, height: 1920, alpha: false } as const;

/** The rooms of the stand-in: how long they last, what they cost, and who is told of them. */
export class RoomShelf {
	readonly #options: Required<SoftSugarStandInOptions>;
	readonly #microphones: RoomMicrophones;
	readonly #rooms = new Map<string, LiveRoom>();
	/** Where statuses are posted; nowhere while empty, as at the vendor until it has been told. */
	callbackUrl = "";

	constructor(options: Required<SoftSugarStandInOptions>, microphones: RoomMicrophones) {
		this.#options = options;
		this.#microphones = microphones;
	}

	get all(): readonly LiveRoom[] {
		return [...this.#rooms.values()];
	}

	get open(): readonly LiveRoom[] {
		return this.all.filter((room) => !room.isOver);
	}

	find(sessionId: unknown): LiveRoom | undefined {
		return this.#rooms.get(String(sessionId));
	}

	/** Seconds that all rooms have cost so far. */
	get billedSeconds(): number {
		const now = this.#options.now();
		return this.all.reduce((sum, { createdAt, endedAt }) => sum + ((endedAt ?? now) - createdAt) / 1000, 0);
	}

	async create(script: Fields, userData: string): Promise<LiveRoom> {
		const { now, preparing, channels } = this.#options;
		const sessionId = randomUUID().replaceAll("-", "");
		const channelId = `room-${sessionId}`;
		const hasChannel = this.open.length < channels;
		const room = new LiveRoom({
			sessionId,
			sessionToken: randomUUID(),
			channelId,
			userData,
			script,
			now: now(),
			looks: preparing,
			stage: hasChannel ? await this.#stage(channelId) : null,
			news: (takeover, news) => this.#tell(room, takeover, news),
		});
		this.#rooms.set(sessionId, room);
		if (!hasChannel) room.end(SOFTSUGAR_STATUS.noCustomerChannel, room.createdAt);
		else if (room.looksLeft === 0) this.#ready(room);
		return room;
	}

	/** Somebody looks whether a room is there: after some looks it is. */
	look(room: LiveRoom): void {
		if (room.status === SOFTSUGAR_STATUS.creating && --room.looksLeft <= 0) this.#ready(room);
	}

	/** Ends a room with a status. Idempotent. */
	end(room: LiveRoom, status: number): void {
		if (room.isOver) return;
		room.end(status, this.#options.now());
		this.#microphones.close(room);
		this.#callBack(room, { status });
	}

	/** Closes rooms that have shown no sign of life for too long. */
	checkSigns(): void {
		const { now, silence } = this.#options;
		for (const room of this.open)
			if (now() - room.lastSign > silence) this.end(room, SOFTSUGAR_STATUS.closed);
	}

	/** Ends every room without a word. */
	dispose(): void {
		for (const room of this.all) room.end(SOFTSUGAR_STATUS.closedByHand, this.#options.now());
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

	/** Tells the room's microphones and the callback's address of a takeover. */
	#tell(room: LiveRoom, { trace: commandTraceId }: RoomTakeover, news: RoomNews): void {
		const { sessionId } = room;
		const now = this.#options.now();
		this.#microphones.tell(room, news, { sessionId, commandTraceId, timestamp: Math.floor(now / 1000) });
		this.#callBack(room, {
			status: NEWS_STATUS[news],
			commandTraceId,
			...(news === "ended" ? { commandFinishTime: stamp(now) } : {}),
		});
	}

	#callBack({ sessionId, userData }: LiveRoom, fields: Fields): void {
		if (this.callbackUrl === "") return;
		const body = JSON.stringify({ sessionId, userData, ...fields });
		// The vendor does not say that it tries again; a listener that is gone misses it.
		const headers = { "content-type": "application/json" };
		void fetch(this.callbackUrl, { method: "POST", headers, body }).catch(() => {});
	}
}
