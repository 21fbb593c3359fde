import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { clausePart } from "../../src/protocol/clause-part.ts";
import { wirePong, wireReply, wireSpeech } from "../../src/protocol/encode-driver-message.ts";
import { parseDriverMessage, parseDriverText } from "../../src/protocol/parse-driver-message.ts";
import { parseDriverRequestText } from "../../src/protocol/parse-driver-request.ts";
import { ToleranceCounts, type ToleranceName } from "../../src/protocol/tolerance.ts";
import { seconds } from "../../src/util/time.ts";
import { REPLY, SPEECH } from "../support/driver-samples.ts";

const IDS = { requestId: "r1", streamId: "s1" };

const fixture = (name: string) =>
	readFileSync(new URL(`../fixtures/protocol/${name}`, import.meta.url), "utf8");

/** A deep copy of a full message in which the field at `path` (`Payload.SpeechRsp.Phn.0.End`) holds `value`. */
function changed(message: object, path: string, value: unknown): object {
	const copy = structuredClone(message);
	const keys = path.split(".");
	const last = keys.pop() as string;
	const holder = keys.reduce<Record<string, unknown>>(
		(object, key) => object[key] as Record<string, unknown>,
		copy as Record<string, unknown>,
	);
	if (value === undefined) delete holder[last];
	else holder[last] = value;
	return copy;
}

const speechMessage = () => wireSpeech(IDS, SPEECH);
const replyMessage = () => wireReply(IDS, REPLY);

function countsOf(message: object): { [name in ToleranceName]?: number } {
	const counts = new ToleranceCounts();
	parseDriverMessage(message, counts);
	return counts.toObject();
}

function parsedPart(message: object) {
	const parsed = parseDriverMessage(message);
	if (parsed.type !== "speech") throw new TypeError(`expected speech, got ${parsed.type}`);
	return parsed.part;
}

test("a SPEECH message as the documents describe it is read into seconds, samples and weights, with nothing to tolerate", () => {
	const counts = new ToleranceCounts();
	const frame = JSON.stringify(speechMessage());
	expect(parseDriverText(frame, counts)).toEqual({ type: "speech", ...IDS, part: SPEECH });
	expect(counts.total).toBe(0);
});

test("a REPLY message is read, whatever stands in its zero-filled SpeechRsp", () => {
	expect(parseDriverMessage(replyMessage())).toEqual({ type: "reply", ...IDS, reply: REPLY });
	expect(countsOf(replyMessage())).toEqual({});
});

test("the vendor's own client's least message is enough", () => {
	const speech = { Audio: "AAD/fw==", ThFeat: new Array(52).fill(0.5), Action: [], Final: true };
	const message = {
		Header: { Code: 0 },
		Payload: { DriverRspType: "SPEECH", ErrorCode: 0, ReqId: "r1", SpeechRsp: speech },
	};
	const part = parsedPart(message);
	expect([...part.samples]).toEqual([0, 32_767]);
	expect(part).toMatchObject({ sequence: 0, sampleRate: 24_000, final: true, phonemes: [], faceType: "" });
	expect(part.face).toMatchObject({ dimension: 52, count: 1 });
});

const S = "Payload.SpeechRsp";
const R = "Payload.ReplyRsp";

