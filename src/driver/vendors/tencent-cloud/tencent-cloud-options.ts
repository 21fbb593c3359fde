import { type Seconds, seconds } from "../../../util/time.ts";
import type { Credentials } from "../../check-handshake.ts";
import { type MediaHook, NO_MEDIA } from "../media/media-hook.ts";
import { type StandInVoice, steadyVoice } from "../stand-in-voice.ts";

export interface TencentCloudOptions extends Credentials {
	readonly projectId: string;
	readonly asset?: string;
	readonly port?: number;
	readonly voice?: StandInVoice;
	readonly media?: MediaHook;
	/** Length of a second of speech, in seconds. */
	readonly timeScale?: number;
	/** Looks that it takes until a new session is ready. */
	readonly preparation?: number;
	/** Sessions at once before 100008. */
	readonly concurrency?: number;
	/** Seconds: least between two texts (1), silence after which the channel (180) and the session (600) are cut. */
	readonly textInterval?: number;
	readonly channelIdle?: number;
	readonly sessionIdle?: number;
	/** As printed, with the oddities of the documents; or `strict`: exactly what the tables say, everything required. */
	readonly strict?: boolean;
	readonly skew?: Seconds;
	/** Time of day, seconds. */
	readonly now?: () => number;
}

export const withTencentDefaults = (options: TencentCloudOptions): Required<TencentCloudOptions> => ({
	asset: "",
	port: 0,
	voice: steadyVoice(0.05),
	media: NO_MEDIA,
	timeScale: 1,
	preparation: 0,
	concurrency: 2,
	textInterval: 1,
	channelIdle: 180,
	sessionIdle: 600,
	strict: false,
	skew: seconds(0),
	now: () => Date.now() / 1000,
	...options,
});
