import { afterEach, describe, expect, it } from "vitest";
import type { SessionGrant } from "../../src/protocol/session-grant.ts";
import { GatewayClient, openSession, requestSession } from "../support/gateway-client.ts";
import { startTestGateway, type TestGateway, type TestGatewayOptions } from "../support/test-gateway.ts";

let open: TestGateway | undefined;
const start = async (options?: TestGatewayOptions) => {
	open = await startTestGateway(options);
	return open;
};

afterEach(async () => {
	await open?.dispose();
	open = undefined;
});

const SHOP = "shop-application-key";
const DESK = "desk-application-key";
const KEYS = new Map([
	["shop", SHOP],
	["desk", DESK],
]);

const ask = (gateway: string, method: string, sessionId: string, bearer: string, origin?: string) =>
	fetch(`${gateway}/v1/sessions/${sessionId}`, {
		method,
		headers: { authorization: `Bearer ${bearer}`, ...(origin === undefined ? {} : { origin }) },
	});

describe("a session", () => {
	it("is looked at and ended by the application key that opened it, and no other", async () => {
		const { gateway } = await start({ config: { access: "key", appKeys: KEYS } });
		const response = await requestSession(gateway.url, { authorization: `Bearer ${SHOP}` });
		const { sessionId } = (await response.json()) as SessionGrant;
		const seen = await ask(gateway.url, "GET", sessionId, SHOP);
		expect(await seen.json()).toMatchObject({ sessionId, connected: false, upstream: "closed", sequence: 0 });
		expect((await ask(gateway.url, "GET", sessionId, DESK)).status).toBe(404);
		expect((await ask(gateway.url, "DELETE", sessionId, DESK)).status).toBe(404);
		expect((await ask(gateway.url, "DELETE", sessionId, SHOP)).status).toBe(204);
		expect((await ask(gateway.url, "GET", sessionId, SHOP)).status).toBe(404);
	});

	it("is looked at and ended by its own browser, and told when it ends", async () => {
		const { gateway } = await start();
		const client = await GatewayClient.open(gateway.url);
		const { resumeToken } = await client.next();
		client.speak("r1");
		await client.answer("r1");
		const sessionId = new URL(client.socket.url).pathname.split("/")[3] ?? "";
		const foreign = await ask(gateway.url, "GET", sessionId, String(resumeToken), "https://evil.example");
		expect(foreign.status).toBe(404);
		const seen = await ask(gateway.url, "GET", sessionId, String(resumeToken));
		expect(await seen.json()).toMatchObject({ connected: true, upstream: "open", sequence: 1 });
		const ended = await ask(gateway.url, "DELETE", sessionId, String(resumeToken), gateway.url);
		expect(ended.status).toBe(204);
		expect(await client.ended()).toEqual({ code: 4002, reason: "The session has ended." });
	});

	it("is shown to nobody else: not without a bearer, not with another session's token", async () => {
		const { gateway } = await start();
		const [mine, other] = [await openSession(gateway.url), await openSession(gateway.url)];
		const statuses = await Promise.all([
			fetch(`${gateway.url}/v1/sessions/${mine.sessionId}`).then(({ status }) => status),
			ask(gateway.url, "GET", mine.sessionId, other.token, gateway.url).then(({ status }) => status),
			ask(gateway.url, "GET", mine.sessionId, "x").then(({ status }) => status),
			ask(gateway.url, "GET", "0".repeat(32), mine.token, gateway.url).then(({ status }) => status),
		]);
		expect(statuses).toEqual([404, 404, 404, 404]);
	});

	it("is counted by its key, not by the address it is opened from", async () => {
		const { gateway } = await start({ config: { appKeys: KEYS, sessionsPerMinute: 1 } });
		const opened = async (headers: Record<string, string>) =>
			(await requestSession(gateway.url, headers)).status;
		expect(await opened({ authorization: `Bearer ${SHOP}` })).toBe(201);
		expect(await opened({ authorization: `Bearer ${SHOP}` })).toBe(429);
		expect(await opened({ authorization: `Bearer ${DESK}` })).toBe(201);
		expect(await opened({ origin: gateway.url })).toBe(201);
	});
});

describe("the API document", () => {
	it("is served and lists the routes with their shapes", async () => {
		const { gateway } = await start();
		const document = await (await fetch(`${gateway.url}/v1/openapi.json`)).json();
		expect(document.openapi).toBe("3.1.0");
		expect(Object.keys(document.paths).toSorted()).toEqual([
			"/v1/callbacks/tencent",
			"/v1/callbacks/tencent/events",
			"/v1/catalogue",
			"/v1/kiosks",
			"/v1/kiosks-audit",
			"/v1/kiosks/{kioskId}",
			"/v1/kiosks/{kioskId}/commands",
			"/v1/kiosks/{kioskId}/heartbeat",
			"/v1/productions",
			"/v1/productions/order",
			"/v1/productions/videos/{key}",
			"/v1/sessions",
			"/v1/sessions/{sessionId}",
			"/v1/sessions/{sessionId}/recording",
			"/v1/sessions/{sessionId}/socket",
			"/v1/vendors",
			"/v1/vendors/{vendor}/lease",
			"/v1/vendors/{vendor}/sockets/{channel}",
			"/v1/vendors/{vendor}/{operation}",
		]);
		const grant = document.paths["/v1/sessions"].post.responses["201"].content["application/json"].schema;
		expect(Object.keys(grant.properties)).toEqual(["sessionId", "url", "token", "expiresAt"]);
	});
});
