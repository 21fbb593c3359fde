import { describe, expect, it } from "vitest";
import { alphaPicture, pictureWidth } from "../../src/vendors/tencent-cloud/alpha-width.ts";
import { liveStream, trtcAddress } from "../../src/vendors/tencent-cloud/play-address.ts";

describe("a picture with an alpha channel", () => {
	it.each([
		[720, 1440, 0],
		[1080, 2168, 8],
		[1920, 3840, 0],
	])("of %d pixels is %d wide, %d of them padding", (colorWidth, width, padding) => {
		expect(pictureWidth(colorWidth)).toBe(width);
		expect(alphaPicture(width)).toEqual({ colorWidth, padding, alphaStart: colorWidth + padding });
	});

	it("tells its colour's width for every width there is", () => {
		for (let width = 2; width <= 4096; width++)
			expect(alphaPicture(pictureWidth(width))?.colorWidth).toBe(width);
	});

	it("is told from one that was rescaled, as far as that can be", () => {
		expect([1456, 33, 1].map(alphaPicture)).toEqual([null, null, null]);
	});
});

describe("the address of a live stream", () => {
	it("gives every road that a browser can take, with the same query", () => {
		expect(liveStream("rtmp://liveplay.ivh.qq.com/live/m789?txSecret=a")).toEqual({
			kind: "leb",
			url: "webrtc://liveplay.ivh.qq.com/live/m789?txSecret=a",
			fallbacks: [
				{ kind: "flv", url: "https://liveplay.ivh.qq.com/live/m789.flv?txSecret=a" },
				{ kind: "hls", url: "https://liveplay.ivh.qq.com/live/m789.m3u8?txSecret=a" },
			],
		});
	});

	it.each([
		["https://cdn.example/live/a.flv", "flv"],
		["https://cdn.example/live/a.m3u8", "hls"],
		["webrtc://127.0.0.1:9/live/a", "leb"],
	])("%s is played as %s", (address, kind) => {
		expect(liveStream(address)?.kind).toBe(kind);
	});

	it.each(["", "m789", "ftp://host/a/b", "trtc://host/a"])("%j is none", (address) => {
		expect(liveStream(address)).toBeNull();
	});
});

describe("the address of a TRTC room", () => {
	const facts = { sdkAppId: 1400, room: "77", isText: false, userSig: "sig", privateMapKey: "key" };

	it.each([
		["trtc://cloud.tencent.com/play/77?sdkappid=1400&usersig=sig&privatemapkey=key"],
		["trtc://cloud.tencent.com/x?SdkAppId=1400&room_id=77&UserSig=sig&PrivateMapKey=key"],
		['{"sdkAppId":1400,"roomId":77,"userSig":"sig","privateMapKey":"key"}'],
		[btoa('{"appid":1400,"room":"77","sig":"sig","privateMapKey":"key"}')],
	])("is read from %s", (address) => {
		expect(trtcAddress(address)).toEqual(facts);
	});

	it("keeps a room's name that is a text", () => {
		expect(trtcAddress("trtc://h/play/x?strroomid=007")).toMatchObject({ room: "007", isText: true });
	});

	it.each(["", "???", "rtmp://", "%%%"])("%j tells nothing, and breaks nothing", (address) => {
		expect(trtcAddress(address).sdkAppId).toBeNull();
	});
});
