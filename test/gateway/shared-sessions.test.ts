import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import type { GatewayConfig } from "../../src/gateway/config.ts";
import type { SessionGrant } from "../../src/protocol/session-grant.ts";
import { GatewayClient, openSession, requestSession } from "../support/gateway-client.ts";
import { NatsServer } from "../support/nats-server.ts";
import { type StandInRequest, StandInUpstream, speechFrame } from "../support/stand-in-upstream.ts";
import { ACCESS_TOKEN, APPKEY, startTestGateway, type TestGateway } from "../support/test-gateway.ts";

/** Milliseconds: a busy machine takes its time. */
const SOON = { timeout: 15_000 };
const KEY = "shop-application-key";
const ORIGIN = "https://pages.example";

let nats: NatsServer;
let upstream: StandInUpstream;
let running: TestGateway[] = [];
let installations = 0;
/** What the upstream says to a request; a test may say more on the same socket. */
let answer: (request: StandInRequest, socket: WebSocket) => void;

beforeAll(async () => {
	nats = await NatsServer.start();
	const keys = { appkey: APPKEY, accessToken: ACCESS_TOKEN };
	upstream = await StandInUpstream.start({ ...keys, answer: (request, socket) => answer(request, socket) });
});

afterEach(async () => {
	await Promise.all(running.map((gateway) => gateway.dispose()));
	running = [];
	upstream.cut();
	upstream.requests.length = 0;
	upstream.queries.length = 0;
});

afterAll(async () => {
	await upstream.dispose();
	await nats.dispose();
});

/** Gateways of one installation of their own, before one upstream that answers with one last message. */
async function start(count: number, config: Partial<GatewayConfig> = {}): Promise<TestGateway[]> {
	answer = ({ Payload }, socket) => socket.send(speechFrame(Payload.ReqId, { Final: true }));
	installations += 1;
	const busName = `test${installations}`;
	const shared = { bus: [nats.url], busName, origins: [ORIGIN], lease: 1, drain: 5, ...config };
	running = [];
	for (let i = 0; i < count; i++) running.push(await startTestGateway({ config: shared, standIn: upstream }));
	return running;
}

const urlAt = (gateway: TestGateway, grant: SessionGrant) =>
	`${gateway.gateway.url.replace("http", "ws")}${new URL(grant.url).pathname}`;

async function connect(gateway: TestGateway, grant: SessionGrant, token = grant.token, since = 0) {
	const client = await GatewayClient.connect(`${urlAt(gateway, grant)}?since=${since}`, {
		token,
		origin: ORIGIN,
	});
	if (client instanceof GatewayClient) return client;
	throw new Error(client.body.message);
}

async function watch(gateway: TestGateway, { sessionId }: SessionGrant): Promise<GatewayClient> {
	const response = await fetch(`${gateway.gateway.url}/v1/sessions`, {
		method: "POST",
		headers: { origin: ORIGIN, "content-type": "application/json" },
		body: JSON.stringify({ role: "viewer", sessionId }),
	});
	const grant = (await response.json()) as SessionGrant;
	return connect(gateway, grant);
}

const clauseOf = (payload: Record<string, unknown>) => (payload.SpeechRsp as { SeqNo: number }).SeqNo;

