import type { ClausePart, DriverMessage } from "./driver-message.ts";
import { WireError } from "./errors.ts";
import { flagOr, integerOr, textOr } from "./lenient-fields.ts";
import { parseJson } from "./parse-json.ts";
import { readAction, readCues, readExpression, readPhoneme, readSubtitle, readWord } from "./read-cues.ts";
import { readFace } from "./read-face.ts";
import { readReply } from "./read-reply.ts";
import { readSound } from "./read-sound.ts";
import { ToleranceCounts } from "./tolerance.ts";
import { WireReader } from "./wire-reader.ts";

/** What the driver answers to a heartbeat, in the Header and with a Code that is otherwise an error. */
const PONG = "pong frame";

/**
 * Reads a WebSocket frame of the driver. What is known to be misspelt is put right and counted in `counts`.
 * @throws {WireError} naming the path; the message is then to be dropped and counted, the connection kept.
 */
export function parseDriverText(frame: unknown, counts = new ToleranceCounts()): DriverMessage {
	return parseDriverMessage(parseJson(frame), counts);
}

/** As {@link parseDriverText}, for a frame whose JSON is parsed already. `input` is not changed and not kept. */
export function parseDriverMessage(input: unknown, counts = new ToleranceCounts()): DriverMessage {
	const message = WireReader.root(input, counts);
	const header = message.has("Header") ? message.object("Header") : null;
	if (header?.raw("Message") === PONG) {
		counts.add("pong-frame");
		return { type: "pong" };
	}
	return readFault(message, header) ?? readPayload(message.object("Payload"), header);
}

function readPayload(payload: WireReader, header: WireReader | null): DriverMessage {
	const type = payload.choice("DriverRspType", ["REPLY", "SPEECH"]);
	const streamId = readStreamId(payload);
	const requestId = readRequestId(payload, header, type);
	if (type === "SPEECH")
		return { type: "speech", requestId, streamId, part: readPart(holderOf(payload, "SpeechRsp")) };
	return { type: "reply", requestId, streamId, reply: readReply(payload.object("ReplyRsp")) };
}

/** An error message if Header.Code or Payload.ErrorCode is not 0; `null` if all is well. */
function readFault(message: WireReader, header: WireReader | null): DriverMessage | null {
	const payload = message.has("Payload") ? message.object("Payload") : null;
	const headerCode = readCode(header, "Code");
	if (headerCode === null) message.counts?.add("missing-header");
	const payloadCode = readCode(payload, "ErrorCode");
	const isHeaderFault = headerCode !== null && headerCode !== 0;
	if (!isHeaderFault && payloadCode === null && payload !== null) message.counts?.add("missing-error-code");
	const code = isHeaderFault ? headerCode : (payloadCode ?? 0);
	if (code === 0) return null;
	const text = isHeaderFault ? optionalText(header, "Message") : optionalText(payload, "ErrorMessage");
	const requestId = optionalText(payload, "ReqId") || optionalText(header, "RequestID");
	return { type: "error", requestId, code, message: text };
}

function readCode(reader: WireReader | null, field: string): number | null {
	return reader?.has(field) ? reader.integer(field) : null;
}

function optionalText(reader: WireReader | null, field: string): string {
	return reader?.has(field) ? reader.text(field) : "";
}

/** Where `field` stands: in Payload, or one level too deep in ReplyRsp as in the specification's own sample. */
function holderOf(payload: WireReader, field: string): WireReader {
	if (payload.has(field) || !payload.has("ReplyRsp")) return payload;
	const inner = payload.object("ReplyRsp");
	if (!inner.has(field)) return payload;
	payload.counts?.add("nested-speech");
	return inner;
}

function readStreamId(payload: WireReader): string {
	const holder = holderOf(payload, "StreamId");
	if (holder.has("StreamId")) return holder.text("StreamId");
	payload.counts?.add("missing-stream-id");
	return "";
}

/** A REPLY may lack its ReqId; sound that belongs to no request cannot be placed and is refused. */
function readRequestId(payload: WireReader, header: WireReader | null, type: "REPLY" | "SPEECH"): string {
	const holder = holderOf(payload, "ReqId");
	if (holder.has("ReqId")) return holder.text("ReqId");
	const substitute = mergedId(payload) || optionalText(header, "RequestID");
	if (type === "SPEECH" && substitute === "")
		throw new WireError(payload.path("ReqId"), "expected a string, got nothing");
	payload.counts?.add("missing-request-id");
	return substitute;
}

/** "UninterrId" holds what was meant for ReqId. */
function mergedId(payload: WireReader): string {
	return payload.has("ReplyRsp") ? optionalText(payload.object("ReplyRsp"), "UninterrId") : "";
}

function readPart(holder: WireReader): ClausePart {
	const speech = holder.object("SpeechRsp");
	return {
		sequence: integerOr(speech, "SeqNo", { min: 0, max: Number.MAX_SAFE_INTEGER }),
		...readSound(speech),
		face: readFace(speech),
		faceType: textOr(speech, "RealThType"),
		phonemes: readCues(speech, "Phn", readPhoneme),
		words: readCues(speech, "Word", readWord),
		subtitles: readCues(speech, "Subtitle", readSubtitle),
		actions: readCues(speech, "Action", readAction),
		expressions: readCues(speech, "Expression", readExpression),
		clauseStart: flagOr(speech, "SentenceStart"),
		clauseFinal: flagOr(speech, "SentenceFinal"),
		faceFinal: flagOr(speech, "ThFeatFinal"),
		final: flagOr(speech, "Final"),
	};
}
