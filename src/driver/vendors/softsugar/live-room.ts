import type { Fields } from "../../../protocol/loose-fields.ts";
import { SOFTSUGAR_STATUS } from "../../../protocol/softsugar-paths.ts";
import type { StandInStream } from "../media/media-hook.ts";
import type { Mouth } from "../mouth.ts";

/** A takeover that is being said or waits. */
export interface RoomTakeover {
	readonly trace: string;
	readonly text: string;
}

/** What a room tells of its takeovers: by its microphone's socket, and by callback. */
export type RoomNews = "queued" | "started" | "ended" | "failed";

/** Where a room's picture is, and who speaks in it. */
export interface RoomStage {
	readonly stream: StandInStream;
	readonly mouth: Mouth;
}

export interface LiveRoomOptions {
	readonly sessionId: string;
	readonly sessionToken: string;
	/** Agora's name of the room; the stream's id. */
	readonly channelId: string;
	readonly userData: string;
	readonly script: Fields;
	/** Milliseconds of the stand-in's clock. */
	readonly now: number;
	/** Looks at the status until the room is there. */
	readonly looks: number;
	/** `null` for a room that never comes to be. */
	readonly stage: RoomStage | null;
	readonly news: (takeover: RoomTakeover, news: RoomNews) => void;
}

/** A live room of the stand-in: its status, its clock for the bill, its queue. */
export class LiveRoom {
	readonly sessionId: string;
	readonly sessionToken: string;
	readonly channelId: string;
	readonly userData: string;
	readonly script: Fields;
	/** Milliseconds of the stand-in's clock. */
	readonly createdAt: number;
	endedAt: number | null = null;
	status: number = SOFTSUGAR_STATUS.creating;
	looksLeft: number;
	/** Milliseconds of the stand-in's clock. */
	lastSign: number;
	readonly #stage: RoomStage | null;
	readonly #news: LiveRoomOptions["news"];
	#queue: RoomTakeover[] = [];
	#saying: AbortController | undefined;

	constructor(options: LiveRoomOptions) {
		this.sessionId = options.sessionId;
		this.sessionToken = options.sessionToken;
		this.channelId = options.channelId;
		this.userData = options.userData;
		this.script = options.script;
		this.createdAt = options.now;
		this.lastSign = options.now;
		this.looksLeft = options.looks;
		this.#stage = options.stage;
		this.#news = options.news;
	}

	get isOver(): boolean {
		return this.endedAt !== null;
	}

	/** Traces in the order of saying; the first is being said. */
	get traces(): readonly string[] {
		return this.#queue.map(({ trace }) => trace);
	}

	get isSpeaking(): boolean {
		return this.#queue.length > 0;
	}

	/** Says it now, in place of what is being said. */
	takeOver(takeover: RoomTakeover): void {
		const [current, ...waiting] = this.#queue;
		this.#queue = [takeover, ...waiting];
		if (current) this.#news(current, "ended");
		this.#silence();
		this.#next();
	}

	/** Says it behind position `priority`, 1 being what is said now; at the end if there is no such place. */
	enqueue(takeover: RoomTakeover, priority: number | undefined): void {
		const at =
			priority !== undefined && priority >= 1 && priority < this.#queue.length
				? priority
				: this.#queue.length;
		this.#queue.splice(at, 0, takeover);
		this.#news(takeover, "queued");
		this.#next();
	}

	/** False if it is not there, or is being said. */
	move(trace: string, priority: number): boolean {
		const index = this.#queue.findIndex((takeover) => takeover.trace === trace);
		const takeover = this.#queue[index];
		if (index < 1 || !takeover || priority < 1) return false;
		this.#queue.splice(index, 1);
		this.#queue.splice(Math.min(priority, this.#queue.length), 0, takeover);
		return true;
	}

	/** False if none of them is there. */
	cancel(traces: readonly string[] | "all"): boolean {
		const hit = this.#queue.filter(({ trace }) => traces === "all" || traces.includes(trace));
		const current = this.#queue[0];
		this.#queue = this.#queue.filter((takeover) => !hit.includes(takeover));
		for (const takeover of hit) this.#news(takeover, "ended");
		if (current && hit.includes(current)) {
			this.#silence();
			this.#next();
		}
		return hit.length > 0;
	}

	/** Ends it with a status; the bill stops. Idempotent. */
	end(status: number, now: number): void {
		if (this.isOver) return;
		this.status = status;
		this.endedAt = now;
		this.#queue = [];
		this.#silence();
		void this.#stage?.stream.dispose();
	}

	#silence(): void {
		if (this.#saying === undefined) return;
		this.#saying.abort();
		this.#saying = undefined;
		this.#stage?.mouth.interrupt();
	}

	#next(): void {
		const takeover = this.#queue[0];
		if (this.#saying || !takeover || this.isOver || this.#stage === null) return;
		const saying = new AbortController();
		this.#saying = saying;
		const over = (news: RoomNews) => {
			if (this.#saying !== saying) return;
			this.#saying = undefined;
			this.#queue.shift();
			this.#news(takeover, news);
			this.#next();
		};
		const started = () => this.#news(takeover, "started");
		this.#stage.mouth.say(takeover.text, saying.signal, started).then(
			() => over("ended"),
			() => over("failed"),
		);
	}
}
