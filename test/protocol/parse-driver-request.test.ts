import { expect, test } from "vitest";
import { parseDriverRequest, parseDriverRequestText } from "../../src/protocol/parse-driver-request.ts";

const TEXT = {
	VirtualmanProjectId: "p",
	InputText: "Hello",
	ReqId: "r1",
	StreamId: "s1",
	DriverType: "TEXT",
};
const STREAM = { ...TEXT, DriverType: "STREAM_TEXT", Seq: 1, IsFinal: false };
const CHAT = { ...TEXT, DriverType: "CHAT" };

const withSpeech = (param: unknown) => ({ ...TEXT, SpeechParam: param });

test.each([
	[{ ...TEXT, ReqId: undefined }, "ReqId", "expected a string, got nothing"],
	[{ ...TEXT, ReqId: "" }, "ReqId", 'expected an identifier of 1 to 128 characters, got ""'],
	[{ ...TEXT, StreamId: 7 }, "StreamId", "expected a string, got 7"],
	[{ ...TEXT, VirtualmanProjectId: null }, "VirtualmanProjectId", "expected a string, got null"],
	[{ ...TEXT, DriverType: "AUDIO" }, "DriverType", 'expected "TEXT", "CHAT" or "STREAM_TEXT", got "AUDIO"'],
	[{ ...TEXT, InputText: "" }, "InputText", "expected text to speak, got none"],
	[{ ...TEXT, InputText: " \n" }, "InputText", "expected text to speak, got none"],
	[{ ...TEXT, InputText: undefined }, "InputText", "expected text to speak, got none"],
	[{ ...TEXT, InputText: 5 }, "InputText", "expected a string, got 5"],
	[{ ...TEXT, InputText: "x".repeat(4001) }, "InputText", "expected at most 4000 bytes of UTF-8, got 4001"],
	[{ ...TEXT, InputText: "好".repeat(1334) }, "InputText", "expected at most 4000 bytes of UTF-8, got 4002"],
	[
		{ ...TEXT, InputText: "ab\ud83d" },
		"InputText",
		"expected well-formed Unicode, got half of a surrogate pair at 2",
	],
	[
		{ ...TEXT, InputText: "\udc00\ud83d" },
		"InputText",
		"expected well-formed Unicode, got half of a surrogate pair at 0",
	],
	[{ ...TEXT, InputTextType: "HTML" }, "InputTextType", 'expected "MARKDOWN" or "SSML", got "HTML"'],
	[{ ...CHAT, InputText: "" }, "InputText", "expected text to speak, got none"],
	[
		{ ...CHAT, ChatCommand: "STOP" },
		"ChatCommand",
		'expected "CHATTING", "START_CHAT" or "STOP_CHAT", got "STOP"',
	],
	[{ ...STREAM, Seq: undefined }, "Seq", "expected a number, got nothing"],
	[{ ...STREAM, Seq: "1" }, "Seq", 'expected a number, got "1"'],
	[{ ...STREAM, Seq: 0 }, "Seq", "expected a number from 1 to 9007199254740991, got 0"],
	[{ ...STREAM, Seq: 1.5 }, "Seq", "expected a whole number, got 1.5"],
	[{ ...STREAM, IsFinal: "no" }, "IsFinal", 'expected true or false, got "no"'],
	[{ ...STREAM, InputText: "" }, "InputText", "expected a fragment of text, got none"],
	[{ ...STREAM, InputTextType: "SSML" }, "InputTextType", 'expected "MARKDOWN" in a stream, got "SSML"'],
	[withSpeech([]), "SpeechParam", "expected an object, got an array"],
	[withSpeech({ TimbreKey: 1 }), "SpeechParam.TimbreKey", "expected a string, got 1"],
	[withSpeech({ Speed: 3 }), "SpeechParam.Speed", "expected a number from 0.5 to 2, got 3"],
	[withSpeech({ Volume: -11 }), "SpeechParam.Volume", "expected a number from -10 to 10, got -11"],
	[withSpeech({ Volume: 0.5 }), "SpeechParam.Volume", "expected a whole number, got 0.5"],
	[withSpeech({ EmotionCategory: {} }), "SpeechParam.EmotionCategory", "expected a string, got an object"],
	[
		withSpeech({ EmotionIntensity: 20 }),
		"SpeechParam.EmotionIntensity",
		"expected a number from 50 to 200, got 20",
	],
	[withSpeech({ SmartActionEnabled: 1 }), "SpeechParam.SmartActionEnabled", "expected true or false, got 1"],
	[withSpeech({ SubtitleType: 2 }), "SpeechParam.SubtitleType", "expected a number from 0 to 1, got 2"],
	[withSpeech({ TimbreLanguage: false }), "SpeechParam.TimbreLanguage", "expected a string, got false"],
])("a wrong field is refused with its path (%#)", (payload, field, reason) => {
	const result = parseDriverRequest({ Header: {}, Payload: payload });
	expect(result).toMatchObject({
		ok: false,
		error: {
			code: 100001,
			path: `$.Payload.${field}`,
			message: `$.Payload.${field}: ${reason}`,
		},
	});
});

