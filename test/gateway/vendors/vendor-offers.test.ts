import { afterEach, describe, expect, it } from "vitest";
import type { GatewayConfig } from "../../../src/gateway/config.ts";
import type { VendorOffers } from "../../../src/protocol/vendor-offers.ts";
import { startTestGateway } from "../../support/test-gateway.ts";

const KEY = "0123456789abcdef-desk";

const disposals: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const dispose of disposals.splice(0)) await dispose();
});

async function ask(config: Partial<GatewayConfig>, headers: Record<string, string> = {}) {
	const bench = await startTestGateway({ config: { vendorLeaseFile: "", ...config } });
	disposals.push(bench.dispose);
	const response = await fetch(`${bench.gateway.url}/v1/vendors`, { headers });
	return { status: response.status, body: (await response.json()) as VendorOffers & { code?: string } };
}

describe("GET /v1/vendors", () => {
	it("names every vendor with the settings that are missing, and no value of any", async () => {
		const { body } = await ask({ akoolApiKey: "akool-key-0123456789", iflytekAppId: "an-app" });
		expect(body).toEqual({
			vendors: [
				{ vendor: "tencent-cloud", missing: expect.arrayContaining(["TENCENT_APPKEY"]) },
				{ vendor: "iflytek", missing: ["IFLYTEK_API_KEY", "IFLYTEK_API_SECRET"] },
				{ vendor: "softsugar", missing: ["SOFTSUGAR_APP_ID", "SOFTSUGAR_APP_KEY"] },
				{ vendor: "akool", missing: [], api: "v4" },
			],
			productions: { missing: ["TENCENT_APPKEY", "TENCENT_ACCESS_TOKEN"] },
			standInStreams: "",
		});
	});

	it("is for holders of a key where sessions are", async () => {
		const keys = { access: "key", appKeys: new Map([["desk", KEY]]) } as const;
		expect(await ask(keys)).toMatchObject({ status: 401, body: { code: "key-missing" } });
		expect((await ask(keys, { authorization: `Bearer ${KEY}` })).status).toBe(200);
	});
});
