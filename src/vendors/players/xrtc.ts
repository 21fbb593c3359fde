import { Signal } from "../../util/signal.ts";
import { seconds } from "../../util/time.ts";
import type { Player, PlayerState, PlayerStats } from "../player.ts";
import type { XrtcRoom } from "../stream-descriptor.ts";
import { NO_TRANSPORT_STATS } from "./transport.ts";
import { VideoWatch } from "./video-watch.ts";

/**
 * What is used of iFLYTEK's own player, which only iFLYTEK gives out (`rtcplayer.esm.js` in its web SDK): the host page
 * brings it. Names are the SDK's.
 */
export interface XrtcPlayer {
	playerType: number;
	stream: unknown;
	container: HTMLElement | null;
	play(): Promise<void> | void;
	/** In a click, after `not-allowed`. */
	resume(): Promise<void> | void;
	stop(): void;
	destroy?(): void;
	on(event: "play" | "playing" | "waiting" | "stop" | "not-allowed", listener: () => void): unknown;
	on(event: "error", listener: (error: unknown) => void): unknown;
}

/** The vendor's number of the transport. */
const XRTC = 12;

const EMPTY: PlayerStats = {
	...NO_TRANSPORT_STATS,
	firstFrame: null,
	frameRate: null,
	framesShown: 0,
	framesDropped: null,
	stalls: 0,
	stalledTime: seconds(0),
	width: null,
	height: null,
};

/**
 * iFLYTEK's player behind the common interface. It tells no statistics: what can be seen is counted at the `<video>` that
 * it puts into its container, if it puts one there.
 */
export class XrtcHostPlayer implements Player {
	readonly kind = "xrtc";
	readonly state = new Signal<PlayerState>({ type: "loading" });
	readonly #player: XrtcPlayer;
	readonly #room: XrtcRoom;
	readonly #now: () => number;
	#element: HTMLElement | null = null;
	#video: HTMLVideoElement | null = null;
	#watch: VideoWatch | null = null;
	#attached: number | null = null;
	#firstFrame: number | null = null;
	#waitingSince: number | null = null;
	#stalls = 0;
	#stalledTime = 0;

	/** `now` in milliseconds. */
	constructor(room: XrtcRoom, player: XrtcPlayer, now: () => number = () => performance.now()) {
		this.#room = room;
		this.#player = player;
		this.#now = now;
	}

	get audio(): MediaStream | null {
		const source = this.#video?.srcObject;
		return source && "getAudioTracks" in source ? source : (this.#watch?.captured ?? null);
	}

	async attach(element: HTMLElement): Promise<void> {
		this.#element = element;
		if (this.#attached !== null) throw new TypeError("This player is attached already");
		this.#attached = this.#now();
		const { server, roomId, appId, auth, sid } = this.#room;
		const player = this.#player;
		const timeStr = String(Math.floor(Date.now() / 1000));
		const userId = crypto.randomUUID();
		player.playerType = XRTC;
		player.stream = { sid, server, auth, appid: appId, userId, roomId, timeStr };
		player.container = element;
		player.on("playing", () => this.#playing());
		player.on("waiting", () => this.#waiting());
		player.on("stop", () => this.#become({ type: "ended" }));
		player.on("not-allowed", () => this.#become({ type: "needs-gesture" }));
		player.on("error", (error) => {
			const reason = error instanceof Error ? error.message : JSON.stringify(error);
			this.#become({ type: "failed", reason: `The vendor's player failed: ${reason}.` });
		});
		await player.play();
	}

	async stats(): Promise<PlayerStats> {
		return {
			...EMPTY,
			...this.#watch?.stats(),
			firstFrame: this.#firstFrame === null ? null : seconds(this.#firstFrame),
			stalls: this.#stalls,
			stalledTime: seconds(this.#stalledTime + this.#waited()),
		};
	}

	async resume(): Promise<void> {
		await this.#player.resume();
	}

	dispose(): void {
		if (this.state.value.type === "ended") return;
		this.#watch?.dispose();
		this.#player.stop();
		this.#player.destroy?.();
		this.#become({ type: "ended" });
	}

	#playing(): void {
		this.#firstFrame ??= (this.#now() - (this.#attached ?? 0)) / 1000;
		this.#stalledTime += this.#waited();
		this.#waitingSince = null;
		this.#lookForVideo();
		this.#become({ type: "playing" });
	}

	#waiting(): void {
		if (this.#firstFrame === null || this.#waitingSince !== null) return;
		this.#waitingSince = this.#now();
		this.#stalls++;
		this.#become({ type: "stalled" });
	}

	#lookForVideo(): void {
		this.#video ??= this.#element?.querySelector("video") ?? null;
		if (this.#video !== null) this.#watch ??= new VideoWatch(this.#video, () => {});
	}

	#waited(): number {
		return this.#waitingSince === null ? 0 : (this.#now() - this.#waitingSince) / 1000;
	}

	#become(state: PlayerState): void {
		const { type } = this.state.value;
		if (type !== "failed" && type !== "ended") this.state.value = state;
	}
}
