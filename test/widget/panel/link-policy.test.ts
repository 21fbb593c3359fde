import { describe, expect, it } from "vitest";
import { judgeLink } from "../../../src/widget/panel/link-policy.ts";

const PAGE = "https://shop.example/help";

const judge = (address: string, hosts: readonly string[], allowHttp = false) => {
	const verdict = judgeLink(address, PAGE, hosts, allowHttp);
	return verdict.allowed ? verdict.url.href : `not ${verdict.host}`;
};

describe("judgeLink", () => {
	it.each([
		["https://a.example/x?y=1#z", ["a.example"], "https://a.example/x?y=1#z"],
		["https://A.EXAMPLE/", ["a.example"], "https://a.example/"],
		["/prices", ["shop.example"], "https://shop.example/prices"],
		["https://a.example:8443/", ["a.example:8443"], "https://a.example:8443/"],
		["https://docs.a.example/", ["*.a.example"], "https://docs.a.example/"],
		["https://anything.example/", ["*"], "https://anything.example/"],
		["tel:+41445556677", ["tel:"], "tel:+41445556677"],
	])("lets %s through for %j", (address, hosts, expected) => {
		expect(judge(address, hosts)).toBe(expected);
	});

	it.each([
		["https://b.example/", ["a.example"], "b.example"],
		["https://evil-a.example/", ["a.example"], "evil-a.example"],
		["https://a.example.evil.example/", ["a.example"], "a.example.evil.example"],
		["https://a.example/", ["*.a.example"], "a.example"],
		["//b.example/", ["shop.example"], "b.example"],
		["http://a.example/", ["a.example"], "a.example"],
		["javascript:alert(1)", ["*"], "javascript:"],
		["javascript:alert(1)", ["javascript:"], "javascript:"],
		["\u0001java\nscript:alert(1)", ["*"], "javascript:"],
		["data:text/html,x", ["*"], "data:"],
		["vbscript:x", ["*"], "vbscript:"],
		["tel:+41445556677", ["*"], "tel:"],
		["https://", ["*"], "?"],
	])("stops %s for %j", (address, hosts, host) => {
		expect(judge(address, hosts)).toBe(`not ${host}`);
	});

	it("drops the name that stands before a host to mislead", () => {
		expect(judge("https://a.example@b.example/", ["a.example"])).toBe("not b.example");
		expect(judge("https://bank.example@a.example/", ["a.example"])).toBe("https://a.example/");
	});

	it("shows a host of other letters as the network asks for it", () => {
		expect(judge("https://аpple.example/", ["apple.example"])).toBe("not xn--pple-43d.example");
	});

	it("lets plain http through where it is allowed, and to the page's own origin", () => {
		expect(judge("http://a.example/", ["a.example"], true)).toBe("http://a.example/");
		const own = judgeLink("/x", "http://localhost:8080/", ["localhost"], false);
		expect(own.allowed).toBe(true);
	});
});
