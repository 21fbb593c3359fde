import { afterEach, describe, expect, it } from "vitest";
import { GatewayClient, openSession, requestSession } from "../support/gateway-client.ts";
import { speechFrame } from "../support/stand-in-upstream.ts";
import { startTestGateway, type TestGateway, type TestGatewayOptions } from "../support/test-gateway.ts";

/** Milliseconds: a busy machine takes its time. */
const SOON = { timeout: 10_000 };

let open: TestGateway | undefined;
const start = async (options?: TestGatewayOptions) => {
	open = await startTestGateway(options);
	return open;
};

afterEach(async () => {
	await open?.dispose();
	open = undefined;
});

const KEYS = new Map([["shop", "a-long-application-key"]]);

describe("POST /v1/sessions", () => {
	it("names the public address behind a proxy, and lets that origin's pages in", async () => {
		const origin = "https://avatar.example.com";
		const { gateway } = await start({ config: { publicUrl: origin } });
		const grant = (await (await requestSession(gateway.url, { origin })).json()) as { url: string };
		expect(grant.url).toMatch(/^wss:\/\/avatar\.example\.com\/v1\/sessions\/[0-9a-f]{32}\/socket$/);
		expect((await requestSession(gateway.url, { origin: gateway.url })).status).toBe(403);
	});

	it("answers what the browser needs and nothing that may be kept", async () => {
		const { gateway } = await start();
		const response = await requestSession(gateway.url, { origin: gateway.url });
		expect(response.status).toBe(201);
		expect(response.headers.get("cache-control")).toBe("no-store");
		const grant = (await response.json()) as Record<string, string>;
		expect(grant.sessionId).toMatch(/^[0-9a-f]{32}$/);
		expect(grant.url).toBe(`${gateway.url.replace("http", "ws")}/v1/sessions/${grant.sessionId}/socket`);
		const life = Date.parse(grant.expiresAt!) - Date.now();
		expect(life).toBeGreaterThan(55_000);
		expect(life).toBeLessThanOrEqual(60_000);
	});

	it.each([
		["no origin", {}, "origin-missing"],
		["a foreign origin", { origin: "https://evil.example" }, "origin-foreign"],
		[
			"an origin that only begins like an allowed one",
			{ origin: "https://pages.example.evil" },
			"origin-foreign",
		],
		["the allowed host under another scheme", { origin: "http://pages.example" }, "origin-foreign"],
	])("refuses %s in public mode", async (_, headers, code) => {
		const { gateway } = await start({ config: { origins: ["https://pages.example"] } });
		const response = await requestSession(gateway.url, headers as Record<string, string>);
		expect(response.status).toBe(403);
		expect(await response.json()).toMatchObject({ code });
		expect(response.headers.get("access-control-allow-origin")).toBeNull();
	});

	it("lets a page of an allowed origin ask across origins", async () => {
		const origin = "https://pages.example";
		const { gateway } = await start({ config: { origins: [origin] } });
		const preflight = await fetch(`${gateway.url}/v1/sessions`, {
			method: "OPTIONS",
			headers: { origin, "access-control-request-method": "POST" },
		});
		expect(preflight.headers.get("access-control-allow-origin")).toBe(origin);
		const response = await requestSession(gateway.url, { origin });
		expect(response.headers.get("access-control-allow-origin")).toBe(origin);
	});

	it.each([
		["without a key", {}, 401, "key-missing"],
		["with a wrong key", { authorization: "Bearer a-long-application-kez" }, 401, "key-unknown"],
		["with the key", { authorization: "Bearer a-long-application-key" }, 201, undefined],
	])("%s, where a key is asked for, answers %s", async (_, headers, status, code) => {
		const { gateway } = await start({ config: { access: "key", appKeys: KEYS } });
		const response = await requestSession(gateway.url, headers as Record<string, string>);
		expect(response.status).toBe(status);
		expect(((await response.json()) as { code?: string }).code).toBe(code);
	});

	it("lets the holder of a key open a session for a page of its own", async () => {
		const { gateway } = await start({ config: { access: "key", appKeys: KEYS } });
		const response = await fetch(`${gateway.url}/v1/sessions`, {
			method: "POST",
			headers: { authorization: "Bearer a-long-application-key", "content-type": "application/json" },
			body: JSON.stringify({ origin: "https://shop.example" }),
		});
		const grant = (await response.json()) as { url: string; token: string };
		const elsewhere = await GatewayClient.connect(grant.url, { token: grant.token, origin: gateway.url });
		expect(elsewhere).toMatchObject({ status: 401, body: { code: "token-foreign-origin" } });
		const there = await GatewayClient.connect(grant.url, {
			token: grant.token,
			origin: "https://shop.example",
		});
		expect(there).toBeInstanceOf(GatewayClient);
	});

	it("refuses a body that it does not know with the reason", async () => {
		const { gateway } = await start();
		const response = await fetch(`${gateway.url}/v1/sessions`, {
			method: "POST",
			headers: { origin: gateway.url, "content-type": "application/json" },
			body: '{"origin":3}',
		});
		expect(response.status).toBe(400);
		expect(await response.json()).toMatchObject({
			code: "bad-request",
			message: expect.stringContaining("origin"),
		});
	});

	it("holds an address to its sessions a minute, its sessions at once, and the gateway to its own", async () => {
		const fast = await start({ config: { sessionsPerMinute: 2 } });
		await openSession(fast.gateway.url);
		await openSession(fast.gateway.url);
		const third = await requestSession(fast.gateway.url, { origin: fast.gateway.url });
		expect(third.status).toBe(429);
		expect(await third.json()).toMatchObject({ code: "too-many-requests" });
		await fast.dispose();
		const many = await start({ config: { sessionsPerAddress: 1 } });
		await openSession(many.gateway.url);
		const second = await requestSession(many.gateway.url, { origin: many.gateway.url });
		expect(second.status).toBe(503);
		expect(await second.json()).toMatchObject({ code: "too-many-from-address" });
		await many.dispose();
		const full = await start({ config: { maxSessions: 1 } });
		await openSession(full.gateway.url);
		const other = await requestSession(full.gateway.url, { origin: full.gateway.url });
		expect(await other.json()).toMatchObject({ code: "too-many-sessions" });
	});

	it("forgets a session that nobody connects to", async () => {
		const { gateway } = await start({ config: { tokenLifetime: 1, maxSessions: 1 } });
		await openSession(gateway.url);
		const ask = async () => (await requestSession(gateway.url, { origin: gateway.url })).status;
		expect(await ask()).toBe(503);
		await expect.poll(ask, SOON).toBe(201);
	});
});