describe("gateways that share a bus", () => {
	it("serve one session's owner and viewers, wherever each is connected, from one upstream", async () => {
		const [a, b, c] = (await start(3)) as [TestGateway, TestGateway, TestGateway];
		const grant = await openSession(a.gateway.url, ORIGIN);
		const owner = await connect(b, grant);
		const viewers = [await watch(a, grant), await watch(b, grant), await watch(c, grant)];
		for (const viewer of viewers) await viewer.next();
		owner.speak("r1");
		const frames = await Promise.all([owner, ...viewers].map((client) => client.answer("r1")));
		for (const frame of frames) expect(frame).toEqual(frames[0]);
		expect(upstream.queries).toHaveLength(1);
		expect(upstream.requests).toHaveLength(1);
	});

	it("pass messages larger than the bus takes at once, byte by byte", async () => {
		const [a, b] = (await start(2)) as [TestGateway, TestGateway];
		const sent = speechFrame("r1", { Final: true, Audio: "AbC0".repeat(2 ** 20) });
		answer = (_, socket) => socket.send(sent);
		const owner = await connect(b, await openSession(a.gateway.url, ORIGIN));
		owner.speak("r1");
		await owner.answer("r1");
		expect(owner.frames.at(-1)).toBe(sent);
	});

	it("resume a browser at another gateway with exactly what it missed, and the same numbers", async () => {
		const [a, b] = (await start(2)) as [TestGateway, TestGateway];
		const grant = await openSession(a.gateway.url, ORIGIN);
		const owner = await connect(a, grant);
		const { resumeToken } = await owner.next();
		for (const id of ["r1", "r2", "r3"]) {
			owner.speak(id);
			await owner.answer(id);
		}
		owner.socket.terminate();
		const back = await connect(b, grant, String(resumeToken), 1);
		expect(await back.next()).toMatchObject({ event: "session", sequence: 1, missed: 0 });
		expect(await back.answer("r2")).toMatchObject({ ReqId: "r2" });
		expect(await back.answer("r3")).toMatchObject({ ReqId: "r3" });
		back.speak("r4");
		await back.answer("r4");
		expect(upstream.queries).toHaveLength(1);
	});

	it("send the owner's old connection home when it comes in at another gateway", async () => {
		const [a, b] = (await start(2)) as [TestGateway, TestGateway];
		const grant = await openSession(a.gateway.url, ORIGIN);
		const owner = await connect(a, grant);
		const { resumeToken } = await owner.next();
		await connect(b, grant, String(resumeToken));
		expect((await owner.ended()).code).toBe(4001);
	});

	it("take a token once, however many gateways are asked at the same moment", async () => {
		const [a, b, c] = (await start(3)) as [TestGateway, TestGateway, TestGateway];
		const grant = await openSession(a.gateway.url, ORIGIN);
		const ask = (gateway: TestGateway) =>
			GatewayClient.connect(urlAt(gateway, grant), { token: grant.token, origin: ORIGIN });
		const answers = await Promise.all([ask(a), ask(b), ask(c), ask(a), ask(b), ask(c)]);
		const codes = answers.flatMap((it) => (it instanceof GatewayClient ? [] : [it.body.code]));
		expect(codes).toEqual(Array(5).fill("token-used"));
	});

	it("take a resume token no more, at any of them, once its successor has arrived", async () => {
		const [a, b, c] = (await start(3)) as [TestGateway, TestGateway, TestGateway];
		const grant = await openSession(a.gateway.url, ORIGIN);
		const { resumeToken } = await (await connect(a, grant)).next();
		await (await connect(b, grant, String(resumeToken))).next();
		const headers = { authorization: `Bearer ${resumeToken}` };
		const shown = async () =>
			(await fetch(`${c.gateway.url}/v1/sessions/${grant.sessionId}`, { headers })).status;
		await expect.poll(shown, SOON).toBe(404);
		const options = { token: String(resumeToken), origin: ORIGIN };
		expect(await GatewayClient.connect(urlAt(c, grant), options)).toMatchObject({
			status: 401,
			body: { code: "token-used" },
		});
	});

	it.each([
		["an altered token", (token: string) => ({ token: `${token.slice(0, -2)}xx` }), "token-altered"],
		[
			"a foreign origin",
			(token: string) => ({ token, origin: "https://evil.example" }),
			"token-foreign-origin",
		],
	])("refuse %s at any of them, and open no upstream", async (_, change, code) => {
		const [a, b] = (await start(2)) as [TestGateway, TestGateway];
		const grant = await openSession(a.gateway.url, ORIGIN);
		const options = { origin: ORIGIN, ...change(grant.token) };
		expect(await GatewayClient.connect(urlAt(b, grant), options)).toMatchObject({
			status: 401,
			body: { code },
		});
		expect(upstream.queries).toHaveLength(0);
	});

	it("show and end a session at any of them", async () => {
		const [a, b] = (await start(2)) as [TestGateway, TestGateway];
		const grant = await openSession(a.gateway.url, ORIGIN);
		const owner = await connect(a, grant);
		const { resumeToken } = await owner.next();
		owner.speak("r1");
		await owner.answer("r1");
		const address = `${b.gateway.url}/v1/sessions/${grant.sessionId}`;
		const headers = { authorization: `Bearer ${resumeToken}` };
		const shown = await (await fetch(address, { headers })).json();
		expect(shown).toMatchObject({ connected: true, upstream: "open", sequence: 1 });
		expect((await fetch(address, { method: "DELETE", headers })).status).toBe(204);
		expect((await owner.ended()).code).toBe(4002);
		await expect.poll(async () => (await fetch(address, { headers })).status, SOON).toBe(404);
	});

	it("record a session at the one that was asked, though nobody else of the session is there", async () => {
		const lease = 0.3;
		const [a, b] = (await start(2, { lease, access: "key", appKeys: new Map([["shop", KEY]]) })) as [
			TestGateway,
			TestGateway,
		];
		const headers = { origin: ORIGIN, authorization: `Bearer ${KEY}` };
		const opened = await requestSession(a.gateway.url, headers);
		const grant = (await opened.json()) as SessionGrant;
		const owner = await connect(a, grant);
		const address = (at: TestGateway) => `${at.gateway.url}/v1/sessions/${grant.sessionId}/recording`;
		expect((await fetch(address(b), { method: "POST", headers })).status).toBe(201);
		// Longer than a gateway stays in a session that it has no part in.
		await new Promise((resolve) => setTimeout(resolve, 5000 * lease));
		owner.speak("r1");
		await owner.answer("r1");
		const lines = async () => (await (await fetch(address(b), { headers })).text()).trim().split("\n");
		await expect.poll(lines, SOON).toHaveLength(3);
		expect((await fetch(address(a), { headers })).status).toBe(404);
	});

	it("hold to one allowance of the day together", async () => {
		const [a, b] = (await start(2, { charactersPerDay: 10 })) as [TestGateway, TestGateway];
		const first = await connect(a, await openSession(a.gateway.url, ORIGIN));
		first.speak("r1", "12345678");
		await first.answer("r1");
		const metrics = async () => (await fetch(`${b.gateway.url}/metrics`)).text();
		await expect.poll(metrics, SOON).toMatch(/facewire_characters_today 8/);
		const second = await connect(b, await openSession(b.gateway.url, ORIGIN));
		second.speak("r2", "12345678");
		expect(await second.until({ event: "error" })).toMatchObject({ code: "limit", requestId: "r2" });
	});

	it("make the vendor wait for a slow owner at another gateway, and lose nothing", async () => {
		const [a, b] = (await start(2)) as [TestGateway, TestGateway];
		const Audio = "A".repeat(2 ** 19);
		const count = 80;
		let socket: WebSocket | undefined;
		answer = ({ Payload }, opened) => {
			socket = opened;
			for (let clause = 1; clause <= count; clause++)
				opened.send(speechFrame(Payload.ReqId, { SeqNo: clause, Audio, Final: clause === count }));
		};
		const owner = await connect(b, await openSession(a.gateway.url, ORIGIN));
		owner.speak("r1");
		owner.socket.pause();
		await expect.poll(a.log, SOON).toContain("upstream waits for the browser");
		expect(socket?.bufferedAmount).toBeGreaterThan(0);
		owner.socket.resume();
		for (let clause = 1; clause <= count; clause++) expect(clauseOf(await owner.answer("r1"))).toBe(clause);
		expect(owner.closed).toBeNull();
	});
});

