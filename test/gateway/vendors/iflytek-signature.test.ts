import { describe, expect, it } from "vitest";
import { iflytekSignature, signedIflytekUrl } from "../../../src/gateway/vendors/iflytek-signature.ts";
import { seconds } from "../../../src/util/time.ts";

const DATE = "Fri, 05 May 2023 10:43:39 GMT";
const NOW = seconds(Date.parse(DATE) / 1000);
const KEYS = { apiKey: "example_apikey", apiSecret: "example_apisecret" };

describe("iFLYTEK's signature", () => {
	it("is that of a known vector", () => {
		expect(iflytekSignature("avatar-api-gp.xf-yun.com", DATE, "/v1/interact", KEYS.apiSecret)).toBe(
			"cDygx3IdW5SYUrUqQZZofFuSgCCDhe1ZUq8qDa/lK3Q=",
		);
	});

	it("stands in the address, with what it was made of", () => {
		const url = new URL(signedIflytekUrl("wss://avatar-api-gp.xf-yun.com/v1/interact", KEYS, NOW));
		expect(url.searchParams.get("date")).toBe(DATE);
		expect(url.searchParams.get("host")).toBe("avatar-api-gp.xf-yun.com");
		expect(Buffer.from(url.searchParams.get("authorization") ?? "", "base64").toString()).toBe(
			'api_key="example_apikey", algorithm="hmac-sha256", headers="host date request-line", signature="cDygx3IdW5SYUrUqQZZofFuSgCCDhe1ZUq8qDa/lK3Q="',
		);
	});

	it("never carries the secret", () => {
		expect(signedIflytekUrl("wss://avatar-api-gp.xf-yun.com/v1/interact", KEYS, NOW)).not.toContain(
			KEYS.apiSecret,
		);
	});
});