describe("the socket of a session", () => {
	it.each([
		[
			"no token",
			(token: string) => ({ token: "", unused: token, protocols: ["facewire.v1"] }),
			"token-missing",
		],
		[
			"a token without our protocol",
			(token: string) => ({ protocols: [`facewire.token.${token}`] }),
			"token-missing",
		],
		["an altered token", (token: string) => ({ token: `${token.slice(0, -2)}xx` }), "token-altered"],
		["garbage", () => ({ token: "garbage" }), "token-altered"],
		[
			"a token that asks for no signature",
			(token: string) => {
				const header = Buffer.from('{"alg":"none"}').toString("base64url");
				return { token: `${header}.${token.split(".")[1]}.` };
			},
			"token-altered",
		],
		[
			"a foreign origin",
			(token: string) => ({ token, origin: "https://evil.example" }),
			"token-foreign-origin",
		],
	])("answers %s with 401 and the reason, and opens no upstream", async (_, change, code) => {
		const { gateway, upstream } = await start();
		const grant = await openSession(gateway.url);
		const refused = await GatewayClient.connect(grant.url, { origin: gateway.url, ...change(grant.token) });
		expect(refused).toMatchObject({ status: 401, body: { code, message: expect.stringMatching(/\.$/) } });
		expect(upstream.queries).toHaveLength(0);
	});

	it("takes a token once, however many ask at the same moment", async () => {
		const { gateway } = await start();
		const grant = await openSession(gateway.url);
		const ask = () => GatewayClient.connect(grant.url, { token: grant.token, origin: gateway.url });
		const answers = await Promise.all([ask(), ask(), ask()]);
		expect(answers.filter((answer) => answer instanceof GatewayClient)).toHaveLength(1);
		expect(answers.filter((answer) => "status" in answer && answer.body.code === "token-used")).toHaveLength(
			2,
		);
	});

	it("takes no token of another session", async () => {
		const { gateway } = await start();
		const [mine, other] = [await openSession(gateway.url), await openSession(gateway.url)];
		const refused = await GatewayClient.connect(other.url, { token: mine.token, origin: gateway.url });
		expect(refused).toMatchObject({ status: 401, body: { code: "token-altered" } });
	});

	it("is not asked for without end: a flood from one address is refused before its tokens are looked at", async () => {
		const { gateway } = await start({ config: { connectionsPerMinute: 5 } });
		const grant = await openSession(gateway.url);
		const ask = () => GatewayClient.connect(grant.url, { token: "garbage", origin: gateway.url });
		const statuses: number[] = [];
		// In waves: a thousand handshakes at once take a busy machine longer than a client may dawdle.
		for (let wave = 0; wave < 10; wave++)
			for (const answer of await Promise.all(Array.from({ length: 100 }, ask)))
				statuses.push(answer instanceof GatewayClient ? 101 : answer.status);
		expect(statuses.filter((status) => status === 401)).toHaveLength(5);
		expect(statuses.filter((status) => status === 429)).toHaveLength(995);
	});

	it("answers a plain request with what it wants instead", async () => {
		const { gateway } = await start();
		const grant = await openSession(gateway.url);
		const response = await fetch(grant.url.replace("ws", "http"));
		expect(response.status).toBe(426);
		expect(await response.json()).toMatchObject({ code: "not-a-websocket" });
	});

	it("selects the gateway's protocol and never repeats the token", async () => {
		const { gateway } = await start();
		const client = await GatewayClient.open(gateway.url);
		expect(client.socket.protocol).toBe("facewire.v1");
	});
});

