import type TRTC from "trtc-sdk-v5";
import { seconds } from "../../util/time.ts";
import type { TrtcRoom } from "../stream-descriptor.ts";
import { RoomEar } from "./room-ear.ts";
import { NO_TRANSPORT_STATS, type Transport, type TransportNews, type TransportStats } from "./transport.ts";

/** What is used of TRTC's package. */
export interface TrtcSdk {
	create(options: { readonly enableSEI: boolean }): TrtcClient;
}

type Methods = Pick<TRTC, "exitRoom" | "destroy" | "sendCustomMessage" | "stopLocalAudio">;

/** What is used of a client; events by the values of `TRTC.EVENT`. */
export interface TrtcClient extends Methods {
	enterRoom(room: TrtcEnter): Promise<void>;
	startRemoteVideo(remote: { userId: string; streamType: "main" | "sub"; view: null }): Promise<void>;
	startLocalAudio(config: { option: { audioTrack: MediaStreamTrack } }): Promise<void>;
	getVideoTrack(remote: { userId: string; streamType: "main" | "sub" }): MediaStreamTrack | null;
	getAudioTrack(remote: { userId: string }): MediaStreamTrack | null;
	on<Event extends keyof TrtcEvents>(event: Event, listener: (event: TrtcEvents[Event]) => void): unknown;
}

/** The events that are listened to, with what is read of each. */
export interface TrtcEvents {
	"remote-video-available": { readonly userId: string; readonly streamType: "main" | "sub" };
	"remote-audio-available": { readonly userId: string };
	"remote-user-exit": { readonly userId: string };
	"sei-message": { readonly data: ArrayBuffer };
	"custom-message": { readonly data: ArrayBuffer };
	"kicked-out": { readonly reason: string };
	error: { readonly code: number; readonly message: string };
	statistics: {
		readonly rtt: number;
		readonly remoteStatistics: readonly {
			readonly audio: { readonly bitrate: number };
			readonly video: readonly { readonly bitrate: number }[];
		}[];
	};
}

/** What a room is entered with. */
export interface TrtcEnter {
	sdkAppId: number;
	userId: string;
	userSig: string;
	roomId?: number;
	strRoomId?: string;
	privateMapKey?: string;
	scene: "live";
	role: "audience" | "anchor";
	autoReceiveAudio: boolean;
}

/** Messages of the avatar's room travel under this number (Akool's own client). */
const MESSAGE_KIND = 1;

const BITS_PER_KILOBIT = 1000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A room of Tencent's TRTC. The package plays the sound itself; the picture goes into our `<video>`. */
export class TrtcTransport implements Transport {
	readonly kind = "trtc";
	readonly stream: MediaStream = new MediaStream();
	readonly #room: TrtcRoom;
	readonly #client: TrtcClient;
	readonly #words = new RoomEar<string>();
	readonly #sei = new RoomEar<Uint8Array>();
	#statistics: TrtcEvents["statistics"] | undefined;
	#disposed = false;

	constructor(room: TrtcRoom, sdk: TrtcSdk) {
		this.#room = room;
		this.#client = sdk.create({ enableSEI: true });
	}

	readonly onData = this.#words.listen;
	readonly onSei = this.#sei.listen;

	async open(video: HTMLVideoElement, news: TransportNews, signal: AbortSignal): Promise<void> {
		const { kind: _, alpha: __, ...room } = this.#room;
		video.srcObject = this.stream;
		// The sound is the package's own; heard twice it would echo.
		video.muted = true;
		this.#listen(news);
		await this.#client.enterRoom({ ...room, scene: "live", autoReceiveAudio: true });
		signal.throwIfAborted();
	}

	async sendData(data: string): Promise<void> {
		if (this.#room.role !== "anchor") throw new TypeError("Only an anchor can send messages in a TRTC room");
		const bytes = encoder.encode(data);
		this.#client.sendCustomMessage({ cmdId: MESSAGE_KIND, data: bytes.buffer });
	}

	async publish(track: MediaStreamTrack): Promise<() => void> {
		await this.#client.startLocalAudio({ option: { audioTrack: track } });
		return () => void this.#client.stopLocalAudio().catch(() => {});
	}

	async measure(): Promise<TransportStats> {
		const remote = this.#statistics?.remoteStatistics[0];
		if (!this.#statistics || !remote) return NO_TRANSPORT_STATS;
		const kilobits = remote.video.reduce((sum, { bitrate }) => sum + bitrate, remote.audio.bitrate);
		return {
			...NO_TRANSPORT_STATS,
			bitrate: kilobits * BITS_PER_KILOBIT,
			roundTrip: seconds(this.#statistics.rtt / 1000),
		};
	}

	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		void this.#client
			.exitRoom()
			.catch(() => {})
			.then(() => this.#client.destroy());
	}

	#listen(news: TransportNews): void {
		const client = this.#client;
		client.on("remote-video-available", async ({ userId, streamType }) => {
			try {
				await client.startRemoteVideo({ userId, streamType, view: null });
				this.#play(client.getVideoTrack({ userId, streamType }));
			} catch (error) {
				news.failed(`The avatar's picture cannot be received: ${(error as Error).message}.`);
			}
		});
		client.on("remote-audio-available", ({ userId }) => this.#play(client.getAudioTrack({ userId })));
		client.on("remote-user-exit", () => news.ended());
		client.on("sei-message", ({ data }) => this.#sei.hear(new Uint8Array(data)));
		client.on("custom-message", ({ data }) => this.#words.hear(decoder.decode(data)));
		client.on("kicked-out", ({ reason }) => news.failed(`The room was left: ${reason}.`));
		client.on("error", ({ code, message }) => news.failed(`TRTC ${code}: ${message}.`));
		client.on("statistics", (statistics) => {
			this.#statistics = statistics;
		});
	}

	#play(track: MediaStreamTrack | null): void {
		if (track === null) return;
		for (const old of this.stream.getTracks()) if (old.kind === track.kind) this.stream.removeTrack(old);
		this.stream.addTrack(track);
	}
}
