import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/gateway/config.ts";
import { signedUpstreamUrl, tencentAccount } from "../../src/gateway/upstream-account.ts";
import { seconds } from "../../src/util/time.ts";
import { signQuery } from "../../src/vendors/tencent/api/signed-url.ts";

describe("signQuery", () => {
	it.each([
		[
			"the calling-method page",
			"example_accesstoken",
			"appkey=example_appkey&timestamp=1717639699",
			"aCNWYzZdplxWVo+JsqzZc9+J9XrwWWITfX3eQpsLVno=",
		],
		[
			"the interactive avatar's page",
			"f68f2d10ae9e4604b76fb05cf46bccec",
			"appkey=e38267c0e86411ebb02aed82acb0ed99&timestamp=1646636485",
			"BfWuaC9kmaicCggXc693uK+sZQ8qe88O4HVQNTdwZuo=",
		],
	])("makes the signature that %s prints", (_, accessToken, query, signature) => {
		expect(signQuery(new URLSearchParams(query), accessToken)).toBe(signature);
	});

	it("signs the parameters in order of their names, whatever order they come in", () => {
		const sorted = new URLSearchParams("Language=zh-CN&appkey=a&requestid=r&timestamp=1");
		const mixed = new URLSearchParams("timestamp=1&requestid=r&appkey=a&Language=zh-CN&signature=old");
		expect(signQuery(mixed, "t")).toBe(signQuery(sorted, "t"));
	});
});

describe("signedUpstreamUrl", () => {
	const account = {
		...tencentAccount({ ...defaultConfig(), tencentHost: "international", tencentAppkey: "example_appkey" }),
		accessToken: "example_accesstoken",
	};

	it("carries everything that the vendor asks for, the signature percent-encoded", () => {
		const url = signedUpstreamUrl(account, seconds(1_717_639_699.9), "example_requestid");
		expect(url).toBe(
			"wss://gw-sg.tvs.qq.com/v2/ws/ivh/interactdriver/interactdriverservice/driverengine" +
				"?appkey=example_appkey&requestid=example_requestid&timestamp=1717639699" +
				"&signature=QVenICk0VHtHGYZKXM6IC%2BW1CjZC1joSr%2Fx0gfKKYT4%3D",
		);
	});

	it("never carries the access token", () => {
		expect(signedUpstreamUrl(account, seconds(0), "r")).not.toContain("example_accesstoken");
	});
});

describe("tencentAccount", () => {
	it.each([
		["china", "wss://gw.tvs.qq.com/"],
		["international", "wss://gw-sg.tvs.qq.com/"],
	] as const)("finds the entry for %s", (tencentHost, start) => {
		expect(tencentAccount({ ...defaultConfig(), tencentHost }).url.startsWith(start)).toBe(true);
	});
});
