import type { SampleRow } from "./sample-row.ts";

const REQUEST_ID = "d7aa08da33dd4a662ad5be508c5b77cf";
const DONE = { check: "cloud response", reads: { code: 0 } } as const;
const CREATED = {
	check: "cloud response",
	reads: {
		code: 0,
		payload: {
			ReqId: REQUEST_ID,
			SessionId: "m789",
			SessionStatus: 1,
			PlayStreamAddr: "rtmp://live.qq.com/live/m789",
		},
	},
} as const;
const LISTED = {
	check: "cloud response",
	reads: {
		code: 0,
		sessions: [
			{
				userId: "abc",
				sessionId: "m123",
				status: 1,
				playAddress: "rtmp://live.qq.com/live/m789",
				driverType: 1,
				isStarted: true,
			},
		],
	},
} as const;

/** Tencent, "Server API": sessions with the cloud-rendered avatar. */
export const TENCENT_CLOUD_ROWS: readonly SampleRow[] = [
	{ line: 3432, check: "cloud request" },
	{ line: 3446, ...DONE },
	{ line: 3515, check: "cloud request" },
	{ line: 3536, ...CREATED },
	{ line: 3613, check: "cloud request" },
	{ line: 3633, ...CREATED },
	{ line: 3684, check: "cloud request" },
	{
		line: 3696,
		check: "cloud response",
		reads: {
			code: 0,
			payload: {
				SessionStatus: 1,
				PlayStreamAddr: "rtmp://live.qq.com/live/m789",
				SpeakStatus: "TextOver",
				IsSessionStarted: true,
				ErrorCode: 0,
				ErrorMessage: "",
			},
		},
	},
	{ line: 3747, check: "cloud request" },
	{ line: 3761, ...DONE },
	{ line: 3801, check: "cloud request" },
	{ line: 3813, ...DONE },
	{
		line: 3865,
		check: "cloud request",
		note: "the table asks for `VirtualmanProjectId` too, which is sent",
	},
	{ line: 3876, ...LISTED },
	{ line: 3944, check: "cloud request" },
	{ line: 3957, ...LISTED },
	{ line: 4027, check: "cloud request" },
	{ line: 4038, ...LISTED },
	{ line: 4153, check: "cloud command" },
	{ line: 4202, check: "cloud command", note: "the table begins `Seq` with 1, which is sent" },
	{ line: 4247, check: "cloud command" },
	{ line: 4261, check: "cloud command", note: "the last piece is sent empty, with `IsFinal`" },
	{
		line: 4275,
		check: "cloud command",
		note: "the page ends before `Interrupt`, which the table asks for and is sent",
	},
	{ line: 4353, check: "cloud command" },
	{ line: 4432, check: "cloud request" },
	{ line: 4455, ...DONE },
	{ line: 4508, check: "cloud request" },
	{ line: 4519, check: "cloud request" },
	{
		line: 4534,
		check: "cloud request",
		unlike: ["$.Data.Interrupt is not sent"],
		note: "by HTTP texts alone; `raw` passes it on, `interrupt()` goes over the channel",
	},
	{ line: 4551, ...DONE },
	{ line: 4598, check: "cloud request" },
	{
		line: 4612,
		check: "cloud response",
		reads: { code: 0, payload: { UserSig: "vafdasfda", PrivateMapKey: "fdasfdafdasfdasfd" } },
	},
	{ line: 4635, check: "cloud response", reads: { code: 100_000, message: "Internal system error" } },
];
