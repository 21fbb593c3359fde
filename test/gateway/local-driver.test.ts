import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Driver, startDriver } from "../../src/driver/start-driver.ts";
import { defaultConfig } from "../../src/gateway/config.ts";
import { createLogger } from "../../src/gateway/logger.ts";
import { type Gateway, startGateway } from "../../src/gateway/start-gateway.ts";
import { GatewayClient } from "../support/gateway-client.ts";

const KEYS = { appkey: "appkey-of-the-local-driver", accessToken: "access-token-of-the-local-driver" };

let driver: Driver;
let gateway: Gateway;
let log = "";

beforeAll(async () => {
	const stream = new PassThrough().on("data", (chunk) => {
		log += String(chunk);
	});
	const logger = createLogger({ level: "trace", secrets: Object.values(KEYS), stream });
	driver = await startDriver({ ...KEYS, port: 0, logger });
	gateway = await startGateway({
		config: { ...defaultConfig(), port: 0, host: "127.0.0.1" },
		account: { ...KEYS, url: driver.url, projectId: "local" },
		logger,
	});
});

afterAll(async () => {
	await gateway.dispose();
	await driver.dispose();
});

interface Speech {
	readonly SpeechRsp: { readonly Audio: string; readonly ThFeat: readonly number[]; readonly Final: boolean };
	readonly ErrorCode: number;
}

/** Everything that is said for a request, to its end. */
async function spoken(client: GatewayClient, requestId: string): Promise<Speech[]> {
	const parts: Speech[] = [];
	for (;;) {
		const payload = (await client.answer(requestId)) as Record<string, unknown>;
		if (payload.DriverRspType !== "SPEECH") continue;
		parts.push(payload as unknown as Speech);
		if (parts.at(-1)?.SpeechRsp.Final === true) return parts;
	}
}

const length = (parts: readonly Speech[], read: (part: Speech) => number) =>
	parts.reduce((sum, part) => sum + read(part), 0);

describe("the gateway before the local driver", () => {
	it.each([
		["TEXT", { DriverType: "TEXT", InputText: "Hello there. 你好。" }],
		["CHAT", { DriverType: "CHAT", InputText: "Who are you?" }],
		["STREAM_TEXT", { DriverType: "STREAM_TEXT", InputText: "One stream.", Seq: 1, IsFinal: true }],
	])("brings sound and mouth for %s", async (id, fields) => {
		const client = await GatewayClient.open(gateway.url);
		client.request({ ReqId: id, ...fields });
		const parts = await spoken(client, id);
		const sound = length(parts, ({ SpeechRsp }) => Buffer.from(SpeechRsp.Audio, "base64").length) / 48_000;
		const mouth = length(parts, ({ SpeechRsp }) => SpeechRsp.ThFeat.length) / 52 / 25;
		expect(sound).toBeGreaterThan(0.5);
		expect(Math.abs(mouth - sound)).toBeLessThan(0.2);
		client.socket.close();
	});

	it("stops a reply that is being spoken", async () => {
		const client = await GatewayClient.open(gateway.url);
		client.request({ ReqId: "c", DriverType: "CHAT", InputText: "Who are you?" });
		client.request({ ReqId: "c", DriverType: "CHAT", ChatCommand: "STOP_CHAT" });
		client.speak("next", "Good.");
		expect((await spoken(client, "next")).at(-1)?.ErrorCode).toBe(0);
		client.socket.close();
	});

	it("has written no secret into any log of these conversations", () => {
		expect(log).toContain("browser gone");
		for (const secret of [...Object.values(KEYS), "signature=", "eyJ"]) expect(log).not.toContain(secret);
	});
});
