import type { SampleRow } from "./sample-row.ts";

const URL = "https://example.com/a.wav";
const TASK_NUMBER = {
	unlike: ["$.TaskId is sent as a string, printed as a number"],
	note: "the table says string",
} as const;
/** The same three times, once for each kind of order. */
const ORDER = {
	check: "services request",
	refused: "$.anchorName",
	fill: {
		anchorName: "Jingxuan_green",
		sexType: "FEMALE",
		identityCosUrl: URL,
		materialCosUrl: URL,
	},
	unlike: ["$.IsRemoveBackground is not sent"],
	note: "the name breaks the table's own rule, `SexType` is missing, `IsRemoveBackground` is `IsHaveBackground` in the table",
} as const;
const CREDENTIALS = {
	check: "services response",
	reads: { pathPrefix: "domain name/customer-pipeline/{digit}/{uuid}/", expiredTime: 1_547_696_355 },
} as const;
const ORDERED = { check: "services response", reads: { taskId: "666" } } as const;
const CONFIRMATION = {
	check: "services response",
	reads: {
		status: "MAKING",
		stageV2: "CONFIRM",
		statusV2: "WAIT_PROCESS",
		stageInfo: { trainResult: ["url1", "url2"], rejectReason: "", trainRecord: [] },
	},
} as const;
const LOWER_PAGE = {
	unlike: ["$.pageIndex is not sent"],
	note: "the table says `PageIndex`, which is sent",
} as const;

