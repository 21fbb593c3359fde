import { type DriverCommand, type DriverRequest, type SpeechOptions, STREAM_STOP } from "./driver-request.ts";
import { WireError } from "./errors.ts";
import { parseJson } from "./parse-json.ts";
import { findFragmentFault, findTextFault, type TextFault } from "./request-text.ts";
import { WireReader } from "./wire-reader.ts";

/** The vendor's code for a field of wrong format, length or type, or a missing one (server API, "Error Code List"). */
export const BAD_REQUEST_CODE = 100001;

/** Longest identifier that is taken: twice a hexadecimal UUID with room to spare. Clients choose them freely. */
const MAX_ID_LENGTH = 128;

/** A request that cannot be served. The ids are those of the request as far as they could be read, else empty. */
export interface BadDriverRequest {
	readonly requestId: string;
	readonly streamId: string;
	readonly code: typeof BAD_REQUEST_CODE;
	/** Path of the field and what is wrong with it, in one line for a human. */
	readonly message: string;
	readonly path: string;
}

export type DriverRequestResult =
	| { readonly ok: true; readonly request: DriverRequest }
	| { readonly ok: false; readonly error: BadDriverRequest };

/** Reads a client's request from a WebSocket text frame. Never throws for what the frame holds. */
export function parseDriverRequestText(frame: unknown): DriverRequestResult {
	let value: unknown;
	try {
		value = parseJson(frame);
	} catch (error) {
		return refusal(error, undefined);
	}
	return parseDriverRequest(value);
}

/** Reads a client's request from its parsed JSON. Never throws for what `value` holds. */
export function parseDriverRequest(value: unknown): DriverRequestResult {
	try {
		const payload = WireReader.root(value, null).object("Payload");
		const request: DriverRequest = {
			requestId: readId(payload, "ReqId"),
			streamId: readId(payload, "StreamId"),
			projectId: payload.text("VirtualmanProjectId"),
			command: readCommand(payload),
		};
		return { ok: true, request };
	} catch (error) {
		return refusal(error, value);
	}
}

function readCommand(payload: WireReader): DriverCommand {
	switch (payload.choice("DriverType", ["TEXT", "CHAT", "STREAM_TEXT"])) {
		case "TEXT":
			return readSpeak(payload);
		case "CHAT":
			return readChat(payload);
		case "STREAM_TEXT":
			return readStream(payload);
	}
}

function readSpeak(payload: WireReader): DriverCommand {
	const text = readText(payload, findTextFault);
	const format = readFormat(payload);
	return { type: "speak", text, format, ...readSpeech(payload) };
}

function readChat(payload: WireReader): DriverCommand {
	const commands = ["CHATTING", "START_CHAT", "STOP_CHAT"] as const;
	const command = payload.has("ChatCommand") ? payload.choice("ChatCommand", commands) : "CHATTING";
	if (command === "START_CHAT") return { type: "start-chat" };
	if (command === "STOP_CHAT") return { type: "stop-chat" };
	return { type: "chat", text: readText(payload, findTextFault), ...readSpeech(payload) };
}

function readStream(payload: WireReader): DriverCommand {
	const sequence = payload.integer("Seq", { min: 1, max: Number.MAX_SAFE_INTEGER });
	const final = payload.has("IsFinal") ? payload.flag("IsFinal") : false;
	if (readFormat(payload) === "ssml") throw payload.fault("InputTextType", '"MARKDOWN" in a stream', "SSML");
	const text = readText(payload, (fragment) => findFragmentFault(fragment, final));
	if (final && text === STREAM_STOP.text && sequence === STREAM_STOP.sequence) return { type: "stop-stream" };
	return { type: "stream", text, sequence, final, ...readSpeech(payload) };
}

function readFormat(payload: WireReader): "markdown" | "ssml" {
	if (!payload.has("InputTextType")) return "markdown";
	return payload.choice("InputTextType", ["MARKDOWN", "SSML"]) === "SSML" ? "ssml" : "markdown";
}

function readText(payload: WireReader, findFault: (text: string) => TextFault | null): string {
	const text = payload.has("InputText") ? payload.text("InputText") : "";
	const fault = findFault(text);
	if (fault === null) return text;
	throw new WireError(payload.path("InputText"), `expected ${fault.expected}, got ${fault.got}`);
}

function readId(payload: WireReader, field: string): string {
	const id = payload.text(field);
	if (id === "" || id.length > MAX_ID_LENGTH)
		throw payload.fault(field, `an identifier of 1 to ${MAX_ID_LENGTH} characters`, id);
	return id;
}

function readSpeech(payload: WireReader): { speech?: SpeechOptions } {
	if (!payload.has("SpeechParam")) return {};
	const param = payload.object("SpeechParam");
	const speech: SpeechOptions = {
		...(isGiven(param, "TimbreKey") && { timbre: param.text("TimbreKey") }),
		...(param.has("Speed") && { speed: param.number("Speed", { min: 0.5, max: 2 }) }),
		...(param.has("Volume") && { volume: param.integer("Volume", { min: -10, max: 10 }) }),
		...(isGiven(param, "EmotionCategory") && { emotion: param.text("EmotionCategory") }),
		...(param.has("EmotionIntensity") && {
			emotionIntensity: param.integer("EmotionIntensity", { min: 50, max: 200 }),
		}),
		...(param.has("SmartActionEnabled") && { smartActions: param.flag("SmartActionEnabled") }),
		...(param.has("SubtitleType") && { subtitles: readSubtitles(param) }),
		...(isGiven(param, "TimbreLanguage") && { language: param.text("TimbreLanguage") }),
	};
	return { speech };
}

/** An empty name means the same as none: the documents' own sample sends one. */
function isGiven(param: WireReader, field: string): boolean {
	return param.has(field) && param.raw(field) !== "";
}

function readSubtitles(param: WireReader): "character" | "word" {
	return param.integer("SubtitleType", { min: 0, max: 1 }) === 1 ? "word" : "character";
}

function refusal(error: unknown, value: unknown): DriverRequestResult {
	if (!(error instanceof WireError)) throw error;
	return {
		ok: false,
		error: {
			requestId: idOf(value, "ReqId"),
			streamId: idOf(value, "StreamId"),
			code: BAD_REQUEST_CODE,
			message: error.message,
			path: error.path,
		},
	};
}

/** The id that a refused request carries, so that the refusal reaches who asked. */
function idOf(value: unknown, field: "ReqId" | "StreamId"): string {
	const payload = (value as { Payload?: Record<string, unknown> | null } | null | undefined)?.Payload;
	const id = payload?.[field];
	return typeof id === "string" ? id.slice(0, MAX_ID_LENGTH) : "";
}
