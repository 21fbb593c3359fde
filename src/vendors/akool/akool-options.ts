import { AKOOL_LONGEST, type AkoolApi } from "../../protocol/akool-api.ts";
import { type Seconds, seconds } from "../../util/time.ts";
import { type Capability, capabilities } from "../capability.ts";
import type { Limits } from "../limits.ts";
import type { AkoolParams } from "./room-messages.ts";

export interface AkoolOptions {
	/** As the gateway is set (`AKOOL_API`; `VendorOffer.api`). */
	readonly api?: AkoolApi;
	readonly avatarId: string;
	/** Which service carries the picture; v3 knows Agora alone. */
	readonly transport?: "agora" | "livekit" | "trtc";
	/** The session ends by itself after this time, at most an hour; v4 only. */
	readonly duration?: Seconds;
	readonly backgroundUrl?: string;
	readonly voiceId?: string;
	readonly voiceUrl?: string;
	/** Code of the language, as the vendor's list has it. */
	readonly language?: string;
	readonly voiceParams?: Readonly<Record<string, unknown>>;
	readonly knowledgeId?: string;
	/** v3: who the avatar is, as text or as the address of a PDF. */
	readonly prompt?: { readonly from: "text" | "url"; readonly content: string };
}

/** Whether the avatar says a text as it is, or answers it. */
export const AKOOL_MODE = { repeat: 1, dialogue: 2 } as const;
export type AkoolMode = (typeof AKOOL_MODE)[keyof typeof AKOOL_MODE];

const BOTH: readonly Capability[] = ["text", "chat", "sessions"];
const V4: readonly Capability[] = [
	"text-stream",
	"append",
	"interrupt",
	"background",
	"microphone",
	"progress",
	"voice-parameters",
];

export const akoolCapabilities = (api: AkoolApi): ReadonlySet<Capability> =>
	capabilities(...BOTH, ...(api === "v4" ? V4 : []));

/** Neither document bounds a text; a room takes 6000 bytes a second. */
export const AKOOL_LIMITS: Limits = {
	text: { most: 60_000, unit: "bytes" },
	session: seconds(AKOOL_LONGEST),
};

/** Without what was not given. */
const given = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Body of the request for a session. */
export function createBody(options: AkoolOptions, api: AkoolApi): object {
	const { avatarId, transport = "agora", duration } = options;
	const both = { avatar_id: avatarId, background_url: options.backgroundUrl };
	if (api === "v3") return given({ ...both, stream_type: "agora" });
	return given({
		...both,
		stream_type: transport,
		duration: duration === undefined ? undefined : Math.min(duration, AKOOL_LONGEST),
		voice_id: options.voiceId,
		voice_url: options.voiceUrl,
		language: options.language,
		voice_params: options.voiceParams,
		knowledge_id: options.knowledgeId,
		mode_type: AKOOL_MODE.repeat,
	});
}

/** What a room of v4 is set to as soon as it is joined. */
export const firstParams = (options: AkoolOptions): AkoolParams =>
	given({
		mode: AKOOL_MODE.repeat,
		vid: options.voiceId,
		vurl: options.voiceUrl,
		lang: options.language,
		bgurl: options.backgroundUrl,
		vparams: options.voiceParams,
	});
