import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCommand } from "../../../src/kiosk/host/command-check.ts";
import type { KioskOrders } from "../../../src/protocol/kiosk-command.ts";
import { kioskHealth } from "../../support/kiosk-health.ts";
import { NatsServer } from "../../support/nats-server.ts";
import { startTestGateway, type TestGateway } from "../../support/test-gateway.ts";

const KEY = "operator-key-0123456789";
const ORIGIN = "https://pages.example";

let nats: NatsServer;
let gateways: readonly [TestGateway, TestGateway];
beforeAll(async () => {
	nats = await NatsServer.start();
	const config = {
		bus: [nats.url],
		busName: "kiosks",
		origins: [ORIGIN],
		appKeys: new Map([["desk", KEY]]),
		maxKiosks: 2,
	};
	gateways = [await startTestGateway({ config }), await startTestGateway({ config })];
});
afterAll(async () => {
	for (const gateway of gateways) await gateway.dispose();
	await nats.dispose();
});

const call = async (at: 0 | 1, method: string, path: string, headers: object, body?: unknown) => {
	const response = await fetch(`${gateways[at].gateway.url}/v1/${path}`, {
		method,
		headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
};
const beat = (at: 0 | 1, id: string, given: object = {}) =>
	call(
		at,
		"POST",
		`kiosks/${id}/heartbeat`,
		{ origin: ORIGIN },
		{ token: "", health: kioskHealth(), outcomes: [], ...given },
	);
const asOperator = (at: 0 | 1, method: string, path: string, body?: unknown) =>
	call(at, method, path, { authorization: `Bearer ${KEY}` }, body);

describe("gateways that share a bus", () => {
	let token = "";

	it("know a kiosk that has shown itself to any of them, by one name", async () => {
		expect((await asOperator(1, "GET", "kiosks")).body).toEqual({ kiosks: [] });
		token = ((await beat(0, "lobby")).body as KioskOrders).token;
		expect((await asOperator(1, "GET", "kiosks")).body.kiosks).toMatchObject([{ id: "lobby" }]);
		expect((await beat(1, "lobby")).body).toMatchObject({ code: "kiosk-taken" });
		expect((await beat(1, "lobby", { token })).status).toBe(200);
		expect(await (await fetch(`${gateways[1].gateway.url}/metrics`)).text()).toMatch(/^facewire_kiosks 1$/m);
	});

	it("hand on a command that was asked for at one with the heartbeat at another, and its outcome", async () => {
		const command = { type: "volume", volume: 0.4 };
		const { body } = await asOperator(0, "POST", "kiosks/lobby/commands", command);
		const orders = (await beat(1, "lobby", { token })).body as KioskOrders;
		const address = { kiosk: "lobby", boot: "boot-1" };
		expect(await openCommand(orders.commands[0] ?? "", orders.publicKey, address)).toMatchObject({ command });
		const outcomes = [{ sequence: body.sequence, done: true, reason: "" }];
		expect((await beat(1, "lobby", { token, outcomes })).body.commands).toEqual([]);
		const { kiosks } = (await asOperator(0, "GET", "kiosks")).body;
		expect(kiosks[0].outcomes).toMatchObject([{ command, by: "desk", done: true }]);
	});

	it("lose none of the commands that come at both at once, between heartbeats", async () => {
		const volumes = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
		await Promise.all([
			...volumes.map((volume, i) =>
				asOperator((i % 2) as 0 | 1, "POST", "kiosks/lobby/commands", { type: "volume", volume }),
			),
			beat(0, "lobby", { token }),
			beat(1, "lobby", { token }),
		]);
		const { commands } = (await beat(0, "lobby", { token })).body as KioskOrders;
		expect(commands).toHaveLength(volumes.length);
	});

	it("watch as many kiosks as one may, together", async () => {
		expect((await beat(0, "second")).status).toBe(200);
		expect((await beat(1, "third")).body).toMatchObject({ code: "too-many-kiosks" });
		expect((await asOperator(1, "DELETE", "kiosks/second")).status).toBe(204);
		expect((await beat(0, "third")).status).toBe(200);
		expect((await asOperator(0, "DELETE", "kiosks/third")).status).toBe(204);
		expect((await beat(1, "third")).status).toBe(200);
	});
});