test("a refusal carries the ids that could be read, so that it reaches who asked", () => {
	expect(parseDriverRequest({ Payload: { ...TEXT, DriverType: "" } })).toMatchObject({
		error: { requestId: "r1", streamId: "s1" },
	});
	expect(parseDriverRequest({ Payload: { ...TEXT, ReqId: 5 } })).toMatchObject({
		error: { requestId: "", streamId: "s1" },
	});
});

test.each([
	["{", "$", "expected JSON, got other text"],
	["[]", "$", "expected an object, got an array"],
	["null", "$", "expected an object, got null"],
	["{}", "$.Payload", "expected an object, got nothing"],
	[new ArrayBuffer(2), "$", "expected a text frame, got binary data"],
])("a frame that holds no request is refused (%#)", (frame, path, reason) => {
	const result = parseDriverRequestText(frame);
	expect(result).toMatchObject({ ok: false, error: { path, requestId: "" } });
	expect(!result.ok && result.error.message).toContain(reason);
});

test("exactly 4000 bytes are taken, surrogate pairs counting four", () => {
	const text = "😀".repeat(1000);
	expect(parseDriverRequest({ Payload: { ...TEXT, InputText: text } })).toMatchObject({ ok: true });
	expect(parseDriverRequest({ Payload: { ...TEXT, InputText: `${text}a` } })).toMatchObject({ ok: false });
});

test("the vendor's own client is understood: SSML for plain text, IsFinal false on TEXT, any string as ReqId", () => {
	const payload = {
		VirtualmanProjectId: "p",
		InputText: "你好",
		ReqId: "31-characters-are-accepted-here",
		StreamId: "user@example",
		DriverType: "TEXT",
		InputTextType: "SSML",
		Seq: 0,
		IsFinal: false,
		SpeechParam: { SmartActionEnabled: true },
	};
	expect(parseDriverRequest({ Header: {}, Payload: payload })).toEqual({
		ok: true,
		request: {
			requestId: payload.ReqId,
			streamId: payload.StreamId,
			projectId: "p",
			command: { type: "speak", text: "你好", format: "ssml", speech: { smartActions: true } },
		},
	});
});

test("the word end is spoken unless its number says that it stops the stream", () => {
	const fragment = { ...STREAM, InputText: "end", IsFinal: true };
	expect(parseDriverRequest({ Payload: { ...fragment, Seq: 3 } })).toMatchObject({
		request: { command: { type: "stream", text: "end" } },
	});
	expect(parseDriverRequest({ Payload: { ...fragment, Seq: 9999 } })).toMatchObject({
		request: { command: { type: "stop-stream" } },
	});
});

test("white space between words of a stream is a fragment like any other", () => {
	expect(parseDriverRequest({ Payload: { ...STREAM, InputText: " " } })).toMatchObject({ ok: true });
});
