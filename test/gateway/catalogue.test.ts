import { afterEach, describe, expect, it } from "vitest";
import { localCatalogue } from "../../src/driver/local-catalogue.ts";
import type { GatewayOptions } from "../../src/gateway/start-gateway.ts";
import { parseCatalogue } from "../../src/protocol/catalogue.ts";
import { seconds } from "../../src/util/time.ts";
import { accountCatalogue } from "../../src/vendors/tencent/api/account-catalogue.ts";
import { TestServices } from "../support/tencent-services.ts";
import { startTestGateway, type TestGateway } from "../support/test-gateway.ts";

const running: { dispose(): Promise<void> }[] = [];
afterEach(async () => {
	for (const one of running.splice(0).reverse()) await one.dispose();
});

async function gatewayWith(
	catalogue: NonNullable<GatewayOptions["catalogue"]>,
	options: Parameters<typeof startTestGateway>[0] = {},
): Promise<TestGateway> {
	const gateway = await startTestGateway({ ...options, catalogue });
	running.push(gateway);
	return gateway;
}

const read = (gateway: TestGateway, headers: Record<string, string> = {}) =>
	fetch(`${gateway.gateway.url}/v1/catalogue`, { headers });

describe("GET /v1/catalogue", () => {
	it("tells the local driver's voices and gestures", async () => {
		const gateway = await gatewayWith(async () => localCatalogue());
		const { voices, actions } = parseCatalogue(await (await read(gateway)).json());
		expect(voices.map(({ key }) => key)).toContain("local-female");
		expect(actions).toContainEqual({ code: "wave", name: "Wave", gesture: "wave", mark: "[wave]" });
	});

	it("tells an account's voices and its avatar's actions, with those that play nothing here", async () => {
		const services = await TestServices.start();
		running.push(services);
		const gateway = await gatewayWith(() => accountCatalogue(services.client, "bo-3d"));
		const { voices, actions } = parseCatalogue(await (await read(gateway)).json());
		expect(voices).toMatchObject([
			{ key: "local-female", name: "Female voice 1", languages: ["en-US", "zh-CN"] },
			{ key: "local-male" },
		]);
		expect(actions).toHaveLength(19);
		expect(actions.filter(({ gesture }) => gesture === "")).toMatchObject([{ code: "juggle_torches" }]);
	});

	it("asks the account once for all pages that open, and again after ten minutes", async () => {
		let now = 1000;
		let asked = 0;
		const source = async () => {
			asked++;
			return localCatalogue();
		};
		const gateway = await gatewayWith(source, { now: () => seconds(now) });
		await Promise.all([read(gateway), read(gateway), read(gateway)]);
		expect(asked).toBe(1);
		now += 601;
		await read(gateway);
		expect(asked).toBe(2);
	});

	it("says that there is none while the service is down, without its reason, and asks again soon", async () => {
		let now = 1000;
		let down = true;
		const source = async () => {
			if (down) throw new Error("secret reason");
			return localCatalogue();
		};
		const gateway = await gatewayWith(source, { now: () => seconds(now) });
		const refused = await read(gateway);
		expect(refused.status).toBe(503);
		expect(await refused.text()).not.toContain("secret reason");
		down = false;
		expect((await read(gateway)).status).toBe(503);
		now += 11;
		expect((await read(gateway)).status).toBe(200);
	});

	it("is for holders of a key where a key is needed", async () => {
		const appKeys = new Map([["site", "key-0123456789"]]);
		const gateway = await gatewayWith(async () => localCatalogue(), { config: { access: "key", appKeys } });
		expect((await read(gateway)).status).toBe(401);
		expect((await read(gateway, { authorization: "Bearer wrong" })).status).toBe(401);
		expect((await read(gateway, { authorization: "Bearer key-0123456789" })).status).toBe(200);
	});
});
