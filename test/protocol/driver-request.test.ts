import { expect, test } from "vitest";
import { type DriverCommand, driverRequest } from "../../src/protocol/driver-request.ts";
import { parseDriverRequest } from "../../src/protocol/parse-driver-request.ts";

const IDS = { requestId: "d7aa08da33dd4a662ad5be508c5b77cf", streamId: "s1" };

const SPEECH = {
	timbre: "female_1",
	speed: 1.25,
	volume: -3,
	emotion: "happy",
	emotionIntensity: 120,
	smartActions: true,
	subtitles: "word",
	language: "zh-CN",
} as const;

const COMMANDS: readonly (readonly [string, DriverCommand, object])[] = [
	[
		"a text",
		{ type: "speak", text: "Good morning", format: "markdown" },
		{
			DriverType: "TEXT",
			InputText: "Good morning",
			InputTextType: "MARKDOWN",
			Seq: 0,
			IsFinal: false,
		},
	],
	[
		"SSML",
		{ type: "speak", text: "<speak>Hi</speak>", format: "ssml" },
		{ DriverType: "TEXT", InputText: "<speak>Hi</speak>", InputTextType: "SSML", Seq: 0, IsFinal: false },
	],
	["a question", { type: "chat", text: "Who are you?" }, { DriverType: "CHAT", InputText: "Who are you?" }],
	[
		"a fragment",
		{ type: "stream", text: "Once ", sequence: 1, final: false },
		{
			DriverType: "STREAM_TEXT",
			InputText: "Once ",
			InputTextType: "MARKDOWN",
			Seq: 1,
			IsFinal: false,
		},
	],
	[
		"the end of a stream",
		{ type: "stream", text: "", sequence: 7, final: true },
		{ DriverType: "STREAM_TEXT", InputText: "", InputTextType: "MARKDOWN", Seq: 7, IsFinal: true },
	],
	[
		"the start of a conversation",
		{ type: "start-chat" },
		{ DriverType: "CHAT", InputText: "", ChatCommand: "START_CHAT" },
	],
	[
		"the stop of a chat",
		{ type: "stop-chat" },
		{ DriverType: "CHAT", InputText: "", ChatCommand: "STOP_CHAT" },
	],
	[
		"the stop of a stream",
		{ type: "stop-stream" },
		{ DriverType: "STREAM_TEXT", InputText: "end", Seq: 9999, IsFinal: true },
	],
];

test.each(COMMANDS)(
	"%s is spelled as the vendor's documents and client spell it",
	(_name, command, payload) => {
		expect(driverRequest(command, IDS)).toEqual({
			Header: {},
			Payload: { VirtualmanProjectId: "", ReqId: IDS.requestId, StreamId: IDS.streamId, ...payload },
		});
	},
);

test.each(COMMANDS)("%s is read back as it was meant", (_name, command) => {
	const sent = JSON.parse(JSON.stringify(driverRequest(command, { ...IDS, projectId: "p" })));
	expect(parseDriverRequest(sent)).toEqual({
		ok: true,
		request: { ...IDS, projectId: "p", command },
	});
});

test("every option of the voice crosses the wire", () => {
	const request = driverRequest({ type: "chat", text: "hello", speech: SPEECH }, IDS);
	expect(request.Payload.SpeechParam).toEqual({
		TimbreKey: "female_1",
		Speed: 1.25,
		Volume: -3,
		EmotionCategory: "happy",
		EmotionIntensity: 120,
		SmartActionEnabled: true,
		SubtitleType: 1,
		TimbreLanguage: "zh-CN",
	});
	expect(parseDriverRequest(request)).toMatchObject({ ok: true, request: { command: { speech: SPEECH } } });
});