/** Tencent, "Server API": customization, production, assets. */
export const TENCENT_SERVICES_ROWS: readonly SampleRow[] = [
	{ line: 874, ...CREDENTIALS },
	{ line: 984, ...ORDER },
	{ line: 999, ...ORDERED },
	{ line: 1075, check: "services request", ...TASK_NUMBER },
	{ line: 1086, ...CONFIRMATION },
	{ line: 1130, check: "services request", ...TASK_NUMBER },
	{ line: 1151, check: "services response", reads: {} },
	{
		line: 1212,
		check: "services request",
		refused: "$.audioUrl",
		fill: { audioUrl: URL },
		note: "a placeholder",
	},
	{ line: 1224, check: "services response", reads: { taskId: "xxx" } },
	{ line: 1294, check: "services request" },
	{
		line: 1305,
		check: "services response",
		reads: {
			taskState: "SUCCESS",
			result: {
				snr: { value: 72.67048, qualifiedRange: [30, 2_147_483_600] },
				c50: { value: 57.082405, qualifiedRange: [30, 2_147_483_600] },
				clipping: { value: 0 },
			},
			errorMsg: "",
		},
		note: "`Status` is `TaskState` in the table: both are read",
	},
	{ line: 1419, ...CREDENTIALS },
	{ line: 1536, ...ORDER },
	{ line: 1551, ...ORDERED },
	{ line: 1627, check: "services request", ...TASK_NUMBER },
	{
		line: 1638,
		check: "services response",
		reads: {
			status: "MAKING",
			stageV2: "CONFIRM",
			stageInfo: {
				trainResult: [],
				unread: '{\\"TrainResult\\": [\\"url1\\", \\"url2\\"], \\"RejectReason\\": \\"\\"',
			},
		},
		note: "`StageInfo` is no JSON: it is shown as it came, and the order waits for a person all the same",
	},
	{ line: 1682, check: "services request", ...TASK_NUMBER },
	{ line: 1702, check: "services response", reads: {} },
	{
		line: 1755,
		check: "services response",
		reads: { texts: [{ textId: "ec28499a-cf6d-4f7b-b7fa-4a5a54662b38" }] },
	},
	{ line: 1802, ...CREDENTIALS },
	{
		line: 1845,
		check: "services response",
		refused: "$.Payload.expiredTime",
		note: "the end is missing, and with it when the credentials expire",
	},
	{
		line: 1896,
		check: "services request",
		refused: "$.audioUrl",
		fill: { audioUrl: URL },
		unlike: ["$.AudioId is not sent"],
		note: "a placeholder; `AudioId` stands in no table of this call",
	},
	{ line: 1908, ...ORDERED },
	{ line: 1953, check: "services request", ...TASK_NUMBER },
	{
		line: 1964,
		check: "services response",
		reads: { taskState: "SUCCESS", audioId: "ZZZ", detectionCode: 0, detectionMsg: "success" },
	},
	{ line: 2041, ...ORDER },
	{ line: 2058, ...ORDERED },
	{ line: 2137, check: "services request", ...TASK_NUMBER },
	{ line: 2148, ...CONFIRMATION },
	{
		line: 2196,
		check: "services response",
		refused: "$.header",
		note: "`headers` and `payload` in small letters, and other fields than anywhere else",
	},
	{ line: 2317, check: "services request", note: "`Header` is sent empty: its id is optional" },
	{ line: 2330, check: "services response", reads: {} },
	{ line: 2387, check: "services request" },
	{ line: 2400, check: "services response", reads: { taskId: "123" } },
	{
		line: 2464,
		check: "services request",
		refused: "$.inputSsml",
		fill: { inputSsml: "Hello" },
		unlike: ["$.InputSsm1 is not sent"],
		note: "a digit for a letter: the table says `InputSsml`",
	},
	{ line: 2482, check: "services response", reads: { taskId: "123" } },
	{ line: 2547, check: "services request", ...TASK_NUMBER },
	{
		line: 2558,
		check: "services response",
		reads: {
			progress: 100,
			status: "SUCCESS",
			mediaUrl: "url",
			duration: 11.81,
			textTimestampResult: [
				{
					words: [
						{ word: "how", startTimestamp: 0.45, endTimestamp: 0.61 },
						{ word: "are", startTimestamp: 0.61, endTimestamp: 0.82 },
						{ word: "you", startTimestamp: 0.82, endTimestamp: 0.97 },
						{ word: "doing", startTimestamp: 0.97, endTimestamp: 1.11 },
						{ word: "virtual", startTimestamp: 1.11, endTimestamp: 1.29 },
						{ word: "anchor", startTimestamp: 1.29, endTimestamp: 1.6 },
					],
				},
			],
		},
		note: "without `Status`: the progress tells",
	},
	{ line: 2719, check: "clothing colours", note: "sent as JSON in a string, as the table says" },
	{
		line: 2742,
		check: "services request",
		refused: "$.videoParam.format",
		fill: {
			videoParam: {
				format: "MP4",
				backgroundFileUrl: URL,
				videoHeadFileUrl: URL,
				videoTailFileUrl: URL,
				showSubtitles: true,
				logoParams: [{ logoFileUrl: URL, positionX: 1561, positionY: 751, scale: 1 }],
				anchorParam: {
					horizontalPosition: 0.5,
					scale: 1,
					anchorExtraParam: '{"shirtColor":{"colorValue":10491928}}',
				},
			},
		},
		note: "the table says `MP4`; addresses are placeholders, the clothing's JSON lacks its braces",
	},
	{
		line: 2777,
		check: "services response",
		reads: { taskId: "123" },
		note: "`TaskID` is `TaskId` in the table: both are read",
	},
	{ line: 2843, check: "services request" },
	{
		line: 2854,
		check: "services response",
		reads: { virtualmanResources: [{ appKey: "22222", virtualmans: [{ anchorName: "Yani" }] }] },
	},
	{ line: 2939, check: "services request" },
	{
		line: 2951,
		check: "services response",
		reads: {
			virtualmanResources: [
				{
					appKey: "22222",
					virtualmans: [
						{
							virtualmanKey: "abddd",
							resolution: "1920x1080",
							supportDriverTypes: ["Text", "OriginalVoice"],
							supportAnchorExtraParams: [
								{ key: "shirtColor", type: 1, value: ["colorValue"] },
								{ key: "clotheColor", type: 1, value: ["colorValue"] },
							],
						},
					],
				},
			],
		},
	},
	{ line: 3043, check: "services request" },
	{
		line: 3054,
		check: "services response",
		reads: { timbres: [{ timbreKey: "female_1", timbreSample: "url" }] },
	},
	{ line: 3118, check: "services request" },
	{
		line: 3129,
		check: "services response",
		reads: { actions: [{ actionName: "Yunxuan", actionCode: "code1", actionSample: "url" }] },
	},
	{
		line: 3225,
		check: "production callback",
		note: "taken once a task; without `Header`, as printed",
	},
	{ line: 4769, check: "services request", ...LOWER_PAGE },
	{
		line: 4784,
		check: "services response",
		reads: {
			virtualmans: [
				{
					virtualmanKey: "6d266ff720f04df39b8e0a17553382d1",
					anchorCode: "wuji_teacher_v3",
					poseImage: "url",
					originZoom: 0.5,
				},
			],
			total: 22,
		},
	},
	{ line: 4859, check: "services request" },
	{
		line: 4870,
		check: "services response",
		reads: { timbres: [{ timbreKey: "female_1", timbreDesc: "Natural and graceful" }] },
	},
	{ line: 5059, check: "services request", ...LOWER_PAGE },
	{
		line: 5072,
		check: "services response",
		reads: {
			serviceAssetInfos: [
				{ serviceType: "ImageAsset", detail: { customizationNum: 10, remainNum: 2 } },
				{
					serviceType: "RealMan2DBroadcastHour",
					detail: { orderMilliseconds: 36, remainMilliseconds: 36 },
				},
			],
			total: 1,
		},
	},
	{ line: 5152, check: "services request" },
	{
		line: 5167,
		check: "services response",
		reads: { timbreAssets: [{ timbreKey: "xxx", audioDuration: 50, timbreType: "Boutique" }], total: 1 },
		note: "`TimbreDetails` is `TimbreAssets` in the table: both are read",
	},
	{ line: 5245, check: "services request", ...LOWER_PAGE },
	{
		line: 5259,
		check: "services response",
		reads: {
			virtualmans: [{ anchorCode: "xiaowei", virtualmanTypeCode: "real_man_3d", tag: "Basic" }],
			total: 1,
		},
	},
	{ line: 5351, check: "services request", ...LOWER_PAGE },
	{
		line: 5367,
		check: "services response",
		reads: {
			virtualmans: [
				{ videoDuration: 354.458, originZoom: 1, resolution: "1080x1920" },
				{ videoDuration: 38.88, originZoom: 0.567, supportAnchorExtraParams: [] },
			],
			total: 2,
		},
		note: "numbers that came as strings are read",
	},
	{ line: 5498, check: "services request" },
	{
		line: 5509,
		check: "services response",
		reads: { actions: Array.from({ length: 18 }, () => ({})) },
		note: "all eighteen actions",
	},
];
