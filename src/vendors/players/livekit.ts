import type { Participant, RemoteTrack, Room, RoomEvent, TrackPublishOptions } from "livekit-client";
import type { LiveKitRoom } from "../stream-descriptor.ts";
import { RoomEar } from "./room-ear.ts";
import { RtcMeasure } from "./rtc-measure.ts";
import { NO_TRANSPORT_STATS, type Transport, type TransportNews, type TransportStats } from "./transport.ts";

/** What is used of a LiveKit room. */
export type LiveKitClient = Pick<Room, "connect" | "disconnect"> & {
	readonly localParticipant: {
		publishData: Room["localParticipant"]["publishData"];
		publishTrack(track: MediaStreamTrack, options?: TrackPublishOptions): Promise<unknown>;
		unpublishTrack(track: MediaStreamTrack): Promise<unknown>;
	};
	on(event: `${RoomEvent.TrackSubscribed}`, listener: (track: LiveKitTrack) => void): unknown;
	on(
		event: `${RoomEvent.DataReceived}`,
		listener: (data: Uint8Array, from?: Pick<Participant, "identity">) => void,
	): unknown;
	on(event: `${RoomEvent.ParticipantDisconnected}`, listener: () => void): unknown;
	on(event: `${RoomEvent.Disconnected}`, listener: (reason?: unknown) => void): unknown;
};

/** What is used of a track. */
export type LiveKitTrack = Pick<RemoteTrack, "kind" | "mediaStreamTrack" | "getRTCStatsReport">;

/** What is used of LiveKit's package. */
export interface LiveKitSdk {
	newRoom(): LiveKitClient;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A room of LiveKit. */
export class LiveKitTransport implements Transport {
	readonly kind = "livekit";
	readonly stream: MediaStream = new MediaStream();
	readonly #room: LiveKitRoom;
	readonly #client: LiveKitClient;
	readonly #ear = new RoomEar<string>();
	readonly #tracks = new Map<string, { readonly track: LiveKitTrack; readonly measure: RtcMeasure }>();
	#disposed = false;

	constructor(room: LiveKitRoom, sdk: LiveKitSdk) {
		this.#room = room;
		this.#client = sdk.newRoom();
	}

	readonly onData = this.#ear.listen;

	async open(video: HTMLVideoElement, news: TransportNews, signal: AbortSignal): Promise<void> {
		video.srcObject = this.stream;
		const client = this.#client;
		client.on("trackSubscribed", (track) => this.#play(track));
		client.on("dataReceived", (data, from) => {
			const { serverIdentity } = this.#room;
			// A room may have other guests; only the avatar's server speaks for the avatar.
			if (serverIdentity === undefined || from === undefined || from.identity === serverIdentity)
				this.#ear.hear(decoder.decode(data));
		});
		client.on("participantDisconnected", () => news.ended());
		client.on("disconnected", () => this.#disposed || news.failed("The room was left."));
		await client.connect(this.#room.url, this.#room.token);
		signal.throwIfAborted();
	}

	async sendData(data: string): Promise<void> {
		await this.#client.localParticipant.publishData(encoder.encode(data), { reliable: true });
	}

	async publish(track: MediaStreamTrack): Promise<() => void> {
		await this.#client.localParticipant.publishTrack(track);
		return () => void this.#client.localParticipant.unpublishTrack(track).catch(() => {});
	}

	async measure(): Promise<TransportStats> {
		let stats = NO_TRANSPORT_STATS;
		for (const { track, measure } of this.#tracks.values()) {
			const report = await track.getRTCStatsReport();
			if (report) stats = merge(stats, measure.read(report));
		}
		return stats;
	}

	dispose(): void {
		this.#disposed = true;
		void this.#client.disconnect();
	}

	#play(track: LiveKitTrack): void {
		this.#tracks.set(track.kind, { track, measure: new RtcMeasure() });
		for (const old of this.stream.getTracks())
			if (old.kind === track.mediaStreamTrack.kind) this.stream.removeTrack(old);
		this.stream.addTrack(track.mediaStreamTrack);
	}
}

const sum = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : a + b);

/** The statistics of two tracks of one room. */
const merge = (a: TransportStats, b: TransportStats): TransportStats => ({
	bitrate: sum(a.bitrate, b.bitrate),
	packetsLost: sum(a.packetsLost, b.packetsLost),
	concealedSound: a.concealedSound ?? b.concealedSound,
	roundTrip: b.roundTrip ?? a.roundTrip,
	videoJitterDelay: b.videoJitterDelay ?? a.videoJitterDelay,
	audioJitterDelay: b.audioJitterDelay ?? a.audioJitterDelay,
});
