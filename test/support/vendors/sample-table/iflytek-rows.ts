import type { SampleRow } from "./sample-row.ts";

const EVERY_EVENT = {
	type: "other",
	code: 0,
	errorCode: 0,
} as const;
const ACTION = { type: "action_status", action: { name: "A_RH_like_O", state: 2 } } as const;

/** iFLYTEK, "Real-time avatar": frames of its WebSocket. */
export const IFLYTEK_ROWS: readonly SampleRow[] = [
	{
		line: 45,
		check: "iflytek request",
		unlike: ["$.header.res_key is not sent"],
		note: "`res_key` stands in no table",
	},
	{
		line: 133,
		check: "iflytek event",
		reads: {
			type: "stream_info",
			code: 0,
			sid: "vdh009b01e0@dx18f70f917bc0001772",
			requestId: "req009b01e1@dx18f70f917d70001772",
			streamUrl: "xrtcs://xrtc-cn-east-2.xf-yun.com/ase0001015chu18f70f9df240442402",
			appId: "1000000001",
			userSign: "Bearer a.b.c",
		},
	},
	{
		line: 180,
		check: "iflytek request",
		unlike: [
			"$.parameter.tts.auido is not sent",
			"$.payload.text is not sent",
			"$.payload.json_text.cmd[1].transparency is not sent",
		],
		note: "the table has `audio` for `auido`; of `text` and `json_text` one is sent; transparency is not supported",
	},
	{
		line: 266,
		check: "iflytek event",
		reads: EVERY_EVENT,
		tolerated: [
			'event_type: "stream_start/driver_status/atcion_status/tts_duration/pong"',
			"vmr_status: a number came as a string",
		],
	},
	{ line: 297, check: "iflytek event", reads: ACTION },
	{
		line: 307,
		check: "iflytek request",
		unlike: ["$.parameter.avatar_dispatch.target_type is not sent", "$.payload.avatar is not sent"],
		note: "`target_type` stands in no table; actions go by `cmd`",
	},
	{
		line: 341,
		check: "iflytek event",
		reads: EVERY_EVENT,
		tolerated: [
			'event_type: "stream_start/driver_status/atcion_status/tts_duration"',
			"vmr_status: a number came as a string",
		],
	},
	{ line: 409, check: "iflytek event", reads: ACTION },
	{ line: 421, check: "iflytek request" },
	{
		line: 429,
		check: "iflytek event",
		reads: { type: "other", code: 0 },
		note: "the payload is that of the request, which is how it is sent",
	},
	{ line: 477, check: "iflytek event", reads: ACTION },
	{
		line: 488,
		check: "iflytek request",
		unlike: ["$.header.uid is not sent", "$.header.session is not sent"],
		note: "both stand in no table",
	},
	{ line: 498, check: "iflytek event", reads: { type: "reset", code: 0 } },
	{
		line: 548,
		check: "iflytek request",
		unlike: ["$.header.uid is not sent", "$.header.session is not sent"],
		note: "both stand in no table",
	},
	{ line: 558, check: "iflytek event", reads: { type: "pong", code: 0 } },
	{ line: 596, check: "iflytek request" },
	{ line: 604, check: "iflytek event", reads: { type: "stop", code: 0 }, tolerated: ['period: "gloable"'] },
];
