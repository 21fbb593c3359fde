import { afterEach, describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import { GatewayClient } from "../support/gateway-client.ts";
import { speechFrame } from "../support/stand-in-upstream.ts";
import {
	ACCESS_TOKEN,
	APPKEY,
	PROJECT,
	startTestGateway,
	type TestGateway,
	type TestGatewayOptions,
} from "../support/test-gateway.ts";

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

describe("a conversation through the gateway", () => {
	it("relays a request upstream with the project filled in, and the answer verbatim", async () => {
		const sent = speechFrame("r1", { Final: true, Unknown: "ü" }).replace('"Header"', ' "Header" ');
		const { gateway, upstream } = await start({ upstream: { answer: (_, socket) => socket.send(sent) } });
		const client = await GatewayClient.open(gateway.url);
		client.request({ ReqId: "r1", InputText: "Hello.", SpeechParam: { Speed: 1.5 }, Extra: "kept" });
		await client.answer("r1");
		expect(client.frames.at(-1)).toBe(sent);
		expect(upstream.requests[0]?.Payload).toMatchObject({
			VirtualmanProjectId: PROJECT,
			InputText: "Hello.",
			SpeechParam: { Speed: 1.5 },
			Extra: "kept",
		});
	});

	it("begins every connection with what the browser counts from", async () => {
		const { gateway } = await start();
		const client = await GatewayClient.open(gateway.url);
		expect(await client.next()).toMatchObject({ event: "session", sequence: 0, missed: 0 });
	});

	it("signs every upstream connection with a new request id", async () => {
		const { gateway, upstream } = await start();
		for (const id of ["a", "b"]) {
			const client = await GatewayClient.open(gateway.url);
			client.speak(id);
			await client.answer(id);
		}
		const ids = upstream.queries.map((query) => query.get("requestid"));
		expect(new Set(ids).size).toBe(2);
		expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
		expect(upstream.queries[0]?.get("appkey")).toBe(APPKEY);
	});

	it("opens no upstream before the first word", async () => {
		const { gateway, upstream } = await start();
		const client = await GatewayClient.open(gateway.url);
		await client.next();
		expect(upstream.queries).toHaveLength(0);
		client.speak("r1");
		await client.answer("r1");
		expect(upstream.queries).toHaveLength(1);
	});

	it("lets an idle upstream go and opens it again with the next word", async () => {
		const { gateway, upstream } = await start({ config: { upstreamIdle: 0.5 } });
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1");
		await client.answer("r1");
		expect(await client.until({ event: "upstream", state: "closed" })).toMatchObject({ reason: "" });
		client.speak("r2");
		await client.answer("r2");
		expect(upstream.queries).toHaveLength(2);
	});

	it("ends the upstream when the browser leaves", async () => {
		const { gateway, upstream } = await start();
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1");
		await client.answer("r1");
		expect(upstream.connections).toBe(1);
		client.socket.close(1000);
		await expect.poll(() => upstream.connections, SOON).toBe(0);
	});

	it("writes no secret into its log, its answers or its errors", async () => {
		const { gateway, log } = await start({ upstream: { answer: (_, socket) => socket.terminate() } });
		const client = await GatewayClient.open(gateway.url);
		const { resumeToken } = await client.next();
		client.speak("r1");
		await client.until({ event: "error", requestId: "r1" });
		const refused = await GatewayClient.connect(client.socket.url, { token: `${resumeToken}x` });
		expect(refused).toMatchObject({ status: 401 });
		const seen = log() + client.frames.slice(1).join("") + JSON.stringify(refused);
		expect(log()).toContain("upstream broke");
		for (const secret of [APPKEY, ACCESS_TOKEN, String(resumeToken), "signature="])
			expect(seen).not.toContain(secret);
	});
});

describe("bad requests", () => {
	const cases: readonly [string, (socket: WebSocket) => void, RegExp][] = [
		["binary data", (socket) => socket.send(Buffer.from([1, 2])), /binary/],
		["text that is no JSON", (socket) => socket.send("{"), /JSON/],
		["JSON that is no object", (socket) => socket.send("[1]"), /expected an object/],
		["no payload", (socket) => socket.send('{"Header":{}}'), /\$\.Payload/],
		[
			"an unknown verb",
			(socket) => socket.send('{"Header":{},"Payload":{"ReqId":"r","StreamId":"s","DriverType":"X"}}'),
			/DriverType/,
		],
	];
	it.each(cases)("refuses %s, opens no upstream for it, and goes on", async (_, send, message) => {
		const { gateway, upstream } = await start();
		const client = await GatewayClient.open(gateway.url);
		send(client.socket);
		const error = await client.until({ event: "error" });
		expect(error).toMatchObject({ code: "bad-request", message: expect.stringMatching(message) });
		expect(upstream.queries).toHaveLength(0);
		client.speak("next");
		await client.answer("next");
	});

	it.each([
		["empty text", ""],
		["text of more than 4000 bytes", "字".repeat(1334)],
	])("refuses %s with the vendor's code, for the request that it belongs to", async (_, text) => {
		const { gateway } = await start();
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1", text);
		const error = await client.until({ event: "error" });
		expect(error).toMatchObject({ requestId: "r1", message: expect.stringContaining("100001") });
	});

	it("closes on a frame of megabytes and on text that is no UTF-8", async () => {
		const { gateway } = await start();
		const large = await GatewayClient.open(gateway.url);
		large.socket.send("x".repeat(10 * 2 ** 20));
		expect((await large.ended()).code).toBe(1009);
		const garbled = await GatewayClient.open(gateway.url);
		garbled.socket.send(Buffer.from([0xff, 0xfe, 0x22]), { binary: false });
		expect((await garbled.ended()).code).toBe(1007);
	});
});

describe("limits", () => {
	it("refuses more characters than a session may have spoken in a minute", async () => {
		const { gateway, upstream } = await start({ config: { charactersPerMinute: 10 } });
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1", "12345678");
		await client.answer("r1");
		client.speak("r2", "12345678");
		expect(await client.until({ event: "error" })).toMatchObject({ code: "limit", requestId: "r2" });
		expect(upstream.requests).toHaveLength(1);
	});

	it("stops all sessions when the day's allowance is used up", async () => {
		const { gateway } = await start({ config: { charactersPerDay: 10 } });
		const first = await GatewayClient.open(gateway.url);
		first.speak("r1", "12345678");
		await first.answer("r1");
		const second = await GatewayClient.open(gateway.url);
		second.speak("r2", "12345678");
		expect(await second.until({ event: "error" })).toMatchObject({ code: "limit", requestId: "r2" });
	});

	it("refuses a flood of frames", async () => {
		const { gateway } = await start();
		const client = await GatewayClient.open(gateway.url);
		for (let i = 0; i < 200; i++) client.socket.send("{}");
		expect(await client.until({ code: "limit" })).toMatchObject({ event: "error", requestId: "" });
	});
});