test.each([
	["Header", 5, "expected an object, got 5"],
	["Header.Code", "none", 'expected a number, got "none"'],
	["Payload", null, "expected an object, got null"],
	["Payload", [], "expected an object, got an array"],
	["Payload.DriverRspType", "AUDIO", 'expected "REPLY" or "SPEECH", got "AUDIO"'],
	["Payload.DriverRspType", undefined, 'expected "REPLY" or "SPEECH", got nothing'],
	["Payload.ErrorCode", {}, "expected a number, got an object"],
	["Payload.ReqId", true, "expected a string, got true"],
	["Payload.StreamId", [], "expected a string, got an array"],
	[S, "speech", 'expected an object, got "speech"'],
	[`${S}.Audio`, 5, "expected base64, got 1 digits, which is no whole number of bytes"],
	[`${S}.Audio`, {}, "expected a string, got an object"],
	[`${S}.Audio`, "A*AA", 'expected base64, got "*" at 1'],
	[`${S}.Audio`, "AAAA", "expected 16-bit samples, got an odd number of bytes (3)"],
	[`${S}.Sampling`, 7999, "expected a number from 8000 to 48000, got 7999"],
	[`${S}.Sampling`, 0, "expected a number from 8000 to 48000, got 0"],
	[`${S}.Sampling`, 22050.5, "expected a whole number, got 22050.5"],
	[`${S}.ThDim`, -1, "expected a number from 0 to 512, got -1"],
	[`${S}.ThDim`, "many", 'expected a number, got "many"'],
	[`${S}.ThFeat`, "0,0", 'expected an array, got "0,0"'],
	[`${S}.ThFeat`, new Array(53).fill(0), "expected a multiple of ThDim (52) numbers, got 53"],
	[`${S}.Phn`, {}, "expected an array, got an object"],
	[`${S}.Word`, 0, "expected an array, got 0"],
	[`${S}.Subtitle`, "text", 'expected an array, got "text"'],
	[`${S}.Action`, true, "expected an array, got true"],
	[`${S}.Expression`, 1, "expected an array, got 1"],
	[`${S}.RealThType`, {}, "expected a string, got an object"],
	[`${S}.SeqNo`, "first", 'expected a number, got "first"'],
	[`${S}.SeqNo`, -1, "expected a number from 0 to 9007199254740991, got -1"],
	[`${S}.SentenceStart`, "yes", 'expected true or false, got "yes"'],
	[`${S}.SentenceFinal`, 2, "expected true or false, got 2"],
	[`${S}.ThFeatFinal`, [], "expected true or false, got an array"],
	[`${S}.Final`, "maybe", 'expected true or false, got "maybe"'],
])("%s: %j is refused with its path", (path, value, reason) => {
	expect(() => parseDriverMessage(changed(speechMessage(), path, value))).toThrow(
		expect.objectContaining({ name: "WireError", path: `$.${path}`, reason }),
	);
});

const TIME = "expected a time of 0 to a day in 100 ns ticks, got";
const POSITION = "expected a position in the text, 0 to 1000000, got";

test.each([
	["Phn", "", 7, "expected an object, got 7"],
	["Phn", "Phn", null, "expected a string, got null"],
	["Phn", "Start", undefined, `${TIME} nothing`],
	["Phn", "End", "soon", `${TIME} "soon"`],
	["Phn", "End", "-1", `${TIME} "-1"`],
	["Phn", "End", "1669123456000000000", `${TIME} "1669123456000000000"`],
	["Word", "Phn", [], "expected a string, got an array"],
	["Word", "Word", undefined, "expected a string, got nothing"],
	["Subtitle", "Word", {}, "expected a string, got an object"],
	["Subtitle", "Start", "", `${TIME} ""`],
	["Subtitle", "End", null, `${TIME} null`],
	["Subtitle", "PosStart", "a", `${POSITION} "a"`],
	["Subtitle", "PosEnd", "1.5", `${POSITION} "1.5"`],
	["Subtitle", "PosEnd", "0", "expected a position from 3 on, got 0"],
	["Action", "Pos", false, "expected a string, got false"],
	["Action", "Start", "0x10", `${TIME} "0x10"`],
	["Expression", "Name", null, "expected a string, got null"],
	["Expression", "Start", {}, `${TIME} an object`],
	["Expression", "End", "Infinity", `${TIME} "Infinity"`],
	["Expression", "Loc", -1, `${POSITION} -1`],
	["Expression", "Flag", "X", 'expected "B", "I", "E" or "S", got "X"'],
])("a cue of %s with a wrong %s is refused with its path (%j)", (list, field, value, reason) => {
	const path = field === "" ? `${S}.${list}.1` : `${S}.${list}.1.${field}`;
	const printed = `$.${S}.${list}[1]${field === "" ? "" : `.${field}`}`;
	expect(() => parseDriverMessage(changed(speechMessage(), path, value))).toThrow(
		expect.objectContaining({ path: printed, reason }),
	);
});