describe("a gateway that is stopped", () => {
	it("speaks a reply to its end for browsers that went to another, which then keeps the session", async () => {
		const [a, b] = (await start(2)) as [TestGateway, TestGateway];
		let say: (fields: Record<string, unknown>) => void = () => {};
		answer = ({ Payload }, socket) => {
			say = (fields) => socket.send(speechFrame(Payload.ReqId, fields));
			say({ SeqNo: 1, SentenceStart: true, Final: Payload.ReqId === "r2" });
		};
		const grant = await openSession(a.gateway.url, ORIGIN);
		const owner = await connect(a, grant);
		const { resumeToken } = await owner.next();
		owner.speak("r1");
		await owner.answer("r1");
		const stopped = a.gateway.dispose();
		expect((await owner.ended()).code).toBe(1012);
		expect((await fetch(`${a.gateway.url}/readyz`)).status).toBe(503);
		const back = await connect(b, grant, String(resumeToken), 1);
		say({ SeqNo: 2, SentenceStart: true });
		expect(clauseOf(await back.answer("r1"))).toBe(2);
		say({ SeqNo: 3, Final: true });
		expect(clauseOf(await back.answer("r1"))).toBe(3);
		await stopped;
		back.speak("r2");
		await back.answer("r2");
		expect(upstream.queries).toHaveLength(2);
		expect(back.frames.join("")).not.toContain('"event":"error"');
	});
});
