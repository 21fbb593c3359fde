import { afterEach, describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import type { SessionGrant } from "../../src/protocol/session-grant.ts";
import { GatewayClient } from "../support/gateway-client.ts";
import { type StandInRequest, speechFrame } from "../support/stand-in-upstream.ts";
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

const sessionOf = (client: GatewayClient) => new URL(client.socket.url).pathname.split("/")[3] ?? "";

async function requestView(gateway: string, sessionId: string): Promise<Response> {
	return fetch(`${gateway}/v1/sessions`, {
		method: "POST",
		headers: { origin: gateway, "content-type": "application/json" },
		body: JSON.stringify({ role: "viewer", sessionId }),
	});
}

async function watch(gateway: string, sessionId: string): Promise<GatewayClient> {
	const grant = (await (await requestView(gateway, sessionId)).json()) as SessionGrant;
	const client = await GatewayClient.connect(grant.url, { token: grant.token, origin: gateway });
	if (client instanceof GatewayClient) return client;
	throw new Error(client.body.message);
}

/** Sends `frames` for the first request and keeps the socket for more. */
function speaker() {
	let socket: WebSocket | undefined;
	const answer = ({ Payload }: StandInRequest, opened: WebSocket) => {
		socket = opened;
		socket.send(speechFrame(Payload.ReqId, { SeqNo: 1, SentenceStart: true }));
	};
	return {
		answer,
		say: (fields: Record<string, unknown>) => socket?.send(speechFrame("r1", fields)),
		socket: () => socket,
	};
}

const clauseOf = (payload: Record<string, unknown>) => (payload.SpeechRsp as { SeqNo: number }).SeqNo;

describe("a viewer", () => {
	it("sees what the owner sees, from one upstream", async () => {
		const { gateway, upstream } = await start();
		const owner = await GatewayClient.open(gateway.url);
		const viewers = await Promise.all([1, 2, 3].map(() => watch(gateway.url, sessionOf(owner))));
		owner.speak("r1");
		const frames = await Promise.all([owner, ...viewers].map((client) => client.answer("r1")));
		for (const frame of frames) expect(frame).toEqual(frames[0]);
		expect(upstream.queries).toHaveLength(1);
	});

	it("that comes in the middle of a clause begins with the next one", async () => {
		const { answer, say } = speaker();
		const { gateway } = await start({ upstream: { answer } });
		const owner = await GatewayClient.open(gateway.url);
		owner.speak("r1");
		await owner.answer("r1");
		const viewer = await watch(gateway.url, sessionOf(owner));
		expect(await viewer.next()).toMatchObject({ event: "session", sequence: 1, missed: 0, resumeToken: "" });
		say({ SeqNo: 1 });
		say({ SeqNo: 2, SentenceStart: true });
		expect(await viewer.next()).toMatchObject({ event: "session", sequence: 2, missed: 1 });
		expect(clauseOf(await viewer.answer("r1"))).toBe(2);
	});

	it("may not speak, and no upstream is opened for it", async () => {
		const { gateway, upstream } = await start();
		const owner = await GatewayClient.open(gateway.url);
		const viewer = await watch(gateway.url, sessionOf(owner));
		viewer.speak("r1");
		expect(await viewer.until({ event: "error" })).toMatchObject({
			message: "Who only watches may not speak.",
		});
		expect(upstream.queries).toHaveLength(0);
	});

	it("is let in only to a session that is there, and while there is room", async () => {
		const { gateway } = await start({ config: { viewersPerSession: 1 } });
		const owner = await GatewayClient.open(gateway.url);
		await watch(gateway.url, sessionOf(owner));
		const second = await requestView(gateway.url, sessionOf(owner));
		expect([second.status, (await second.json()).code]).toEqual([503, "too-many-viewers"]);
		const nowhere = await requestView(gateway.url, "0".repeat(32));
		expect([nowhere.status, (await nowhere.json()).code]).toEqual([404, "session-unknown"]);
	});

	it("is sent home when the session ends", async () => {
		const { gateway } = await start();
		const owner = await GatewayClient.open(gateway.url);
		const viewer = await watch(gateway.url, sessionOf(owner));
		owner.socket.close(1000);
		expect((await viewer.ended()).code).toBe(4002);
	});

	it("that reads too slowly skips to a later clause and is told how much went by; the owner misses nothing", async () => {
		const { answer, say } = speaker();
		const { gateway } = await start({ upstream: { answer }, config: { browserBacklog: 2 ** 20 } });
		const owner = await GatewayClient.open(gateway.url);
		const viewer = await watch(gateway.url, sessionOf(owner));
		owner.speak("r1");
		await viewer.answer("r1");
		viewer.socket.pause();
		// Beyond what the gateway holds for a browser and what the kernel's buffers take on loopback.
		const Audio = "A".repeat(2 ** 18);
		const count = 100;
		for (let clause = 2; clause <= count; clause++) {
			say({ SeqNo: clause, SentenceStart: true, Audio });
			while (clauseOf(await owner.answer("r1")) < clause);
		}
		viewer.socket.resume();
		let last = count;
		const nudge = setInterval(() => say({ SeqNo: ++last, SentenceStart: true }), 10);
		let clause = 1;
		let got = 1;
		let missed = 0;
		while (clause <= count) {
			const frame = await viewer.next();
			if (frame.event === "session") missed += Number(frame.missed);
			if (frame.Payload === undefined) continue;
			clause = clauseOf(frame.Payload as Record<string, unknown>);
			got += 1;
		}
		clearInterval(nudge);
		expect(missed).toBeGreaterThan(0);
		expect(got + missed).toBe(clause);
	});
});

describe("an owner that reads slowly", () => {
	it("makes the vendor wait, and gets every message in order when it goes on", async () => {
		const { answer, say, socket } = speaker();
		const { gateway } = await start({ upstream: { answer } });
		const owner = await GatewayClient.open(gateway.url);
		owner.speak("r1");
		await owner.answer("r1");
		owner.socket.pause();
		const Audio = "A".repeat(2 ** 20);
		const count = 40;
		for (let clause = 2; clause <= count; clause++) say({ SeqNo: clause, Audio });
		// What neither the gateway nor the kernel takes stays with who sends it.
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(socket()?.bufferedAmount).toBeGreaterThan(5 * 2 ** 20);
		owner.socket.resume();
		for (let clause = 2; clause <= count; clause++) expect(clauseOf(await owner.answer("r1"))).toBe(clause);
		expect(owner.closed).toBeNull();
	});
});