test.each([
	["x", 'expected a number, got "x"'],
	["", 'expected a number, got ""'],
	["Infinity", 'expected a number, got "Infinity"'],
	[null, "expected a number, got null"],
	[[0.5], "expected a number, got an array"],
	[Number.NaN, "expected a finite number, got NaN"],
	[Number.POSITIVE_INFINITY, "expected a finite number, got Infinity"],
	["1e999", "expected a finite number, got Infinity"],
	[1e39, "expected a finite number, got 1e+39"],
])("the weight %j is refused with its place in ThFeat", (weight, reason) => {
	const weights: unknown[] = new Array(15 * 52).fill(0.25);
	weights[731] = weight;
	expect(() => parseDriverMessage(changed(speechMessage(), `${S}.ThFeat`, weights))).toThrow(
		expect.objectContaining({ path: "$.Payload.SpeechRsp.ThFeat[731]", reason }),
	);
});

test.each([
	["ReplyType", {}, "expected a string, got an object"],
	["ReplyPro", {}, "expected a string, got an object"],
	["ReplyDisplay", [], "expected a string, got an array"],
	["InteractionType", true, "expected a string, got true"],
	["InteractionContent", {}, "expected a string, got an object"],
	["Uninterrupt", "no", 'expected true or false, got "no"'],
	["Muted", 5, "expected true or false, got 5"],
	["SeqNo", "one", 'expected a number, got "one"'],
	["ContentType", 1.5, "expected a whole number, got 1.5"],
	["TtsSupport", {}, "expected true or false, got an object"],
	["IsFinal", "end", 'expected true or false, got "end"'],
	["IsHighLight", [], "expected true or false, got an array"],
])("ReplyRsp.%s: %j is refused with its path", (field, value, reason) => {
	const message = changed(replyMessage(), `${R}.${field}`, value);
	expect(() => parseDriverMessage(message)).toThrow(
		expect.objectContaining({ path: `$.${R}.${field}`, reason }),
	);
});

test.each([
	["{", "expected JSON, got other text"],
	["[]", "expected an object, got an array"],
	["null", "expected an object, got null"],
	['"pong"', 'expected an object, got "pong"'],
	[new ArrayBuffer(8), "expected a text frame, got binary data"],
])("a frame that is no JSON object is refused (%#)", (frame, reason) => {
	expect(() => parseDriverText(frame)).toThrow(reason);
	expect(() => parseDriverText(frame)).toThrow(expect.objectContaining({ path: "$" }));
});

test.each<[string, object, Partial<Record<ToleranceName, number>>]>([
	["a missing Header", changed(speechMessage(), "Header", undefined), { "missing-header": 1 }],
	[
		"a missing ErrorCode",
		changed(speechMessage(), "Payload.ErrorCode", undefined),
		{ "missing-error-code": 1 },
	],
	["a missing StreamId", changed(speechMessage(), "Payload.StreamId", undefined), { "missing-stream-id": 1 }],
	["a number as text", changed(speechMessage(), `${S}.Sampling`, "24000"), { "number-as-text": 1 }],
	["text as a number", changed(speechMessage(), `${S}.Phn.0.End`, 1_100_000), { "text-as-number": 1 }],
	["a flag as 1", changed(speechMessage(), `${S}.SentenceStart`, 1), { "flag-as-other": 1 }],
	["a flag as text", changed(speechMessage(), `${S}.SentenceStart`, "true"), { "flag-as-other": 1 }],
	["a missing Action", changed(speechMessage(), `${S}.Action`, undefined), { "missing-field": 1 }],
	["a null Phn", changed(speechMessage(), `${S}.Phn`, null), { "missing-field": 1 }],
	["a null ThFeat", changed(speechMessage(), `${S}.ThFeat`, null), { "missing-field": 1 }],
	["a ThDim of 0", changed(speechMessage(), `${S}.ThDim`, 0), { "missing-dimension": 1 }],
	["a missing ThDim", changed(speechMessage(), `${S}.ThDim`, undefined), { "missing-dimension": 1 }],
	["a missing Sampling", changed(speechMessage(), `${S}.Sampling`, undefined), { "missing-sampling": 1 }],
	[
		"a cue that ends before it starts",
		changed(speechMessage(), `${S}.Phn.1.End`, "0"),
		{ "end-before-start": 1 },
	],
	[
		"a spaced ReplyType",
		changed(replyMessage(), `${R}.ReplyType`, "cloudAiGp t"),
		{ "spaced-reply-type": 1 },
	],
	[
		"a ReplyType as a number",
		changed(replyMessage(), `${R}.ReplyType`, 4),
		{ "text-as-number": 1, "unknown-reply-type": 1 },
	],
	["an unknown ReplyType", changed(replyMessage(), `${R}.ReplyType`, "news"), { "unknown-reply-type": 1 }],
	["a REPLY without ReqId", changed(replyMessage(), "Payload.ReqId", undefined), { "missing-request-id": 1 }],
	["a missing flag of a reply", changed(replyMessage(), `${R}.Muted`, undefined), { "missing-field": 1 }],
])("%s is tolerated and counted", (_name, message, counts) => {
	expect(countsOf(message)).toEqual(counts);
});

