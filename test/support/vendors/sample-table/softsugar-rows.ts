import type { SampleRow } from "./sample-row.ts";

const SUCCESS = { check: "softsugar response", reads: { code: 0, ok: true } } as const;
const TAKEN = {
	check: "softsugar response",
	reads: { code: 0, ok: true, fields: { isSuccess: true, commandTraceId: "commandTraceId" } },
} as const;
const AUDIO_PATH = {
	check: "softsugar request",
	refused: "$.audio",
	note: "`audio` is a path of the vendor's server there: an address is asked for; `tts_query` goes first anyway",
} as const;

/** SoftSugar, "Interactive Live Broadcasting". None of its samples is malformed. */
export const SOFTSUGAR_ROWS: readonly SampleRow[] = [
	{ line: 47, check: "softsugar request" },
	{
		line: 67,
		check: "softsugar response",
		reads: { code: 0, ok: true, fields: { sessionId: "sessionId", status: 35, rtcUid: "rtcUid" } },
		note: "`rtcUid` has to be a number for Agora: a session whose uid is none is not played",
	},
	{ line: 102, check: "softsugar request" },
	{ line: 115, ...SUCCESS },
	{ line: 141, check: "softsugar request" },
	{ line: 154, ...SUCCESS },
	{
		line: 182,
		...AUDIO_PATH,
		note: "the document drops this call for the next one, which takes its place here",
	},
	{ line: 196, ...SUCCESS },
	{ line: 224, ...AUDIO_PATH },
	{ line: 240, ...TAKEN },
	{
		line: 276,
		...AUDIO_PATH,
		unlike: ["$.priority is not sent"],
		note: "a text is appended at the end; `queue.move` gives it another place",
	},
	{
		line: 293,
		check: "softsugar response",
		reads: { code: 0, ok: true, fields: { commandStatus: 34, commandTraceId: "commandTraceId" } },
	},
	{ line: 325, check: "softsugar request" },
	{ line: 341, ...SUCCESS },
	{ line: 371, check: "softsugar request" },
	{ line: 388, ...SUCCESS },
	{ line: 417, check: "softsugar request" },
	{
		line: 431,
		check: "softsugar response",
		reads: {
			code: 0,
			ok: true,
			fields: {
				commandTraceIds: ["commandTraceId1", "commandTraceId2", "commandTraceId3", "commandTraceId4"],
			},
		},
	},
	{ line: 461, check: "softsugar request" },
	{ line: 477, ...TAKEN },
	{ line: 513, check: "softsugar microphone" },
	{ line: 520, check: "softsugar microphone" },
	{
		line: 534,
		check: "softsugar microphone",
		reads: { code: 1 },
		note: "a new token once, then the drive fails",
	},
	{ line: 539, check: "softsugar microphone", reads: { code: 2 }, note: "sound flows" },
	{ line: 544, check: "softsugar microphone", reads: { news: "ended" }, note: "the takeover ends" },
	{ line: 554, check: "softsugar microphone", reads: { code: 4 }, note: "once more, then the drive fails" },
	{ line: 559, check: "softsugar microphone", reads: { code: 5 }, note: "once more, then the drive fails" },
	{
		line: 564,
		check: "softsugar microphone",
		reads: { code: 6 },
		note: "four more tries, then the drive fails",
	},
	{
		line: 569,
		check: "softsugar microphone",
		reads: { code: 7 },
		note: "all is cancelled, once more, then the drive fails",
	},
	{ line: 574, check: "softsugar microphone", reads: { news: "started" }, note: "the takeover starts" },
	{ line: 584, check: "softsugar microphone", reads: { news: "queued" }, note: "the takeover waits" },
	{ line: 620, check: "softsugar request" },
	{
		line: 642,
		check: "softsugar response",
		reads: { answer: "The bathroom is" },
		note: "without an envelope; `device` goes out, `device_id` comes back",
	},
	{ line: 673, check: "softsugar request" },
	{ line: 686, ...SUCCESS },
	{
		line: 730,
		check: "softsugar response",
		reads: { code: 0, ok: true, fields: { status: 35, rtcChannelId: "rtcChannelId" } },
	},
	{
		line: 776,
		check: "softsugar response",
		reads: {
			code: 0,
			ok: true,
			data: [
				{ sessionId: "sessionId", status: 2 },
				{ sessionId: "sessionId", status: 32 },
			],
		},
		note: "`data` is Object in the table: both are read",
	},
	{ line: 816, check: "softsugar request" },
	{
		line: 840,
		check: "softsugar response",
		reads: { code: 0, ok: true, fields: { pagination: { numberRecords: 2 }, result: { length: 2 } } },
	},
	{ line: 890, check: "softsugar request" },
	{ line: 904, check: "softsugar response", reads: { code: 0, ok: true, data: "007eJx" } },
	{
		line: 1014,
		check: "softsugar script",
		refused: "$.sceneList[0].quick_response",
		fill: { live_type: "interactive" },
		note: "filler words need `live_type` interactive, which the sample lacks",
	},
	{ line: 1166, check: "softsugar script" },
];
