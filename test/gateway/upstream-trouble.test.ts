import { afterEach, describe, expect, it } from "vitest";
import { VENDOR_ERRORS } from "../../src/protocol/vendor-errors.ts";
import { GatewayClient } from "../support/gateway-client.ts";
import { type StandInRequest, StandInUpstream, speechFrame } from "../support/stand-in-upstream.ts";
import {
	ACCESS_TOKEN,
	APPKEY,
	startTestGateway,
	type TestGateway,
	type TestGatewayOptions,
} from "../support/test-gateway.ts";

let open: TestGateway | undefined;
const start = async (options?: TestGatewayOptions) => {
	open = await startTestGateway(options);
	return open;
};

afterEach(async () => {
	await open?.dispose();
	open = undefined;
});

/** Answers a request named `cut…` with one message and then breaks the connection. */
const cutInTheMiddle = (request: StandInRequest, socket: { send(text: string): void; terminate(): void }) => {
	const id = request.Payload.ReqId;
	socket.send(speechFrame(id, { Final: !id.startsWith("cut") }));
	if (id.startsWith("cut")) setTimeout(() => socket.terminate(), 20);
};

describe("an upstream that breaks", () => {
	it("in the middle of a reply is told of, mended, and the rest of the reply reported lost", async () => {
		const { gateway, upstream } = await start({ upstream: { answer: cutInTheMiddle } });
		const client = await GatewayClient.open(gateway.url);
		client.speak("cut1");
		await client.answer("cut1");
		const broken = await client.until({ event: "upstream", state: "reconnecting" });
		expect(broken.reason).toMatch(/broke/);
		expect(await client.until({ event: "error" })).toMatchObject({ code: "upstream", requestId: "cut1" });
		expect(await client.until({ event: "upstream", state: "open" })).toMatchObject({ reason: "" });
		client.speak("r2");
		await client.answer("r2");
		expect(upstream.queries).toHaveLength(2);
	});

	it("between replies is not mended before there is something to say", async () => {
		const { gateway, upstream } = await start();
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1");
		await client.answer("r1");
		upstream.cut();
		expect(await client.until({ event: "upstream", state: "closed" })).toMatchObject({ reason: "" });
		expect(upstream.connections).toBe(0);
		client.speak("r2");
		await client.answer("r2");
	});

	it("drops the later fragments of a stream whose beginning is lost", async () => {
		const { gateway, upstream } = await start({ upstream: { answer: cutInTheMiddle } });
		const client = await GatewayClient.open(gateway.url);
		const fragment = (id: string, sequence: number) =>
			client.request({
				ReqId: id,
				DriverType: "STREAM_TEXT",
				InputText: "Word ",
				Seq: sequence,
				IsFinal: false,
			});
		fragment("cut1", 1);
		await client.until({ event: "error", requestId: "cut1" });
		fragment("cut1", 2);
		fragment("r2", 1);
		await client.answer("r2");
		expect(upstream.requests.map(({ Payload }) => [Payload.ReqId, Payload.Seq])).toEqual([
			["cut1", 1],
			["r2", 1],
		]);
	});
});

describe("an upstream that cannot be reached", () => {
	it("keeps what was asked and speaks it when the upstream comes", async () => {
		const first = await start();
		const { port } = first.upstream;
		await first.upstream.dispose();
		const client = await GatewayClient.open(first.gateway.url);
		client.speak("r1");
		expect(await client.until({ state: "reconnecting" })).toMatchObject({
			reason: expect.stringMatching(/reached/),
		});
		const later = await StandInUpstream.start({ appkey: APPKEY, accessToken: ACCESS_TOKEN, port });
		await client.answer("r1");
		await later.dispose();
	});

	it("because the signature is wrong is not tried again, and what was asked is reported lost", async () => {
		const { gateway, upstream } = await start({ accessToken: "another-access-token" });
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1");
		const closed = await client.until({ event: "upstream", state: "closed" });
		expect(closed.reason).toMatch(/credentials/);
		expect(await client.until({ event: "error" })).toMatchObject({ code: "upstream", requestId: "r1" });
		expect(upstream.refused).toBe(1);
	});

	it("because it is overloaded is tried again", async () => {
		const { gateway, upstream } = await start({ upstream: { status: 503 } });
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1");
		await client.until({ event: "upstream", state: "reconnecting" });
		upstream.status = undefined;
		expect(await client.answer("r1")).toMatchObject({ ErrorCode: 0 });
	});
});

