import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalQuery } from "../../src/protocol/tencent-query.ts";

const sign = (parameters: Record<string, string>, accessToken: string): string =>
	createHmac("sha256", accessToken)
		.update(canonicalQuery(Object.entries(parameters)))
		.digest("base64");

describe("canonicalQuery", () => {
	it("joins the parameters sorted by name", () => {
		expect(canonicalQuery(Object.entries({ timestamp: "1", requestid: "r", appkey: "a" }))).toBe(
			"appkey=a&requestid=r&timestamp=1",
		);
	});

	it("sorts a capital letter first, as the vendor's own client does with Language", () => {
		expect(canonicalQuery(Object.entries({ appkey: "a", Language: "zh-CN" }))).toBe(
			"Language=zh-CN&appkey=a",
		);
	});

	it("leaves the signature out and takes every other parameter", () => {
		expect(canonicalQuery(new URLSearchParams("signature=s&unheardOf=1&appkey=a"))).toBe(
			"appkey=a&unheardOf=1",
		);
	});

	it("does not percent-encode values", () => {
		expect(canonicalQuery(new URLSearchParams("appkey=a%2Bb%3D"))).toBe("appkey=a+b=");
	});

	it.each([
		[
			{ timestamp: "1717639699", appkey: "example_appkey" },
			"example_accesstoken",
			"aCNWYzZdplxWVo+JsqzZc9+J9XrwWWITfX3eQpsLVno=",
		],
		[
			{ appkey: "e38267c0e86411ebb02aed82acb0ed99", timestamp: "1646636485" },
			"f68f2d10ae9e4604b76fb05cf46bccec",
			"BfWuaC9kmaicCggXc693uK+sZQ8qe88O4HVQNTdwZuo=",
		],
	])(
		"gives the plaintext of the signature printed in the vendor's document: %o",
		(parameters, key, printed) => {
			expect(sign(parameters, key)).toBe(printed);
		},
	);
});