describe("resuming", () => {
	const resume = (client: GatewayClient, token: unknown, since: number, origin: string) => {
		const url = client.socket.url.replace(/\?.*/, "");
		return GatewayClient.connect(`${url}?since=${since}`, { token: String(token), origin });
	};

	it("gives a browser that comes back exactly what it missed", async () => {
		const { gateway } = await start();
		const client = await GatewayClient.open(gateway.url);
		const { resumeToken } = await client.next();
		for (const id of ["r1", "r2", "r3"]) {
			client.speak(id);
			await client.answer(id);
		}
		client.socket.terminate();
		const back = await resume(client, resumeToken, 1, gateway.url);
		if (!(back instanceof GatewayClient)) throw new Error(back.body.message);
		expect(await back.next()).toMatchObject({ event: "session", sequence: 1, missed: 0 });
		expect(await back.next()).toMatchObject({ event: "upstream", state: "open" });
		expect(await back.next()).toMatchObject({ Payload: { ReqId: "r2" } });
		expect(await back.next()).toMatchObject({ Payload: { ReqId: "r3" } });
		back.speak("r4");
		await back.answer("r4");
	});

	it("loses nothing of a reply that is larger than the ring: the vendor waits for the browser", async () => {
		const count = 40;
		const Audio = "A".repeat(2 ** 18);
		let send = () => {};
		const { gateway, log } = await start({
			config: { ringBytes: 2 ** 20, browserBacklog: 2 ** 22 },
			upstream: {
				answer: ({ Payload }, socket) => {
					send = () => {
						for (let i = 1; i <= count; i++) socket.send(speechFrame(Payload.ReqId, { SeqNo: i, Audio }));
					};
					socket.send(speechFrame(Payload.ReqId, { SeqNo: 0 }));
				},
			},
		});
		const client = await GatewayClient.open(gateway.url);
		const { resumeToken } = await client.next();
		client.speak("r1");
		await client.answer("r1");
		client.socket.terminate();
		await expect.poll(log, SOON).toContain("browser gone");
		send();
		await expect.poll(log, SOON).toContain("upstream waits for the browser");
		const back = await resume(client, resumeToken, 1, gateway.url);
		if (!(back instanceof GatewayClient)) throw new Error(back.body.message);
		expect(await back.next()).toMatchObject({ event: "session", sequence: 1, missed: 0 });
		for (let i = 1; i <= count; i++)
			expect(await back.answer("r1")).toMatchObject({ SpeechRsp: { SeqNo: i } });
	});

	it("is told what was lost while it was away", async () => {
		const { gateway, log, upstream } = await start({ upstream: { answer: () => {} } });
		const client = await GatewayClient.open(gateway.url);
		const { resumeToken } = await client.next();
		client.speak("r1");
		await expect.poll(() => upstream.requests.length, SOON).toBe(1);
		client.socket.terminate();
		await expect.poll(log, SOON).toContain("browser gone");
		upstream.cut();
		await expect.poll(log, SOON).toContain("request lost");
		const back = await resume(client, resumeToken, 0, gateway.url);
		if (!(back instanceof GatewayClient)) throw new Error(back.body.message);
		expect(await back.until({ event: "error" })).toMatchObject({ code: "upstream", requestId: "r1" });
	});

	it("says how much is lost when the ring has not kept it", async () => {
		const { gateway } = await start({ config: { ringBytes: 300 } });
		const client = await GatewayClient.open(gateway.url);
		const { resumeToken } = await client.next();
		for (const id of ["r1", "r2", "r3"]) {
			client.speak(id);
			await client.answer(id);
		}
		client.socket.terminate();
		const back = await resume(client, resumeToken, 0, gateway.url);
		if (!(back instanceof GatewayClient)) throw new Error(back.body.message);
		expect(await back.next()).toMatchObject({ sequence: 2, missed: 2 });
		await back.answer("r3");
	});

	it("rotates the token: the old one is worth nothing once the new one has arrived", async () => {
		const { gateway } = await start();
		const client = await GatewayClient.open(gateway.url);
		const { resumeToken } = await client.next();
		const back = await resume(client, resumeToken, 0, gateway.url);
		if (!(back instanceof GatewayClient)) throw new Error(back.body.message);
		expect((await client.ended()).code).toBe(4001);
		await back.next();
		back.speak("r1");
		await back.answer("r1");
		expect(await resume(client, resumeToken, 0, gateway.url)).toMatchObject({
			status: 401,
			body: { code: "token-used" },
		});
	});

	it("is over when the browser stays away", async () => {
		const { gateway, log } = await start({ config: { resumeWindow: 0 } });
		const client = await GatewayClient.open(gateway.url);
		const { resumeToken } = await client.next();
		client.socket.terminate();
		await expect.poll(log, SOON).toContain("session ended");
		expect(await resume(client, resumeToken, 0, gateway.url)).toMatchObject({
			body: { code: "session-over" },
		});
	});
});

describe("the end", () => {
	it("of the gateway tells the browser why and where not to look for the fault", async () => {
		const { gateway } = await start();
		const client = await GatewayClient.open(gateway.url);
		await gateway.dispose();
		expect(await client.ended()).toEqual({ code: 1012, reason: "The gateway is being restarted." });
	});

	it("of a session's lifetime closes its socket", async () => {
		const { gateway } = await start({ config: { sessionLifetime: 1 } });
		const client = await GatewayClient.open(gateway.url);
		expect((await client.ended()).code).toBe(4002);
	});
});
