import { afterEach, describe, expect, it } from "vitest";
import type { ConfirmTask } from "../../src/gateway/callback-routes.ts";
import { ProductionCallbacks, type ProductionEvent } from "../../src/gateway/production-callbacks.ts";
import { getProductionProgress } from "../../src/vendors/tencent/api/video/progress.ts";
import { makeVideo } from "../../src/vendors/tencent/api/video/video-make.ts";
import { TestServices } from "../support/tencent-services.ts";
import { startTestGateway, type TestGateway } from "../support/test-gateway.ts";

const KEY = "key-0123456789";
const appKeys = new Map([["site", KEY]]);
const authorization = `Bearer ${KEY}`;

const running: { dispose(): Promise<void> }[] = [];
afterEach(async () => {
	for (const one of running.splice(0).reverse()) await one.dispose();
});

async function start(confirmTask?: ConfirmTask): Promise<TestGateway> {
	const options = confirmTask === undefined ? {} : { confirmTask };
	const gateway = await startTestGateway({
		config: { appKeys, callbackSecret: "shared secret" },
		...options,
	});
	running.push(gateway);
	return gateway;
}

const addressOf = async ({ gateway }: TestGateway): Promise<string> => {
	const response = await fetch(`${gateway.url}/v1/callbacks/tencent`, { headers: { authorization } });
	return ((await response.json()) as { url: string }).url;
};

const body = (change: object = {}) => ({
	Payload: {
		Progress: 100,
		MediaUrl: "https://example.com/v.mp4",
		SubtitlesUrl: "",
		Status: "SUCCESS",
		FailMessage: "",
		TaskId: "7",
		...change,
	},
});

const tell = (url: string, message: object) =>
	fetch(url, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(message),
	});

/** The first `count` events, as a server would read them. */
async function events({ gateway }: TestGateway, count: number, since = "0"): Promise<ProductionEvent[]> {
	const headers = { authorization, accept: "text/event-stream", "last-event-id": since };
	const abort = new AbortController();
	const response = await fetch(`${gateway.url}/v1/callbacks/tencent/events`, {
		headers,
		signal: abort.signal,
	});
	let text = "";
	const decoder = new TextDecoder();
	for await (const chunk of response.body ?? []) {
		text += decoder.decode(chunk as Uint8Array, { stream: true });
		const found = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = ""]) => JSON.parse(data));
		// Leaving the loop closes the connection.
		if (found.length >= count) return found;
	}
	throw new Error("The stream ended early.");
}

describe("the production service's callbacks", () => {
	it("are forwarded as events, also to who comes later or again", async () => {
		const gateway = await start();
		const url = await addressOf(gateway);
		const listening = events(gateway, 2);
		expect((await tell(url, body())).status).toBe(204);
		await tell(url, body({ TaskId: "8", Status: "FAIL", MediaUrl: "", FailMessage: "no text" }));
		expect(await listening).toMatchObject([
			{ id: 1, taskId: "7", status: "SUCCESS", mediaUrl: "https://example.com/v.mp4", confirmed: false },
			{ id: 2, taskId: "8", status: "FAIL", failMessage: "no text" },
		]);
		expect(await events(gateway, 1, "1")).toMatchObject([{ id: 2, taskId: "8" }]);
	});

	it("count once, however often they come", async () => {
		const gateway = await start();
		const url = await addressOf(gateway);
		for (let i = 0; i < 3; i++) expect((await tell(url, body())).status).toBe(204);
		await tell(url, body({ TaskId: "9" }));
		expect((await events(gateway, 2)).map(({ taskId }) => taskId)).toEqual(["7", "9"]);
	});

	it("are believed at their own address only, which two gateways with one secret share", async () => {
		const [one, other] = [await start(), await start()];
		const url = await addressOf(one);
		const wrong = url.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
		expect((await tell(wrong, body())).status).toBe(404);
		expect(new URL(await addressOf(other)).pathname).toBe(new URL(url).pathname);
		expect(new ProductionCallbacks("another secret").isToken(url.split("/").at(-1) ?? "")).toBe(false);
	});

	it.each([
		["no payload", {}],
		["no task", { Payload: { Status: "SUCCESS" } }],
		["a state that is none", body({ Status: "MAKING" })],
		["a list", []],
	])("with %s are refused", async (_, message) => {
		const gateway = await start();
		expect((await tell(await addressOf(gateway), message)).status).toBe(400);
	});

	it("that the service contradicts are refused, and those that it confirms say so", async () => {
		const gateway = await start(async (taskId) => ({
			status: taskId === "7" ? "SUCCESS" : "FAIL",
			mediaUrl: "https://example.com/the-service-says.mp4",
		}));
		const url = await addressOf(gateway);
		expect((await tell(url, body({ TaskId: "8" }))).status).toBe(409);
		expect((await tell(url, body({ MediaUrl: "https://evil.example/v.mp4" }))).status).toBe(204);
		expect(await events(gateway, 1)).toMatchObject([
			{ taskId: "7", confirmed: true, mediaUrl: "https://example.com/the-service-says.mp4" },
		]);
	});

	it.each(["/v1/callbacks/tencent", "/v1/callbacks/tencent/events"])(
		"%s is for holders of a key",
		async (path) => {
			const { gateway } = await start();
			const accept = "text/event-stream, application/json";
			expect((await fetch(gateway.url + path, { headers: { accept } })).status).toBe(401);
		},
	);

	it("come from the stand-in as from the service, for a video that was ordered with this address", async () => {
		const services = await TestServices.start();
		running.push(services);
		const gateway = await start(async (taskId) => {
			const { status, mediaUrl } = await services.client.call(getProductionProgress, { taskId });
			return status === "SUCCESS" || status === "FAIL" ? { status, mediaUrl } : undefined;
		});
		const order = { virtualmanKey: "bo-3d", inputSsml: "Hello", speechParam: { speed: 1 } };
		const { taskId } = await services.client.call(makeVideo, {
			...order,
			callbackUrl: await addressOf(gateway),
		});
		services.pass(10);
		await services.services.production.tellCallbacks();
		expect(await events(gateway, 1)).toMatchObject([{ taskId, status: "SUCCESS", confirmed: true }]);
	});
});
