/**
 * The endpoint-rendering driver API as the vendor spells it (specs: "Endpoint Rendering Driver API").
 * Nothing outside `src/protocol`, the local driver and the gateway uses these names.
 * Times are decimal strings in units of 100 ns.
 */

export type DriverType = "TEXT" | "CHAT" | "STREAM_TEXT";
export type ChatCommand = "CHATTING" | "START_CHAT" | "STOP_CHAT";
export type InputTextType = "MARKDOWN" | "SSML";

export type ReplyType =
	| "cloudAiGpt"
	| "yunxiaowei"
	| "cloudAiWaiting"
	| "cloudAiTimeOut"
	| "sensitive"
	| "input"
	| "enhanceText";

/** SpeechParam of a request. */
export interface WireSpeechParam {
	TimbreKey?: string;
	/** 0.5 … 2.0, 1.0 is normal. */
	Speed?: number;
	/** −10 … 10, 0 is normal. */
	Volume?: number;
	EmotionCategory?: string;
	/** 50 … 200. */
	EmotionIntensity?: number;
	SmartActionEnabled?: boolean;
	/** 0 by character, 1 by word. */
	SubtitleType?: 0 | 1;
	TimbreLanguage?: string;
}

/** Payload of a request. */
export interface WireRequestPayload {
	ReqId: string;
	StreamId: string;
	VirtualmanProjectId: string;
	InputText?: string;
	SpeechParam?: WireSpeechParam;
	DriverType: DriverType;
	ChatCommand?: ChatCommand;
	InputTextType?: InputTextType;
	Seq?: number;
	IsFinal?: boolean;
}

export interface WireRequest {
	Header: Record<string, unknown>;
	Payload: WireRequestPayload;
}

export interface WirePhoneme {
	Phn: string;
	Start: string;
	End: string;
}

export interface WireWord {
	/** `initial-finalTone` per syllable, syllables joined by `|`. */
	Phn: string;
	Word: string;
}

export interface WireAction {
	/** Name of the action. */
	Pos: string;
	Start: string;
}

export interface WireSubtitle {
	Word: string;
	Start: string;
	End: string;
	/** Code-point range `[PosStart, PosEnd)` in the text. */
	PosStart: string;
	PosEnd: string;
}

export interface WireExpression {
	Name: string;
	Start: string;
	End: string;
	/** Code-point position in the text. */
	Loc: string;
	/** Begin, inside, end, or single: the part of the expression that this text holds. */
	Flag: "B" | "I" | "E" | "S";
}

/** SpeechRsp: sound, mouth and cues of one clause, or of a part of it. */
export interface WireSpeechRsp {
	/** Base64 of 16-bit little-endian mono PCM. */
	Audio: string;
	Sampling: number;
	ThDim: number;
	/** Frame-major: value `d` of frame `f` is `ThFeat[f * ThDim + d]`. */
	ThFeat: number[];
	Phn: WirePhoneme[];
	Word: WireWord[];
	Subtitle: WireSubtitle[];
	Action: WireAction[];
	Expression: WireExpression[];
	RealThType: string;
	/** Number of the clause. */
	SeqNo: number;
	SentenceStart: boolean;
	SentenceFinal: boolean;
	/** Last mouth data of the clause. */
	ThFeatFinal: boolean;
	/** Last message of the request. */
	Final: boolean;
}

export interface WireReplyRsp {
	ReplyType: ReplyType | "";
	ReplyPro: string;
	ReplyDisplay: string;
	InteractionType: string;
	InteractionContent: string;
	Uninterrupt: boolean;
	Muted: boolean;
	SeqNo: number;
	/** 0 unknown, 1 string, 2 ordered list, 3 unordered list, 4 image, 5 link, 6 table, 8 title, 9 SSML. */
	ContentType: number;
	TtsSupport: boolean;
	IsFinal: boolean;
	IsHighLight: boolean;
}

export interface WireResponseHeader {
	RequestID: string;
	SessionID: string;
	DialogID: string;
	Code: number;
	Message: string;
}

export interface WireResponse {
	Header: WireResponseHeader;
	Payload: {
		DriverRspType: "REPLY" | "SPEECH";
		ErrorCode: number;
		ErrorMessage: string;
		ReqId: string;
		StreamId: string;
		ReplyRsp: WireReplyRsp;
		SpeechRsp: WireSpeechRsp;
	};
}
