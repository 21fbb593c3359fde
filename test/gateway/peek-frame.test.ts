import { describe, expect, it } from "vitest";
import { peekFrame } from "../../src/gateway/peek-frame.ts";

const NOTHING = { requestId: "", errorCode: 0, final: false, clauseStart: false };
const peek = (value: unknown) =>
	peekFrame(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));

describe("peekFrame", () => {
	it.each([
		[
			"an ordinary message",
			{ Header: { Code: 0 }, Payload: { ErrorCode: 0, ReqId: "r" } },
			{ requestId: "r" },
		],
		["the end of a reply", { Payload: { SpeechRsp: { Final: true } } }, { final: true }],
		["other ends, which are not it", { ThFeatFinal: true, SentenceFinal: true, IsFinal: true }, {}],
		["the start of a clause", { SpeechRsp: { SentenceStart: true } }, { clauseStart: true }],
		[
			"an error of the request",
			{ Header: { Code: 0 }, Payload: { ErrorCode: 100001 } },
			{ errorCode: 100001 },
		],
		["an error of the service", { Header: { Code: -111005 }, Payload: {} }, { errorCode: -111005 }],
		[
			"lower-case names",
			{ payload: { reqId: "r", errorCode: 3, final: true } },
			{ requestId: "r", errorCode: 3, final: true },
		],
		["spaces", '{ "Final" : true, "ReqId" :\n"r" }', { requestId: "r", final: true }],
		["a code as text", { ErrorCode: "100012" }, { errorCode: 100012 }],
		["fields that are quoted in a text", { ReplyDisplay: '"Final":true,"ErrorCode":5,"ReqId":"x"' }, {}],
		["garbage", "\u0000{{{", {}],
		["nothing", "", {}],
	])("reads %s", (_, frame, found) => {
		expect(peek(frame)).toEqual({ ...NOTHING, ...found });
	});
});
