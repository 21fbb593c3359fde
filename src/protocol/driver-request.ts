import type { WireRequest, WireRequestPayload, WireSpeechParam } from "./wire.ts";

/** How the voice sounds; what is left out is as the driver's project says. */
export interface SpeechOptions {
	/** Name of the voice. */
	readonly timbre?: string;
	/** 0.5 … 2, 1 is normal. */
	readonly speed?: number;
	/** −10 … 10, 0 is normal. */
	readonly volume?: number;
	/** Only for voices that have emotions. */
	readonly emotion?: string;
	/** 50 … 200; needs `emotion`. */
	readonly emotionIntensity?: number;
	/** Let the driver choose actions that suit the text. */
	readonly smartActions?: boolean;
	/** What one subtitle holds. */
	readonly subtitles?: "character" | "word";
	/** Language of a voice that has several. */
	readonly language?: string;
}

export type TextFormat = "markdown" | "ssml";

/** What a client asks of the driver. */
export type DriverCommand =
	/** Speak this text. */
	| {
			readonly type: "speak";
			readonly text: string;
			readonly format: TextFormat;
			readonly speech?: SpeechOptions;
	  }
	/** Answer this text. */
	| { readonly type: "chat"; readonly text: string; readonly speech?: SpeechOptions }
	/** A fragment of a text that is still being written. Numbers count from 1; `final` ends the stream. */
	| {
			readonly type: "stream";
			readonly text: string;
			readonly sequence: number;
			readonly final: boolean;
			readonly speech?: SpeechOptions;
	  }
	/** Begin a conversation; the documents name it, no known client sends it. */
	| { readonly type: "start-chat" }
	/** Stop answering. */
	| { readonly type: "stop-chat" }
	/** Stop speaking the stream and forget the rest of it. */
	| { readonly type: "stop-stream" };

/** Which request this is. `projectId` stays empty in the browser: the gateway fills it in. */
export interface RequestIds {
	readonly requestId: string;
	readonly streamId: string;
	readonly projectId?: string;
}

/** A command and its address, as the server's side reads it. */
export interface DriverRequest extends Required<RequestIds> {
	readonly command: DriverCommand;
}

/** A stream is stopped, not by a verb, but by this fragment (observed of the vendor's own client; not in the documents). */
export const STREAM_STOP = { text: "end", sequence: 9999 } as const;

/** The request as the vendor spells it. */
export function driverRequest(command: DriverCommand, ids: RequestIds): WireRequest {
	const payload: WireRequestPayload = {
		VirtualmanProjectId: ids.projectId ?? "",
		InputText: "text" in command ? command.text : "",
		ReqId: ids.requestId,
		StreamId: ids.streamId,
		...verb(command),
	};
	if ("speech" in command && command.speech !== undefined) payload.SpeechParam = speechParam(command.speech);
	return { Header: {}, Payload: payload };
}

function verb(command: DriverCommand): Pick<WireRequestPayload, "DriverType"> & Partial<WireRequestPayload> {
	switch (command.type) {
		case "speak":
			return {
				DriverType: "TEXT",
				InputTextType: command.format === "ssml" ? "SSML" : "MARKDOWN",
				Seq: 0,
				IsFinal: false,
			};
		case "stream":
			return {
				DriverType: "STREAM_TEXT",
				InputTextType: "MARKDOWN",
				Seq: command.sequence,
				IsFinal: command.final,
			};
		case "stop-stream":
			return {
				DriverType: "STREAM_TEXT",
				InputText: STREAM_STOP.text,
				Seq: STREAM_STOP.sequence,
				IsFinal: true,
			};
		case "chat":
			return { DriverType: "CHAT" };
		case "start-chat":
			return { DriverType: "CHAT", ChatCommand: "START_CHAT" };
		case "stop-chat":
			return { DriverType: "CHAT", ChatCommand: "STOP_CHAT" };
	}
}

function speechParam(options: SpeechOptions): WireSpeechParam {
	const param: WireSpeechParam = {};
	if (options.timbre !== undefined) param.TimbreKey = options.timbre;
	if (options.speed !== undefined) param.Speed = options.speed;
	if (options.volume !== undefined) param.Volume = options.volume;
	if (options.emotion !== undefined) param.EmotionCategory = options.emotion;
	if (options.emotionIntensity !== undefined) param.EmotionIntensity = options.emotionIntensity;
	if (options.smartActions !== undefined) param.SmartActionEnabled = options.smartActions;
	if (options.subtitles !== undefined) param.SubtitleType = options.subtitles === "word" ? 1 : 0;
	if (options.language !== undefined) param.TimbreLanguage = options.language;
	return param;
}
