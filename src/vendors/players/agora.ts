import type {
	IAgoraRTC,
	IAgoraRTCClient,
	ILocalAudioTrack,
	IRemoteAudioTrack,
	IRemoteVideoTrack,
} from "agora-rtc-sdk-ng";
import { seconds } from "../../util/time.ts";
import type { AgoraRoom } from "../stream-descriptor.ts";
import { RoomEar } from "./room-ear.ts";
import { NO_TRANSPORT_STATS, type Transport, type TransportNews } from "./transport.ts";

/** What is used of Agora's package. */
export interface AgoraSdk {
	createClient(config: Parameters<IAgoraRTC["createClient"]>[0]): AgoraClient;
	createCustomAudioTrack(config: { readonly mediaStreamTrack: MediaStreamTrack }): ILocalAudioTrack;
}

/** What is used of a client; the last is missing from the package's own types of the file that is loaded. */
export type AgoraClient = Pick<
	IAgoraRTCClient,
	| "join"
	| "leave"
	| "subscribe"
	| "setClientRole"
	| "renewToken"
	| "publish"
	| "unpublish"
	| "on"
	| "getRTCStats"
	| "getRemoteAudioStats"
	| "getRemoteVideoStats"
> & { sendStreamMessage?(message: string, needRetry?: boolean): Promise<void> };

const decoder = new TextDecoder();

/** The one remote user of a room, or nothing if there is none yet. */
const only = <Value>(byUser: Record<string, Value>): Value | undefined => Object.values(byUser)[0];

/** Agora's own picture and sound stay unplayed: their tracks go into our `<video>`, as every other transport's. */
export class AgoraTransport implements Transport {
	readonly kind = "agora";
	readonly stream: MediaStream = new MediaStream();
	readonly #room: AgoraRoom;
	readonly #sdk: AgoraSdk;
	readonly #client: AgoraClient;
	readonly #ear = new RoomEar<string>();
	#renew: (() => Promise<string>) | undefined;
	#left = false;

	constructor(room: AgoraRoom, sdk: AgoraSdk) {
		this.#room = room;
		this.#sdk = sdk;
		this.#client = sdk.createClient({ mode: room.mode, codec: room.codec });
	}

	readonly onData = this.#ear.listen;

	async open(video: HTMLVideoElement, news: TransportNews, signal: AbortSignal): Promise<void> {
		const { appId, channel, token, uid, mode } = this.#room;
		video.srcObject = this.stream;
		this.#listen(news);
		if (mode === "live") await this.#client.setClientRole("audience");
		signal.throwIfAborted();
		await this.#client.join(appId, channel, token, uid);
		// It may have been disposed while it joined.
		if (signal.aborted) await this.#client.leave();
		signal.throwIfAborted();
	}

	async sendData(data: string): Promise<void> {
		if (!this.#client.sendStreamMessage) throw new TypeError("This Agora package has no data stream");
		await this.#client.sendStreamMessage(data, false);
	}

	renewWith(renew: () => Promise<string>): void {
		this.#renew = renew;
	}

	async publish(track: MediaStreamTrack): Promise<() => void> {
		if (this.#room.mode === "live") await this.#client.setClientRole("host");
		const local = this.#sdk.createCustomAudioTrack({ mediaStreamTrack: track });
		await this.#client.publish(local);
		return () => void this.#client.unpublish(local).catch(() => {});
	}

	async measure() {
		const video = only(this.#client.getRemoteVideoStats());
		const audio = only(this.#client.getRemoteAudioStats());
		const { RecvBitrate, RTT } = this.#client.getRTCStats();
		return {
			...NO_TRANSPORT_STATS,
			bitrate: RecvBitrate,
			roundTrip: seconds(RTT / 1000),
			// What Agora calls the delay of receiving: the jitter buffer, decoding included.
			videoJitterDelay: video ? seconds(video.receiveDelay / 1000) : null,
			audioJitterDelay: audio ? seconds(audio.receiveDelay / 1000) : null,
			packetsLost:
				video || audio ? (video?.receivePacketsLost ?? 0) + (audio?.receivePacketsLost ?? 0) : null,
		};
	}

	dispose(): void {
		if (this.#left) return;
		this.#left = true;
		void this.#client.leave().catch(() => {});
	}

	#listen(news: TransportNews): void {
		const client = this.#client;
		client.on("user-published", async (user, mediaType) => {
			// The package also announces data streams here, which need no subscription.
			if (mediaType !== "video" && mediaType !== "audio") return;
			try {
				if (mediaType === "video") this.#play(await client.subscribe(user, "video"));
				else this.#play(await client.subscribe(user, "audio"));
			} catch (error) {
				news.failed(`The avatar's ${mediaType} cannot be received: ${(error as Error).message}.`);
			}
		});
		client.on("user-left", () => news.ended());
		client.on("stream-message", (_user: unknown, payload: Uint8Array) =>
			this.#ear.hear(decoder.decode(payload)),
		);
		client.on("token-privilege-will-expire", async () => {
			const token = await this.#renew?.().catch(() => undefined);
			if (token !== undefined) await client.renewToken(token).catch(() => {});
		});
		client.on("token-privilege-did-expire", () => news.failed("The token of the room has expired."));
		client.on("connection-state-change", (state, _before, reason) => {
			if (state === "DISCONNECTED" && reason !== "LEAVE") news.failed(`The room was left: ${reason}.`);
		});
	}

	#play(remote: IRemoteVideoTrack | IRemoteAudioTrack): void {
		const track = remote.getMediaStreamTrack();
		for (const old of this.stream.getTracks()) if (old.kind === track.kind) this.stream.removeTrack(old);
		this.stream.addTrack(track);
	}
}