test("what is put right is as if it had been right", () => {
	const renamed = changed(speechMessage(), `${S}.Phn.1.Start`, undefined);
	const sta = changed(renamed, `${S}.Phn.1.Sta`, "2000000");
	expect(parsedPart(sta)).toEqual(SPEECH);
	expect(countsOf(sta)).toEqual({ "start-as-sta": 1 });
	expect(parsedPart(changed(speechMessage(), `${S}.ThDim`, 0))).toEqual(SPEECH);
	expect(parsedPart(changed(speechMessage(), `${S}.SeqNo`, "3"))).toEqual(SPEECH);
	expect(parsedPart(changed(speechMessage(), `${S}.Phn.1.End`, "0")).phonemes[1]).toMatchObject({
		start: 0.2,
		end: 0.2,
	});
});

test("keys whose first letter came in lower case are found, at every depth", () => {
	const lowered = JSON.parse(
		JSON.stringify(speechMessage()).replace(
			/"([A-Z])(\w*)":/g,
			(_, first, rest) => `"${first.toLowerCase()}${rest}":`,
		),
	);
	expect(parseDriverMessage(lowered)).toEqual({ type: "speech", ...IDS, part: SPEECH });
	expect(countsOf(lowered)["lower-case-key"]).toBeGreaterThan(30);
});

test("weights beyond 0 … 1 keep their value and are counted one by one, weights as text too", () => {
	const weights: unknown[] = new Array(52).fill(0.5);
	weights[3] = 1.5;
	weights[9] = -0.25;
	weights[20] = "0.75";
	const message = changed(speechMessage(), `${S}.ThFeat`, weights);
	const { face } = parsedPart(message);
	expect([face.weights[3], face.weights[9], face.weights[20]]).toEqual([1.5, -0.25, 0.75]);
	expect(countsOf(message)).toEqual({ "weight-out-of-range": 2, "number-as-text": 1 });
});

test("a ThDim other than 52 divides the frames", () => {
	const message = changed(changed(speechMessage(), `${S}.ThDim`, 32), `${S}.ThFeat`, new Array(96).fill(0));
	expect(parsedPart(message).face).toMatchObject({ dimension: 32, count: 3 });
});

test("a SpeechRsp one level too deep is found, with its StreamId", () => {
	const right = speechMessage() as unknown as { Payload: Record<string, object> };
	const { SpeechRsp, StreamId, ReplyRsp, ...rest } = right.Payload;
	const deep = { ...right, Payload: { ...rest, ReplyRsp: { ...ReplyRsp, SpeechRsp, StreamId } } };
	expect(parseDriverMessage(deep)).toEqual({ type: "speech", ...IDS, part: SPEECH });
	expect(countsOf(deep)).toEqual({ "nested-speech": 2 });
});

test("a REPLY without ReqId takes the Header's, sound without any is refused", () => {
	const reply = changed(replyMessage(), "Payload.ReqId", undefined);
	expect(parseDriverMessage(reply)).toMatchObject({ requestId: "r1" });
	const anonymous = changed(reply, "Header.RequestID", "");
	expect(parseDriverMessage(anonymous)).toMatchObject({ type: "reply", requestId: "" });
	const speech = changed(changed(speechMessage(), "Payload.ReqId", undefined), "Header.RequestID", "");
	expect(() => parseDriverMessage(speech)).toThrow("$.Payload.ReqId: expected a string, got nothing");
});

