/**
 * Samples of answers and events as the vendors' documents print them, whitespace aside: values are shortened, what is
 * malformed in them is as printed. The raw text is no JSON where the document's is none.
 */
export interface PrintedSample {
	/** Where it stands. */
	readonly place: string;
	readonly text: string;
	/** What is odd in it; none if it can be read as it is. */
	readonly oddity: string;
}

/** iFLYTEK, "Real-time avatar": frames of its WebSocket. */
export const IFLYTEK_SAMPLES: readonly PrintedSample[] = [
	{
		place: "start, response",
		oddity: "comments",
		text: `{"header":{"code":0,"message":"success","sid":"vdh009b01e0@dx18f70f917bc0001772","status":0},
"payload":{"avatar":{"request_id":"req009b01e1", //the request_id corresponding to the request
"period":"global","event_type":"stream_info", //stream_start
"error_code":0,"error_message":"","stream_url":"xrtcs://xrtc-cn-east-2.xf-yun.com/ase0001", //stream pull URL
"stream_extend":{"appid":"1000000001","user_sign":"Bearer a.b.c"}}}}`,
	},
	{
		place: "text_driver, response",
		oddity: "comments",
		text: `{"header":{"code":0,"message":"success","sid":""},"payload":{"avatar":{"request_id":"",
"period":"gloable/driver","event_type":"stream_start/driver_status/atcion_status/tts_duration/pong",
"vmr_status":"0,1,2","frame_num":0,"error_code":0,  //abnormal error code; connection remains open
"error_message":""  //abnormal message
}}}`,
	},
	{
		place: "cmd, response",
		oddity: "comments, and no comma between header and payload",
		text: `{"header":{"code":0, // error code
"message":"success","sid":""}"payload":{"cmd_text":{"avatar":[{"type":"action","value":"A_LH_introduced_O",
"tb":0 // trigger action immediately
}]}}}`,
	},
	{
		place: "stop, response",
		oddity: "comments, and no comma between header and payload",
		text: `{"header":{"code":0, // error code
"message":"success","sid":"","session":"" // session information
}"payload":{"avatar":{"request_id":"","period":"gloable","event_type":"stop","error_code":0,"error_message":""}}}`,
	},
	{
		place: "event_type, action_status",
		oddity: "a brace too many",
		text: `"vmr_action_status":{"action":{"type":"A_RH_like_O","state":2}}}`,
	},
	{
		place: "ping, response",
		oddity: "",
		text: `{"header":{"code":0,"message":"success","sid":"vms000eb24a@dx18df2c3ec946f19882"},
"payload":{"avatar":{"request_id":"","period":"driver","event_type":"pong","error_code":0,"error_message":""}}}`,
	},
	{
		place: "reset, response",
		oddity: "",
		text: `{"header":{"code":0,"message":"success","sid":"vms000eb24a@dx18df2c3ec946f19882"},
"payload":{"avatar":{"request_id":"","period":"driver","event_type":"reset","error_code":0,"error_message":""}}}`,
	},
];

/** Tencent, "Server API": bodies of HTTP answers. */
export const TENCENT_SAMPLES: readonly PrintedSample[] = [
	{
		place: "Response Body Structure",
		oddity: "a comment, and a comma at the end",
		text: `{"Header":{"Code":0,"Message":"","RequestID":"", // generated and returned by the cloud
},"Payload":{}}`,
	},
	{
		place: "createsession, response",
		oddity: "a comma at the end",
		text: `{"Header":{"Code":0,"Message":"","RequestID":"123",},"Payload":{"ReqId":"d7aa08da33dd4a662ad5be508c5b77cf",
"SessionId":"m789","SessionStatus":1,"PlayStreamAddr":"rtmp://live.qq.com/live/m789"}}`,
	},
	{
		place: "statsession, response",
		oddity: "commas at the end",
		text: `{"Header":{"Code":0,"Message":"","RequestID":"123",},"Payload":{"ReqId":"d7aa08da33dd4a662ad5be508c5b77cf",
"SessionStatus":1,"PlayStreamAddr":"rtmp://live.qq.com/live/m789","SpeakStatus":"TextOver","IsSessionStarted":true,}}`,
	},
	{
		place: "a piece that a page break has cut off",
		oddity: "braces that close nothing",
		text: `"ErrorCode":0,"ErrorMessage":""}}`,
	},
	{
		place: "gettrtcsign, response",
		oddity: "a comma at the end",
		text: `{"Header":{"Code":0,"Message":"","RequestID":"123",},"Payload":{"ReqId":"d7aa08da33dd4a662ad5be508c5b77cf",
"UserSig":"vafdasfda","PrivateMapKey":"fdasfdafdasfdasfd"}}`,
	},
	{
		place: "Error Code Description",
		oddity: "a comma at the end",
		text: `{"Header":{"Code":100000,"Message":"Internal system error","RequestID":"123",}}`,
	},
];

/** SoftSugar, "Interactive Live Broadcasting": answers that can be read, and say things in odd places. */
export const SOFTSUGAR_SAMPLES: readonly PrintedSample[] = [
	{
		place: "create, response",
		oddity: "",
		text: `{"code":0,"message":"success","data":{"sessionId":"sessionId","sessionToken":"sessionToken","status":35,
"rtcAppId":"rtcAppId","rtcChannelId":"rtcChannelId","rtcUid":"rtcUid","rtcToken":"rtcToken"}}`,
	},
	{
		place: "running list, response",
		oddity: "",
		text: `{"code":0,"message":"success","data":[{"sessionId":"sessionId","status":2},{"sessionId":"sessionId","status":32}]}`,
	},
];
