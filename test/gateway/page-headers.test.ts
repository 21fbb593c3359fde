import { describe, expect, it } from "vitest";
import { cacheControl, contentSecurityPolicy } from "../../src/gateway/page-headers.ts";

describe("contentSecurityPolicy", () => {
	const directive = (policy: string, name: string) =>
		policy.split("; ").find((part) => part.startsWith(`${name} `));

	it("lets scripts, styles and workers come from the gateway alone, none of them inline", () => {
		const policy = contentSecurityPolicy("localhost:8420");
		for (const name of ["default-src", "style-src"]) expect(directive(policy, name)).toBe(`${name} 'self'`);
		expect(policy).not.toMatch(/'unsafe|\*/);
	});

	it("lets WebAssembly unpack models, in workers made of blobs", () => {
		const policy = contentSecurityPolicy("localhost:8420");
		expect(directive(policy, "script-src")).toBe("script-src 'self' 'wasm-unsafe-eval'");
		expect(directive(policy, "worker-src")).toBe("worker-src 'self' blob:");
	});

	it("lets sockets go to the same host alone", () => {
		const connect = directive(contentSecurityPolicy("[::1]:8420"), "connect-src");
		expect(connect).toBe("connect-src 'self' ws://[::1]:8420 wss://[::1]:8420 blob: data:");
	});

	it("lets streams be played from where the gateway was told", () => {
		const policy = contentSecurityPolicy("a", ["https://live.example", "wss://*.edge.example:*"]);
		expect(directive(policy, "media-src")).toBe(
			"media-src 'self' blob: https://live.example wss://*.edge.example:*",
		);
		expect(directive(policy, "connect-src")).toContain(" https://live.example wss://*.edge.example:*");
		expect(directive(policy, "script-src")).not.toContain("example");
	});

	it("copies no host that is none", () => {
		expect(contentSecurityPolicy("a; script-src *")).not.toContain("*");
	});
});

describe("cacheControl", () => {
	it.each([
		["assets/index-B7x_2aQ9.js", "public, max-age=31536000, immutable"],
		["assets/index-B7x_2aQ9.js.map", "public, max-age=31536000, immutable"],
		["index.html", "no-cache"],
		["assets/avatar.glb", "no-cache"],
		["avatars/default-12345678.glb", "no-cache"],
	])("of %s is %s", (path, header) => {
		expect(cacheControl(path)).toBe(header);
	});
});
