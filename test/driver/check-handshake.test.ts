import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkHandshake } from "../../src/driver/check-handshake.ts";
import { canonicalQuery } from "../../src/protocol/tencent-query.ts";

const CREDENTIALS = { appkey: "example_appkey", accessToken: "example_accesstoken" };
const NOW = 1717639699;

const query = (parameters: Record<string, string>): URLSearchParams => {
	const signed = new URLSearchParams(parameters);
	signed.set(
		"signature",
		createHmac("sha256", CREDENTIALS.accessToken).update(canonicalQuery(signed)).digest("base64"),
	);
	return signed;
};

const GOOD = { appkey: "example_appkey", requestid: "example_requestid", timestamp: String(NOW) };

describe("checkHandshake", () => {
	it("accepts the vendor's example with the signature that it gives", () => {
		const signed = query(GOOD);
		expect(signed.get("signature")).toBe("QVenICk0VHtHGYZKXM6IC+W1CjZC1joSr/x0gfKKYT4=");
		expect(checkHandshake(signed, CREDENTIALS, NOW)).toBeUndefined();
	});

	it("takes the parameters in any order, and other ones that are signed", () => {
		const shuffled = new URLSearchParams([...query({ ...GOOD, Language: "zh-CN", zone: "ü" })].reverse());
		expect(checkHandshake(shuffled, CREDENTIALS, NOW)).toBeUndefined();
	});

	it.each([-300, 0, 300])("accepts a timestamp that is %i s off", (offset) => {
		expect(checkHandshake(query(GOOD), CREDENTIALS, NOW - offset)).toBeUndefined();
	});

	it.each([
		[301, "timestamp is 301 s old, at most 300 s are allowed"],
		[-301, "timestamp is 301 s ahead, at most 300 s are allowed"],
	])("refuses one that is %i s off", (offset, reason) => {
		expect(checkHandshake(query(GOOD), CREDENTIALS, NOW + offset)).toBe(reason);
	});

	it.each(["soon", "1e9", "-5", "1717639699000", "1.5"])("refuses the timestamp %o", (timestamp) => {
		expect(checkHandshake(query({ ...GOOD, timestamp }), CREDENTIALS, NOW)).toMatch(/^timestamp/);
	});

	it.each(["appkey", "requestid", "timestamp", "signature"])("refuses a query without %s by name", (name) => {
		const incomplete = query(GOOD);
		incomplete.delete(name);
		expect(checkHandshake(incomplete, CREDENTIALS, NOW)).toBe(`query parameter "${name}" is missing`);
	});

	it("says so when the signature was not percent-encoded", () => {
		const signed = query(GOOD);
		const raw = `${canonicalQuery(signed)}&signature=${signed.get("signature")}`;
		expect(checkHandshake(new URLSearchParams(raw), CREDENTIALS, NOW)).toBe(
			"signature is wrong: it was not percent-encoded",
		);
	});

	it.each(["", "AAAA", "QVenICk0VHtHGYZKXM6IC+W1CjZC1joSr/x0gfKKYT5=", "not base64 at all"])(
		"refuses the signature %o",
		(signature) => {
			const signed = query(GOOD);
			signed.set("signature", signature);
			expect(checkHandshake(signed, CREDENTIALS, NOW)).toMatch(/signature/);
		},
	);

	it("refuses a signature made with another token", () => {
		expect(checkHandshake(query(GOOD), { ...CREDENTIALS, accessToken: "other" }, NOW)).toMatch(/^signature/);
	});
});
