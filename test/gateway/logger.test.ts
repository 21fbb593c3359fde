import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { censor, createLogger } from "../../src/gateway/logger.ts";

const SECRET = 'p+q/r="s3cret';

describe("censor", () => {
	it.each([
		["as it is", `key ${SECRET}!`, "key [secret]!"],
		["percent-encoded", `?k=${encodeURIComponent(SECRET)}`, "?k=[secret]"],
		["in JSON", JSON.stringify({ k: SECRET }), '{"k":"[secret]"}'],
	])("takes a secret out %s", (_, line, clean) => {
		expect(censor(line, [SECRET])).toBe(clean);
	});

	it("takes out what has the shape of a signature or a token, known or not", () => {
		const token = "eyJhbGciOiJIUzI1NiJ9.eyJzaWQiOiJzIn0.c2lnbmF0dXJl";
		expect(censor(`wss://h/p?a=1&signature=abc%2B%3D&b=2 ${token}`, [])).toBe(
			"wss://h/p?a=1&signature=[secret]&b=2 [secret]",
		);
	});

	it("leaves short words alone", () => {
		expect(censor("the end", ["the", ""])).toBe("the end");
	});
});

describe("createLogger", () => {
	it("lets no secret through, in no field, message or error", () => {
		let log = "";
		const stream = new PassThrough().on("data", (chunk) => {
			log += String(chunk);
		});
		const logger = createLogger({ level: "trace", secrets: [SECRET], stream });
		const headers = {
			authorization: "Bearer abcdefgh",
			"sec-websocket-protocol": "facewire.v1, facewire.token.xyz",
		};
		logger
			.child({ deep: { deeper: SECRET } })
			.warn({ err: new Error(`at ${SECRET}`), req: { headers } }, SECRET);
		logger.info({ token: "opaque-token" });
		for (const secret of [SECRET, "abcdefgh", "facewire.token.xyz", "opaque-token"])
			expect(log).not.toContain(secret);
		expect(log.match(/\[secret\]/g)?.length).toBeGreaterThanOrEqual(6);
	});
});
