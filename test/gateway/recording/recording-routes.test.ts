import { afterEach, describe, expect, it } from "vitest";
import { parseRecording } from "../../../src/protocol/recording.ts";
import type { SessionGrant } from "../../../src/protocol/session-grant.ts";
import { GatewayClient } from "../../support/gateway-client.ts";
import { speechFrame } from "../../support/stand-in-upstream.ts";
import {
	PROJECT,
	startTestGateway,
	type TestGateway,
	type TestGatewayOptions,
} from "../../support/test-gateway.ts";

let open: TestGateway | undefined;
const start = async (options?: TestGatewayOptions) => {
	open = await startTestGateway(options);
	return open.gateway.url;
};
afterEach(async () => {
	await open?.dispose();
	open = undefined;
});

const KEY = "shop-application-key";
const WITH_KEY = { access: "key", appKeys: new Map([["shop", KEY]]) } as const;

async function ask(gateway: string, role: string, headers: Record<string, string> = { origin: gateway }) {
	return fetch(`${gateway}/v1/sessions`, {
		method: "POST",
		headers: { "content-type": "application/json", ...headers },
		body: JSON.stringify({ role }),
	});
}

/** A browser with this role, and the bearer of its session. */
async function connect(gateway: string, role: string) {
	const grant = (await (await ask(gateway, role)).json()) as SessionGrant;
	const client = await GatewayClient.connect(grant.url, { token: grant.token, origin: gateway });
	if (!(client instanceof GatewayClient)) throw new Error(client.body.message);
	const { resumeToken } = await client.next();
	return { client, url: `${gateway}/v1/sessions/${grant.sessionId}/recording`, bearer: String(resumeToken) };
}

const call = (method: string, url: string, bearer: string, body?: object) =>
	fetch(url, {
		method,
		headers: {
			authorization: `Bearer ${bearer}`,
			...(body === undefined ? {} : { "content-type": "application/json" }),
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});

describe("a recording", () => {
	it("holds what goes both ways from its start to its stop, without words and without the account", async () => {
		const gateway = await start();
		const { client, url, bearer } = await connect(gateway, "debug");
		client.speak("before", "Not recorded.");
		await client.answer("before");
		const started = await call("POST", url, bearer, { description: "A test." });
		expect(started.status).toBe(201);
		expect(await started.json()).toMatchObject({ state: "recording", messages: 0, redact: "text" });
		client.speak("r1", "Say 42.");
		await client.answer("r1");
		const stopped = await call("DELETE", url, bearer);
		expect(await stopped.json()).toMatchObject({ state: "stopped", messages: 2, skipped: 0 });
		client.speak("after", "Not recorded.");
		await client.answer("after");
		const response = await call("GET", url, bearer);
		expect(response.headers.get("content-type")).toBe("application/x-ndjson");
		expect(response.headers.get("content-disposition")).toMatch(
			/^attachment; filename="facewire-\w{8}\.ndjson"$/,
		);
		const text = await response.text();
		const { header, entries } = parseRecording(text);
		expect(header.description).toBe("A test.");
		expect(entries.map(({ direction }) => direction)).toEqual(["up", "down"]);
		expect(entries[0]?.message).toMatchObject({ Payload: { ReqId: "r1", InputText: "xxx xx." } });
		expect(text).not.toContain(PROJECT);
	});

	it("is verbatim if asked for, and starts anew after it was stopped", async () => {
		const { client, url, bearer } = await connect(await start(), "debug");
		await call("POST", url, bearer, { redact: "none" });
		expect((await call("POST", url, bearer)).status).toBe(409);
		client.speak("r1", "Say 42.");
		await client.answer("r1");
		const { entries } = parseRecording(await (await call("GET", url, bearer)).text());
		expect(entries[1]?.message).toEqual(JSON.parse(speechFrame("r1", { Final: true })));
		await call("DELETE", url, bearer);
		expect(await (await call("POST", url, bearer)).json()).toMatchObject({ messages: 0 });
	});

	it("ends at its capacity, with whole messages", async () => {
		const { client, url, bearer } = await connect(await start({ config: { recordingBytes: 1500 } }), "debug");
		await call("POST", url, bearer);
		for (let i = 0; i < 10; i++) {
			client.speak(`r${i}`);
			await client.answer(`r${i}`);
		}
		const text = await (await call("GET", url, bearer)).text();
		expect(text.length).toBeLessThanOrEqual(1500);
		const { entries } = parseRecording(text);
		expect(entries.length).toBeGreaterThan(2);
		expect(await (await call("DELETE", url, bearer)).json()).toMatchObject({
			state: "full",
			messages: entries.length,
		});
	});

	it("counts what is no JSON and lives", async () => {
		const gateway = await start({
			upstream: {
				answer: ({ Payload }, socket) => {
					socket.send("nonsense");
					socket.send(speechFrame(Payload.ReqId, { Final: true }));
				},
			},
		});
		const { client, url, bearer } = await connect(gateway, "debug");
		await call("POST", url, bearer);
		client.speak("r1");
		while (!client.frames.at(-1)?.includes('"Final":true')) await new Promise((next) => setImmediate(next));
		expect(await (await call("DELETE", url, bearer)).json()).toMatchObject({ messages: 2, skipped: 1 });
	});
});

describe("who may record", () => {
	it("is the application key that opened the session", async () => {
		const gateway = await start({ config: WITH_KEY });
		const response = await ask(gateway, "owner", { authorization: `Bearer ${KEY}` });
		const { sessionId } = (await response.json()) as SessionGrant;
		const url = `${gateway}/v1/sessions/${sessionId}/recording`;
		expect((await call("POST", url, KEY)).status).toBe(201);
		expect((await call("POST", url, "another-application-key")).status).toBe(404);
	});

	it("is not an owner's browser, nor one without a bearer", async () => {
		const { url, bearer } = await connect(await start(), "owner");
		for (const method of ["POST", "GET", "DELETE"]) {
			expect((await call(method, url, bearer)).status).toBe(404);
			expect((await fetch(url, { method })).status).toBe(404);
		}
	});

	it("is no page of another machine", async () => {
		const gateway = await start({ config: { origins: ["https://shop.example"] } });
		const response = await ask(gateway, "debug", { origin: "https://shop.example" });
		expect(response.status).toBe(403);
		expect(await response.json()).toMatchObject({ code: "debug-forbidden" });
	});

	it("is nobody if the gateway does not record, and there is nothing to load before the first time", async () => {
		const { url, bearer } = await connect(await start({ config: { recordingBytes: 0 } }), "debug");
		expect((await call("POST", url, bearer)).status).toBe(403);
		expect((await call("GET", url, bearer)).status).toBe(404);
		expect((await call("DELETE", url, bearer)).status).toBe(404);
	});
});