describe("a second between two texts", () => {
	it("is kept by queueing, and a stop overtakes what waits", async () => {
		const { gateway, upstream } = await start({ config: { upstream: "tencent", textInterval: 150 } });
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1");
		await client.answer("r1");
		client.request({ ReqId: "r2", DriverType: "CHAT", InputText: "Why?" });
		client.speak("r3");
		client.request({ ReqId: "r2", DriverType: "CHAT", ChatCommand: "STOP_CHAT" });
		await client.answer("r3");
		expect(upstream.requests.map(({ Payload }) => [Payload.ReqId, Payload.ChatCommand])).toEqual([
			["r1", undefined],
			["r2", "STOP_CHAT"],
			["r3", undefined],
		]);
	});
});

describe("an error of the vendor", () => {
	/** Refuses each request `times` times with `code`, then answers. */
	const refusing = (code: number, times: number) => {
		let refusals = 0;
		return ({ Payload }: StandInRequest, socket: { send(text: string): void }) => {
			const refuse = refusals < times;
			refusals += 1;
			socket.send(speechFrame(Payload.ReqId, { Final: !refuse }, refuse ? code : 0));
		};
	};

	it.each([
		["retry", -101000, 1],
		["slow-down", 100012, 1],
		["new-session", 110018, 2],
	])("that asks for a %s is not shown, the request is sent again", async (_, code, connections) => {
		const { gateway, upstream } = await start({ upstream: { answer: refusing(code, 1) } });
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1");
		expect(await client.answer("r1")).toMatchObject({ ErrorCode: 0 });
		expect(upstream.requests).toHaveLength(2);
		expect(upstream.queries).toHaveLength(connections);
	});

	it.each([
		["reject", 100001],
		["user-must-act", 100008],
		["nothing that is documented", 987_654],
	])("that asks for %s reaches the browser as it is", async (_, code) => {
		const { gateway, upstream } = await start({ upstream: { answer: refusing(code, 9) } });
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1");
		expect(await client.answer("r1")).toMatchObject({ ErrorCode: code });
		expect(upstream.requests).toHaveLength(1);
	});

	it("in the middle of an answer is not hidden: nothing is said twice", async () => {
		const answer = ({ Payload }: StandInRequest, socket: { send(text: string): void }) => {
			socket.send(speechFrame(Payload.ReqId));
			socket.send(speechFrame(Payload.ReqId, {}, -101000));
		};
		const { gateway, upstream } = await start({ upstream: { answer } });
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1");
		await client.answer("r1");
		expect(await client.answer("r1")).toMatchObject({ ErrorCode: -101000 });
		expect(upstream.requests).toHaveLength(1);
	});

	it("that does not pass is shown after three attempts", async () => {
		const { gateway, upstream } = await start({ upstream: { answer: refusing(-101000, 9) } });
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1");
		expect(await client.answer("r1")).toMatchObject({ ErrorCode: -101000 });
		expect(upstream.requests).toHaveLength(3);
	});

	it("is told for each code that there is, one after the other, and the conversation goes on", async () => {
		const codeOf = (id: string) => Number(id.slice(1));
		const { gateway } = await start({
			upstream: {
				answer: ({ Payload: { ReqId } }, socket) =>
					socket.send(speechFrame(ReqId, { Final: codeOf(ReqId) === 0 }, codeOf(ReqId))),
			},
		});
		const client = await GatewayClient.open(gateway.url);
		for (const code of [...VENDOR_ERRORS.keys(), 0]) {
			client.speak(`e${code}`);
			expect(await client.answer(`e${code}`)).toMatchObject({ ErrorCode: code });
		}
		expect(client.closed).toBeNull();
	});
});
