import type { PlayerStats } from "../player.ts";
import type { StreamKind } from "../stream-descriptor.ts";

/** What a transport knows of its own quality; `null` where it does not tell. */
export type TransportStats = Pick<
	PlayerStats,
	"bitrate" | "videoJitterDelay" | "audioJitterDelay" | "roundTrip" | "packetsLost" | "concealedSound"
>;

/** Of a transport that tells nothing. */
export const NO_TRANSPORT_STATS: TransportStats = {
	bitrate: null,
	videoJitterDelay: null,
	audioJitterDelay: null,
	roundTrip: null,
	packetsLost: null,
	concealedSound: null,
};

/** What becomes of a transport that has been opened. */
export interface TransportNews {
	/** It broke and will not come back. */
	failed(reason: string): void;
	/** The other side ended it. */
	ended(): void;
}

/**
 * The way by which one stream's picture and sound come into a `<video>`. Main thread; its package is loaded by the module that
 * makes it. Optional parts are there only where the transport has them.
 */
export interface Transport {
	readonly kind: StreamKind;
	/** What is played, once there is some; `null` if only the `<video>` has it. */
	readonly stream: MediaStream | null;
	/** Connects and gives `video` its source. Rejects if there is nothing to play, or with the signal's reason. */
	open(video: HTMLVideoElement, news: TransportNews, signal: AbortSignal): Promise<void>;
	measure(): Promise<TransportStats>;
	/** Idempotent; also while it is being opened. */
	dispose(): void;
	/** For sound that the transport plays itself. */
	resume?(): Promise<void>;
	sendData?(data: string): Promise<void>;
	onData?(listener: (data: string) => void): () => void;
	onSei?(listener: (bytes: Uint8Array) => void): () => void;
	renewWith?(renew: () => Promise<string>): void;
	publish?(track: MediaStreamTrack): Promise<() => void>;
}
