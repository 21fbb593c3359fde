import type { Seconds } from "../../../util/time.ts";
import type { SpokenPhrase } from "../../spoken-phrase.ts";

/** What a stand-in asks of a stream. */
export interface StreamRequest {
	/** Letters, digits, `-` and `_`: unique on this machine, and the last part of every address of the stream. */
	readonly id: string;
	readonly width: number;
	readonly height: number;
	/** Puts the alpha channel beside the colour, as Tencent's documents lay it out. */
	readonly alpha: boolean;
	/** By how much the picture comes after the sound that it belongs to; negative: before it. */
	readonly skew: Seconds;
	/** Takes what watchers send over the room's data channel; nobody listens if it is absent. */
	readonly received?: (message: string) => void;
}

/** Addresses at which one picture and its sound can be played now, by transport; absent if it is not served. */
export interface StreamAddresses {
	/** `webrtc://host:port/application/stream`; `signalling` is where its offer is posted. */
	readonly leb?: { readonly url: string; readonly signalling: string };
	readonly whep?: string;
	readonly hls?: string;
	readonly flv?: string;
}

/** A stream that runs: a face that rests until it is given something to say. */
export interface StandInStream {
	readonly addresses: StreamAddresses;
	/** Plays behind whatever it still plays. 24 kHz sound and 25 face frames per second, see `SpokenPhrase`. */
	play(phrase: SpokenPhrase): void;
	/** Throws away what has not been played. */
	interrupt(): void;
	/** Tells everybody who watches, over the room's data channel. */
	tell(message: string): void;
	/** Ends the stream; its addresses answer nothing any more. Idempotent. */
	dispose(): Promise<void>;
}

/** Makes the streams of the stand-ins. */
export interface MediaHook {
	openStream(request: StreamRequest): Promise<StandInStream>;
	/** Ends every stream. Idempotent. */
	dispose(): Promise<void>;
}

/** A hook that serves nothing: commands, states and times are real, there is just no picture. */
export const NO_MEDIA: MediaHook = {
	openStream: async () => ({
		addresses: {},
		play: () => {},
		interrupt: () => {},
		tell: () => {},
		dispose: async () => {},
	}),
	dispose: async () => {},
};
