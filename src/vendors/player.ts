import type { Signal } from "../util/signal.ts";
import type { Seconds } from "../util/time.ts";
import type { StreamDescriptor, StreamKind } from "./stream-descriptor.ts";

/** Where a player stands. `stalled` means that no new frame was shown for a while; it goes on by itself. */
export type PlayerState =
	| { readonly type: "loading" }
	| { readonly type: "playing" }
	| { readonly type: "stalled" }
	/** The browser wants a click before there is sound: call `resume()` in one. */
	| { readonly type: "needs-gesture" }
	| { readonly type: "ended" }
	| { readonly type: "failed"; readonly reason: string };

/** Statistics in one shape for all transports; `null` where a transport does not tell. */
export interface PlayerStats {
	/** From `attach` to the first frame shown. */
	readonly firstFrame: Seconds | null;
	/** Frames shown per second, over the last second or so. */
	readonly frameRate: number | null;
	readonly framesShown: number;
	readonly framesDropped: number | null;
	readonly stalls: number;
	readonly stalledTime: Seconds;
	/** Bits per second, picture and sound together. */
	readonly bitrate: number | null;
	/** Mean time that picture and sound wait in the receiver's jitter buffers. */
	readonly videoJitterDelay: Seconds | null;
	readonly audioJitterDelay: Seconds | null;
	readonly roundTrip: Seconds | null;
	readonly packetsLost: number | null;
	/** Sound that was invented where none had come in time, since the start; where it was silent it does not count. */
	readonly concealedSound: Seconds | null;
	readonly width: number | null;
	readonly height: number | null;
}

/** Plays one stream. Made by a {@link PlayerFactory}; main thread. */
export interface Player {
	readonly kind: StreamKind;
	readonly state: Pick<Signal<PlayerState>, "value" | "subscribe">;
	/** The sound that is played, for measurements; `null` until there is some, or if the player keeps it. */
	readonly audio: MediaStream | null;
	/** Shows the picture in `element`: a `<video>`, or a box for players that bring their own. */
	attach(element: HTMLElement): Promise<void>;
	stats(): Promise<PlayerStats>;
	/** Goes on after `needs-gesture`; to be called in a click. */
	resume(): Promise<void>;
	/** Text over the room's data channel, where the transport has one. */
	sendData?(data: string): Promise<void>;
	onData?(listener: (data: string) => void): () => void;
	/** Messages that travel inside the picture (H.264 SEI), where the transport tells them. */
	onSei?(listener: (bytes: Uint8Array) => void): () => void;
	/** How to get a new token shortly before the old one is over, where the transport needs it. */
	renewWith?(renew: () => Promise<string>): void;
	/** Sends a microphone's track into the room, where the transport can. */
	publish?(track: MediaStreamTrack): Promise<() => void>;
	/** Stops and lets go of everything. Idempotent. */
	dispose(): void;
}

/** Makes the player of a stream; its code is loaded then, and not before. */
export type PlayerFactory = (
	descriptor: StreamDescriptor,
	options?: { readonly signal?: AbortSignal },
) => Promise<Player>;
