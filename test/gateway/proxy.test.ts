import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionGrant } from "../../src/protocol/session-grant.ts";
import { GatewayClient, openSession, requestSession } from "../support/gateway-client.ts";
import { freePort, NatsServer } from "../support/nats-server.ts";
import { Nginx } from "../support/nginx.ts";
import { StandInUpstream, speechFrame } from "../support/stand-in-upstream.ts";
import { ACCESS_TOKEN, APPKEY, startTestGateway, type TestGateway } from "../support/test-gateway.ts";

const CONFIG = readFileSync(new URL("../../deploy/nginx.conf", import.meta.url), "utf8");
const ORIGIN = "https://pages.example";
const KEY = "shop-application-key";

let nats: NatsServer;
let upstream: StandInUpstream;
let gateways: TestGateway[];
let proxy: Nginx;
let url: string;

/** The file that is deployed, with the addresses of this test. */
const configFor = (port: number, [first, second]: readonly TestGateway[]) =>
	CONFIG.replace("listen 80;", `listen 127.0.0.1:${port};`)
		.replaceAll("gateway-1:8420", `127.0.0.1:${first?.gateway.port}`)
		.replaceAll("gateway-2:8420", `127.0.0.1:${second?.gateway.port}`);

beforeAll(async () => {
	nats = await NatsServer.start();
	const keys = { appkey: APPKEY, accessToken: ACCESS_TOKEN };
	const answer = ({ Payload }: { Payload: { ReqId: string } }, socket: { send(text: string): void }) =>
		socket.send(speechFrame(Payload.ReqId, { Final: true }));
	upstream = await StandInUpstream.start({ ...keys, answer });
	const config = { bus: [nats.url], origins: [ORIGIN], appKeys: new Map([["shop", KEY]]), drain: 1 };
	gateways = [];
	for (let i = 0; i < 2; i++) gateways.push(await startTestGateway({ config, standIn: upstream }));
	const port = await freePort();
	url = `http://127.0.0.1:${port}`;
	proxy = await Nginx.start(configFor(port, gateways), port);
}, 60_000);
afterAll(async () => {
	await proxy.dispose();
	for (const gateway of gateways) await gateway.dispose();
	await upstream.dispose();
	await nats.dispose();
});

/** A browser that comes by the proxy. */
async function connect(grant: SessionGrant): Promise<GatewayClient> {
	const address = `${url.replace("http", "ws")}${new URL(grant.url).pathname}?since=0`;
	const client = await GatewayClient.connect(address, { token: grant.token, origin: ORIGIN });
	if (client instanceof GatewayClient) return client;
	throw new Error(client.body.message);
}

describe("two gateways behind nginx, with the file that is deployed", () => {
	it("open sessions and speak, whichever of them a call comes to", async () => {
		for (let i = 0; i < 4; i++) {
			const client = await connect(await openSession(url, ORIGIN));
			client.speak(`r${i}`);
			expect(await client.answer(`r${i}`)).toMatchObject({ ErrorCode: 0 });
			client.socket.close();
		}
	});

	it("answer all calls about a session's recording from the same one", async () => {
		const headers = { origin: ORIGIN, authorization: `Bearer ${KEY}` };
		const grant = (await (await requestSession(url, headers)).json()) as SessionGrant;
		const address = `${url}/v1/sessions/${grant.sessionId}/recording`;
		expect((await fetch(address, { method: "POST", headers })).status).toBe(201);
		const statuses = await Promise.all(
			Array.from({ length: 6 }, async () => (await fetch(address, { headers })).status),
		);
		expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
	});

	it("keep their metrics to whoever runs them", async () => {
		for (const path of ["/metrics", "/readyz"]) expect((await fetch(url + path)).status).toBe(404);
		expect((await fetch(`${url}/healthz`)).status).toBe(200);
	});

	it("go on when one of them is gone", async () => {
		await gateways[0]?.dispose();
		for (let i = 0; i < 4; i++) {
			const client = await connect(await openSession(url, ORIGIN));
			client.speak(`late${i}`);
			expect(await client.answer(`late${i}`)).toMatchObject({ ErrorCode: 0 });
			client.socket.close();
		}
	});
});
