import { expect, test } from "vitest";
import { clausePart } from "../../src/protocol/clause-part.ts";
import { wireError, wirePong, wireReply, wireSpeech } from "../../src/protocol/encode-driver-message.ts";
import { parseDriverMessage } from "../../src/protocol/parse-driver-message.ts";
import { ToleranceCounts } from "../../src/protocol/tolerance.ts";
import { REPLY, SPEECH } from "../support/driver-samples.ts";

const IDS = { requestId: "r1", streamId: "s1", sessionId: "c1" };

test("times go out as strings of 100 ns ticks, positions as strings, sound as base64 of 16-bit PCM", () => {
	expect(wireSpeech(IDS, SPEECH).Payload.SpeechRsp).toMatchObject({
		Audio: Buffer.of(0, 0, 0, 0x40, 0, 0xe0, 0, 0x80).toString("base64"),
		Sampling: 24_000,
		ThDim: 52,
		RealThType: "3D_standard",
		SeqNo: 3,
		Phn: [
			{ Phn: "h", Start: "0", End: "1100000" },
			{ Phn: "i", Start: "2000000", End: "3000000" },
		],
		Subtitle: [
			{ Word: "hi ", Start: "0", End: "2000000", PosStart: "0", PosEnd: "3" },
			{ Word: "you", Start: "2000000", End: "5000000", PosStart: "3", PosEnd: "6" },
		],
		Action: [
			{ Pos: "wave", Start: "1000000" },
			{ Pos: "nod", Start: "4000000" },
		],
		Expression: [
			{ Name: "smile", Start: "0", End: "5000000", Loc: "0", Flag: "B" },
			{ Name: "calm", Start: "5000000", End: "6000000", Loc: "3", Flag: "S" },
		],
	});
});

test("weights are rounded to four decimals", () => {
	const weights = new Float32Array(52).fill(1 / 3);
	const { ThFeat } = wireSpeech(IDS, clausePart({ face: { dimension: 52, count: 1, weights } })).Payload
		.SpeechRsp;
	expect(ThFeat).toEqual(new Array(52).fill(0.3333));
});

test.each([
	["SPEECH", wireSpeech(IDS, clausePart())],
	["REPLY", wireReply(IDS, REPLY)],
	["a refusal", wireError(IDS, 100001, "no")],
])("%s carries both parts and every list, as the vendor's own client needs it", (_name, message) => {
	expect(message.Header).toEqual({ RequestID: "r1", SessionID: "c1", DialogID: "", Code: 0, Message: "" });
	const { Payload } = message;
	expect(Payload).toMatchObject({ ReqId: "r1", StreamId: "s1", ReplyRsp: { SeqNo: expect.any(Number) } });
	for (const list of ["Action", "Phn", "Word", "Subtitle", "Expression", "ThFeat"] as const)
		expect(Payload.SpeechRsp[list]).toEqual([]);
});

test("a refusal is read back as an error", () => {
	expect(parseDriverMessage(wireError(IDS, 100001, "too long"))).toEqual({
		type: "error",
		requestId: "r1",
		code: 100001,
		message: "too long",
	});
});

test("what is sent needs no tolerance, and messages share no state", () => {
	const counts = new ToleranceCounts();
	parseDriverMessage(wireSpeech(IDS, SPEECH), counts);
	parseDriverMessage(wireReply(IDS, REPLY), counts);
	expect(counts.total).toBe(0);
	wireReply(IDS, REPLY).Payload.SpeechRsp.ThDim = 7;
	expect(wireReply(IDS, REPLY).Payload.SpeechRsp.ThDim).toBe(0);
	expect(wirePong().Header.Message).toBe("pong frame");
});