test("an error code makes an error of the message, Header before Payload", () => {
	const refused = changed(
		changed(speechMessage(), "Payload.ErrorCode", 100001),
		"Payload.ErrorMessage",
		"bad text",
	);
	expect(parseDriverMessage(refused)).toEqual({
		type: "error",
		requestId: "r1",
		code: 100001,
		message: "bad text",
	});
	expect(parseDriverMessage({ Header: { Code: 100005, Message: "no", RequestID: "r9" } })).toEqual({
		type: "error",
		requestId: "r9",
		code: 100005,
		message: "no",
	});
});

test("a pong frame is no error", () => {
	expect(parseDriverMessage(wirePong())).toEqual({ type: "pong" });
	expect(countsOf(wirePong())).toEqual({ "pong-frame": 1 });
});

test("a message without sound may leave Sampling at 0", () => {
	const silent = changed(changed(speechMessage(), `${S}.Audio`, ""), `${S}.Sampling`, 0);
	expect(parsedPart(silent)).toMatchObject({ sampleRate: 24_000 });
	expect(countsOf(silent)).toEqual({});
});

test("the input is left as it was", () => {
	const message = speechMessage();
	const before = structuredClone(message);
	parseDriverMessage(message);
	expect(message).toEqual(before);
});

test("the request sample of the documents is served", () => {
	expect(parseDriverRequestText(fixture("request.json"))).toEqual({
		ok: true,
		request: {
			requestId: "d7aa08da33dd4a662ad5be508c5b77cf",
			streamId: "92597c35-3a99-415e-9bae-3124771b7749",
			projectId: "253b2a182d694a60bed82635b18025a2",
			command: {
				type: "speak",
				text: "In the AI industry, which domains have better foundational conditions for AI development?",
				format: "markdown",
				speech: {},
			},
		},
	});
});

test("the REPLY sample of the documents is read in spite of its merged fields", () => {
	const counts = new ToleranceCounts();
	expect(parseDriverText(fixture("reply.json"), counts)).toMatchObject({
		type: "reply",
		requestId: "fe0e4c13f2a34cb69b2475d8483f28de",
		streamId: "92597c35-3a99-415e-9bae-3124771b7749",
		reply: {
			replyType: "input",
			display: "Which domains have a foundation for AI development",
			uninterruptible: false,
			sequence: 2,
			isSpoken: true,
			final: true,
		},
	});
	expect(counts.toObject()).toEqual({
		"nested-speech": 1,
		"merged-uninterrupt": 1,
		"missing-request-id": 1,
	});
});

test("the SPEECH sample of the documents is read in spite of its misspelt start", () => {
	const counts = new ToleranceCounts();
	const message = parseDriverText(fixture("speech.json"), counts);
	if (message.type !== "speech") throw new TypeError(message.type);
	const { part } = message;
	expect(part.phonemes).toHaveLength(17);
	expect(part.phonemes[1]).toEqual({ symbol: "z4", start: 0.02, end: 0.11 });
	expect(part.phonemes.at(-1)).toEqual({ symbol: "sil0", start: seconds(1.92), end: seconds(2.42) });
	expect(part.subtitles.at(-1)).toEqual({ text: "in,", start: 1.6, end: 1.92, textStart: 7, textEnd: 9 });
	expect(part.words[1]).toEqual({ text: "manual", phonemes: "r-en2|g-ng1" });
	expect(part).toMatchObject({ sequence: 1, clauseStart: true, clauseFinal: false, faceType: "3D_standard" });
	expect(counts.toObject()).toEqual({ "start-as-sta": 1 });
});

test.each(["request", "reply", "speech"])("the %s sample as printed is refused as no JSON", (name) => {
	expect(() => parseDriverText(fixture(`${name}.as-printed.txt`))).toThrow(
		"$: expected JSON, got other text",
	);
});

test("an empty part made for sending has no sound and no face", () => {
	expect(parsedPart(wireSpeech(IDS, clausePart()))).toEqual(clausePart());
});
