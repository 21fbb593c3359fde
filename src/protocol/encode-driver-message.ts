import { encodeBase64 } from "./base64.ts";
import type { ClausePart, FaceFrames, Reply } from "./driver-message.ts";
import { pcm16Bytes } from "./pcm16.ts";
import { toTicks } from "./ticks.ts";
import type {
	WireExpression,
	WireReplyRsp,
	WireResponse,
	WireResponseHeader,
	WireSpeechRsp,
} from "./wire.ts";

/** Whom a message answers. */
export interface ResponseIds {
	readonly requestId: string;
	readonly streamId: string;
	/** Name of the connection, for logs. */
	readonly sessionId?: string;
}

/** Four decimals of a weight: a twentieth of what a viewer could see, and half the bytes of a double in full. */
const WEIGHT_STEPS = 10_000;

const FLAGS: Record<"begin" | "inside" | "end" | "single", WireExpression["Flag"]> = {
	begin: "B",
	inside: "I",
	end: "E",
	single: "S",
};

/** What a message without speech carries in its place: the vendor sends both parts always, one of them zero-filled. */
const NO_SPEECH: Readonly<WireSpeechRsp> = {
	Audio: "",
	Sampling: 0,
	ThDim: 0,
	ThFeat: [],
	Phn: [],
	Word: [],
	Subtitle: [],
	Action: [],
	Expression: [],
	RealThType: "",
	SeqNo: 0,
	SentenceStart: false,
	SentenceFinal: false,
	ThFeatFinal: false,
	Final: false,
};

const NO_REPLY: Readonly<WireReplyRsp> = {
	ReplyType: "",
	ReplyPro: "",
	ReplyDisplay: "",
	InteractionType: "",
	InteractionContent: "",
	Uninterrupt: false,
	Muted: false,
	SeqNo: 0,
	ContentType: 0,
	TtsSupport: false,
	IsFinal: false,
	IsHighLight: false,
};

/** A SPEECH message. `Action` is always an array: the vendor's own client stops for ever without it. */
export function wireSpeech(ids: ResponseIds, part: ClausePart): WireResponse {
	return response(ids, { DriverRspType: "SPEECH", SpeechRsp: speechRsp(part) });
}

/** A REPLY message. */
export function wireReply(ids: ResponseIds, reply: Reply): WireResponse {
	return response(ids, { DriverRspType: "REPLY", ReplyRsp: replyRsp(reply) });
}

/** A refusal: `code` as the vendor numbers it, `message` for a human. */
export function wireError(ids: ResponseIds, code: number, message: string): WireResponse {
	return response(ids, { DriverRspType: "REPLY", ErrorCode: code, ErrorMessage: message });
}

/** The answer to a heartbeat: a Header alone, which the vendor's own client knows by its text. */
export function wirePong(): { Header: Pick<WireResponseHeader, "Code" | "Message"> } {
	return { Header: { Code: 1, Message: "pong frame" } };
}

function response(
	ids: ResponseIds,
	payload: Pick<WireResponse["Payload"], "DriverRspType"> & Partial<WireResponse["Payload"]>,
): WireResponse {
	return {
		Header: {
			RequestID: ids.requestId,
			SessionID: ids.sessionId ?? "",
			DialogID: "",
			Code: 0,
			Message: "",
		},
		Payload: {
			ErrorCode: 0,
			ErrorMessage: "",
			ReplyRsp: { ...NO_REPLY },
			ReqId: ids.requestId,
			SpeechRsp: { ...NO_SPEECH },
			StreamId: ids.streamId,
			...payload,
		},
	};
}

function speechRsp(part: ClausePart): WireSpeechRsp {
	return {
		Audio: encodeBase64(pcm16Bytes(part.samples)),
		Sampling: part.sampleRate,
		ThDim: part.face.dimension,
		ThFeat: thFeat(part.face),
		Phn: part.phonemes.map((p) => ({ Phn: p.symbol, Start: toTicks(p.start), End: toTicks(p.end) })),
		Word: part.words.map((word) => ({ Phn: word.phonemes, Word: word.text })),
		Subtitle: part.subtitles.map((subtitle) => ({
			Word: subtitle.text,
			Start: toTicks(subtitle.start),
			End: toTicks(subtitle.end),
			PosStart: String(subtitle.textStart),
			PosEnd: String(subtitle.textEnd),
		})),
		Action: part.actions.map((action) => ({ Pos: action.name, Start: toTicks(action.start) })),
		Expression: part.expressions.map((expression) => ({
			Name: expression.name,
			Start: toTicks(expression.start),
			End: toTicks(expression.end),
			Loc: String(expression.textPosition),
			Flag: FLAGS[expression.part],
		})),
		RealThType: part.faceType,
		SeqNo: part.sequence,
		SentenceStart: part.clauseStart,
		SentenceFinal: part.clauseFinal,
		ThFeatFinal: part.faceFinal,
		Final: part.final,
	};
}

function thFeat(face: FaceFrames): number[] {
	const values = new Array<number>(face.count * face.dimension);
	for (let i = 0; i < values.length; i++)
		values[i] = Math.round((face.weights[i] ?? 0) * WEIGHT_STEPS) / WEIGHT_STEPS;
	return values;
}

function replyRsp(reply: Reply): WireReplyRsp {
	return {
		ReplyType: reply.replyType === "unknown" ? "" : reply.replyType,
		ReplyPro: reply.spoken,
		ReplyDisplay: reply.display,
		InteractionType: reply.interactionType,
		InteractionContent: reply.interactionContent,
		Uninterrupt: reply.uninterruptible,
		Muted: reply.muted,
		SeqNo: reply.sequence,
		ContentType: reply.contentType,
		TtsSupport: reply.isSpoken,
		IsFinal: reply.final,
		IsHighLight: reply.highlighted,
	};
}
