import { describe, expect, it } from "vitest";
import { decodeAnswer, refusedError, streamOf } from "../../../src/vendors/akool/akool-answer.ts";

describe("refusedError", () => {
	it.each([
		[1003, "user-must-act"],
		[1008, "user-must-act"],
		[1009, "user-must-act"],
		[1101, "user-must-act"],
		[1102, "user-must-act"],
		[1200, "user-must-act"],
		[1201, "reject"],
		[1202, "reject"],
		[1203, "reject"],
		[1204, "reject"],
		[1205, "reject"],
		[1207, "reject"],
		[1209, "reject"],
		[1210, "reject"],
		[1211, "reject"],
		[4711, "reject"],
	] as const)("of code %i asks for %s", (code, action) => {
		const error = refusedError("create", decodeAnswer({ status: 200, body: { code, msg: "said" } }));
		expect(error).toMatchObject({ vendor: "akool", code, action, detail: "said" });
	});

	it.each([1101, 1102])("of code %i names the key", (code) => {
		const error = refusedError("create", decodeAnswer({ status: 200, body: { code, msg: "" } }));
		expect(error.credential).toBe("AKOOL_API_KEY");
		expect(error.message).toContain("AKOOL_API_KEY");
	});

	it("of no envelope says that it cannot be read", () => {
		const answer = decodeAnswer({ status: 502, body: "Bad gateway" });
		expect(refusedError("create", answer)).toMatchObject({ code: "malformed", detail: "Bad gateway" });
		expect(answer.issues).toHaveLength(1);
	});
});

describe("streamOf", () => {
	const agora = { agora_app_id: "a", agora_channel: "c", agora_token: "t" };

	it.each([
		[
			"v4 by Agora",
			{ credentials: { ...agora, agora_uid: 7 } },
			{ kind: "agora", uid: 7, codec: "vp8", mode: "rtc" },
		],
		["v3 by Agora", { uid: "7", stream_urls: agora }, { kind: "agora", uid: 7, channel: "c" }],
		[
			"Agora without a token",
			{ stream_urls: { ...agora, agora_token: "" } },
			{ kind: "agora", token: null, uid: null },
		],
		[
			"LiveKit",
			{ credentials: { livekit_url: "wss://l", livekit_token: "t", livekit_server_identity: "s" } },
			{ kind: "livekit", serverIdentity: "s" },
		],
		[
			"TRTC with a room by name",
			{ credentials: { trtc_app_id: 14, trtc_user_id: "u", trtc_user_sig: "s", trtc_room_id: "r" } },
			{ kind: "trtc", strRoomId: "r", role: "anchor" },
		],
		[
			"TRTC with a room by number",
			{ credentials: { trtc_app_id: "14", trtc_user_id: "u", trtc_user_sig: "s", trtc_room_id: 9 } },
			{ kind: "trtc", roomId: 9, sdkAppId: 14 },
		],
		[
			"the document's address as LEB",
			{ stream_urls: { client_pull_stream_url: "webrtc://h/a/s" } },
			{ kind: "leb" },
		],
		["as HLS", { stream_urls: { client_pull_stream_url: "https://h/s.m3u8?x" } }, { kind: "hls" }],
		["as FLV", { stream_urls: { client_pull_stream_url: "https://h/s.flv" } }, { kind: "flv" }],
	])("reads %s", (_, data, descriptor) => {
		expect(streamOf(data)).toMatchObject({ descriptor });
	});

	it.each([
		["Agora", { credentials: { agora_app_id: "a" } }, ["agora_channel"]],
		["LiveKit", { credentials: { livekit_url: "wss://l" } }, ["livekit_token"]],
		["TRTC", { credentials: { trtc_app_id: 1 } }, ["trtc_user_id", "trtc_user_sig", "trtc_room_id"]],
		["RTMP", { stream_urls: { client_pull_stream_url: "rtmp://h/a/s" } }, ["a way to play rtmp addresses"]],
	])("says what is missing for %s", (_, data, missing) => {
		expect(streamOf(data)).toEqual({ missing });
	});

	it("says nothing of an answer without any", () => {
		expect(streamOf({})).toBeNull();
		expect(streamOf({ stream_urls: { client_pull_stream_url: "" }, credentials: null })).toBeNull();
	});
});
