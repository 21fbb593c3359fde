import { fieldsOf, numberOf, textOf } from "../../protocol/loose-fields.ts";
import { newRequestId } from "../open-drive.ts";
import type { TencentAnswer } from "./tencent-answer.ts";

/** Bytes of a text (specs, "Text-driven Instructions"). */
export const MOST_TEXT = 4000;

/** What kind of session is asked for. */
export interface TencentCloudOptions {
	/** The project or the personal asset of the gateway's account. */
	readonly figure?: "project" | "asset";
	/** 1 takes texts, 3 sound too. */
	readonly driverType?: 1 | 3;
	/** `webrtc` and `rtmp` give addresses that a browser can play, `trtc` a room. */
	readonly protocol?: "webrtc" | "rtmp" | "trtc";
	/** Asks for the alpha channel beside the colour of so many pixels; `null` for an opaque picture. */
	readonly alphaWidth?: number | null;
	/** `ProtocolOption` as it is: an external TRTC application, a stream that is pushed elsewhere. */
	readonly protocolOption?: Readonly<Record<string, unknown>>;
	/** `asset` only. Speed 50 … 200 (not 0.5 … 2 as in the driver API), volume −10 … 10. */
	readonly speech?: Readonly<Record<string, unknown>>;
	/** Where to play, if the stream is pushed elsewhere: the vendor gives no address then. */
	readonly playUrl?: string;
	/** Where `webrtc://` offers are posted; the vendor's own hosts if empty. */
	readonly signalling?: string;
	/** The viewer's id in a TRTC room: never the avatar's. */
	readonly viewerId?: string;
	/** `sdkAppId` of the TRTC application, where the address does not tell it. */
	readonly sdkAppId?: number | null;
	/** Anything else of the request's `Payload`, such as `StreamMaxInterval`. */
	readonly extra?: Readonly<Record<string, unknown>>;
}

export const TENCENT_DEFAULTS: Required<TencentCloudOptions> = {
	figure: "project",
	driverType: 3,
	protocol: "webrtc",
	alphaWidth: null,
	protocolOption: {},
	speech: {},
	playUrl: "",
	signalling: "",
	viewerId: "facewire-viewer",
	sdkAppId: null,
	extra: {},
};

/** How a text is said, beyond what all vendors know. */
export interface TencentTextOptions {
	/** Interrupts also what the platform marks as not to be interrupted. */
	readonly forced?: boolean;
	/** The project's own chat answers instead of the text being said. */
	readonly chat?: boolean;
	readonly chatRoundId?: string;
	/** At most 64 characters. */
	readonly visitorId?: string;
	/** Streams: each `write` is one clause, sent when the vendor asks for it. */
	readonly clauses?: boolean;
	/** Streams: gestures where the text has none. */
	readonly smartActions?: boolean;
}

/** `Data` of a text. */
export const textData = (text: string, options: TencentTextOptions): Record<string, unknown> => ({
	Text: text,
	...(options.forced === true ? { Interrupt: true } : {}),
	...(options.chat === true ? {} : { ChatCommand: "NotUseChat" }),
	...(options.chatRoundId === undefined ? {} : { ChatRoundId: options.chatRoundId }),
	...(options.visitorId === undefined ? {} : { CloudAiVisitorBizId: options.visitorId }),
});

/** `Payload` of `createsession` and `createsessionbyasset`; the gateway adds the figure and the user. */
export function createPayload(options: Required<TencentCloudOptions>): Record<string, unknown> {
	const { protocol, driverType, protocolOption, alphaWidth, speech, figure, extra } = options;
	return {
		ReqId: newRequestId(),
		Protocol: protocol,
		DriverType: driverType,
		...(Object.keys(protocolOption).length > 0 ? { ProtocolOption: protocolOption } : {}),
		...(alphaWidth === null ? {} : { ExtraInfo: { AlphaChannelEnable: true } }),
		...(figure === "asset" && Object.keys(speech).length > 0 ? { SpeechParam: speech } : {}),
		...extra,
	};
}

/** Where the figure stands. Positions are shares of the background; see `updatesessionconfig`. */
export interface TencentPose {
	readonly backgroundUrl?: string;
	/** −0.5 … 0.5, 0 is the middle. */
	readonly x?: number;
	/** −0.5 … 0.25, 0 is the bottom. */
	readonly y?: number;
	/** 0.25 … 2. */
	readonly zoom?: number;
	/** 3D figures: degrees. */
	readonly turn?: { readonly vertical?: number; readonly horizontal?: number };
	/** 3D figures: colours, as the platform shows them. */
	readonly colors?: Readonly<Record<string, unknown>>;
}

/** `SpaceParam` and `ImageParam`: places are required there, so what is not given stays in the middle. */
export function updatePayload({ backgroundUrl, x = 0, y = 0, zoom = 1, turn, colors }: TencentPose) {
	const image = {
		...(turn?.vertical === undefined ? {} : { ImageVerticalOffset: turn.vertical }),
		...(turn?.horizontal === undefined ? {} : { ImageHorizontalOffset: turn.horizontal }),
		...(colors === undefined ? {} : { ImageExtraParam: JSON.stringify(colors) }),
	};
	return {
		SpaceParam: {
			...(backgroundUrl === undefined ? {} : { BackgroundUrl: backgroundUrl }),
			ImagePosition: x,
			ImagePositionVertical: y,
			ImageZoom: zoom,
		},
		...(Object.keys(image).length > 0 ? { ImageParam: image } : {}),
	};
}

/** A session of the account, as the lists tell it. */
export interface TencentSession {
	readonly sessionId: string;
	readonly userId: string;
	/** 1 in progress, 2 closed, 3 preparing, 4 failed. */
	readonly status: number;
	readonly playAddress: string;
	readonly driverType: number;
	readonly isStarted: boolean;
}

/** `DriverType` comes as a number or as text. */
export function readSessions({ payload }: TencentAnswer): TencentSession[] {
	const sessions = Array.isArray(payload.Sessions) ? payload.Sessions : [];
	return sessions.map(fieldsOf).map((session) => ({
		sessionId: textOf(session.SessionId),
		userId: textOf(session.UserId),
		status: numberOf(session.SessionStatus),
		playAddress: textOf(session.PlayStreamAddr),
		driverType: numberOf(session.DriverType),
		isStarted: session.IsSessionStarted === true,
	}));
}
