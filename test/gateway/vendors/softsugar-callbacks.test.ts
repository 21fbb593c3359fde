import { afterEach, describe, expect, it } from "vitest";
import { SoftSugarStandIn } from "../../../src/driver/vendors/softsugar/softsugar-stand-in.ts";
import { startVendorBench, type VendorBench } from "../../support/vendors/vendor-bench.ts";

const KEY = "callback-key-0123456789";

const disposals: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const dispose of disposals.splice(0).reverse()) await dispose();
});

async function startBench(key = KEY): Promise<VendorBench> {
	const bench = await startVendorBench({ softsugarCallbackKey: key });
	disposals.push(() => bench.dispose());
	return bench;
}

const post = (bench: VendorBench, key: string, body: object) =>
	fetch(`${bench.gateway.url}/v1/vendors/softsugar/callbacks/${key}`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
	});

describe("SoftSugar's callbacks", () => {
	it("are taken at the address that holds the key, which no log holds", async () => {
		const bench = await startBench();
		const answer = await post(bench, KEY, { sessionId: "s-1", status: 36, commandTraceId: "t-1" });
		expect(answer.status).toBe(200);
		expect(bench.log()).toContain('"takeover":"t-1"');
		expect(bench.log()).not.toContain(KEY);
	});

	it("are not there with another key, nor without one", async () => {
		const bench = await startBench();
		expect((await post(bench, "guess", { sessionId: "s", status: 5 })).status).toBe(404);
		expect((await post(await startBench(""), KEY, { sessionId: "s", status: 5 })).status).toBe(404);
	});

	it.each([
		["no session", { status: 5 }],
		["no status", { sessionId: "s" }],
		["a status that is none", { sessionId: "s", status: "soon" }],
	])("are refused with %s", async (_, body) => {
		const bench = await startBench();
		expect((await post(bench, KEY, body)).status).toBe(400);
	});

	it("come from the stand-in as from the vendor", async () => {
		const bench = await startBench();
		const standIn = await SoftSugarStandIn.start({
			appId: "a",
			appKey: "k",
			preparing: 0,
			callbackUrl: `${bench.gateway.url}/v1/vendors/softsugar/callbacks/${KEY}`,
		});
		disposals.push(() => standIn.dispose());
		const ask = async (path: string, body: object, token = "") =>
			(await (
				await fetch(standIn.url + path, {
					method: "POST",
					headers: { authorization: `Bearer ${token}` },
					body: JSON.stringify(body),
				})
			).json()) as { data: Record<string, string> };
		const timestamp = String(Date.now());
		const { softSugarSign } = await import("../../../src/gateway/vendors/softsugar-token.ts");
		const sign = softSugarSign("a", timestamp, "k");
		const { data } = await ask("/api/uc/v1/access/api/token", {
			appId: "a",
			timestamp,
			sign,
			grantType: "sign",
		});
		const param = JSON.stringify({
			version: "0.0.2",
			recycle: 0,
			stream_mode: true,
			sceneList: [{ digital_role: {}, tts_config: { volume: 100, speed_ratio: 1 } }],
		});
		await ask("/api/2dvh/v2/material/live/channel/create", { param, userData: "u" }, data.accessToken);
		await expect.poll(() => bench.log(), { timeout: 5000 }).toContain('"status":35');
	});
});

describe("softSugarSign", () => {
	it("is the digest of the known example", async () => {
		const { softSugarSign } = await import("../../../src/gateway/vendors/softsugar-token.ts");
		expect(softSugarSign("example_appid", "1717639699000", "example_appkey")).toBe(
			"df0a3d7b0fbd4c4cbbe73e3bf31fb1f7",
		);
	});
});
