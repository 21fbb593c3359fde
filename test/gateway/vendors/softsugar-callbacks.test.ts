import { afterEach, describe, expect, it } from "vitest";
import { SoftSugarStandIn } from "../../../src/driver/vendors/softsugar/softsugar-stand-in.ts";
import { steadyVoice } from "../../../src/driver/vendors/stand-in-voice.ts";
import type { GatewayConfig } from "../../../src/gateway/config.ts";
import { EXAMPLE_SCRIPT } from "../../../src/vendors/softsugar/example-script.ts";
import { SoftSugarAdapter } from "../../../src/vendors/softsugar/softsugar-adapter.ts";
import { TestClock } from "../../support/test-clock.ts";
import { FakePlayer } from "../../support/vendors/fake-player.ts";
import { reach } from "../../support/vendors/reach.ts";
import { startVendorBench, type VendorBench } from "../../support/vendors/vendor-bench.ts";

const KEY = "callback-key-0123456789";
const ACCOUNT = { appId: "a", appKey: "k-of-the-test" };

const disposals: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const dispose of disposals.splice(0).reverse()) await dispose();
});

async function startBench(key = KEY, config: Partial<GatewayConfig> = {}): Promise<VendorBench> {
	const bench = await startVendorBench({ softsugarCallbackKey: key, ...config });
	disposals.push(() => bench.dispose());
	return bench;
}

const post = (bench: VendorBench, key: string, body: object) =>
	fetch(`${bench.gateway.url}/v1/vendors/softsugar/callbacks/${key}`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
	});

describe("SoftSugar's callbacks", () => {
	it("are taken at the address that holds the key, which no log holds", async () => {
		const bench = await startBench();
		const answer = await post(bench, KEY, { sessionId: "s-1", status: 36, commandTraceId: "t-1" });
		expect(answer.status).toBe(200);
		expect(bench.log()).toContain('"takeover":"t-1"');
		expect(bench.log()).not.toContain(KEY);
	});

	it("are not there with another key, nor without one", async () => {
		const bench = await startBench();
		expect((await post(bench, "guess", { sessionId: "s", status: 5 })).status).toBe(404);
		expect((await post(await startBench(""), KEY, { sessionId: "s", status: 5 })).status).toBe(404);
	});

	it.each([
		["no session", { status: 5 }],
		["no status", { sessionId: "s" }],
		["a status that is none", { sessionId: "s", status: "soon" }],
	])("are refused with %s", async (_, body) => {
		const bench = await startBench();
		expect((await post(bench, KEY, body)).status).toBe(400);
	});

	it("reach the page whose room they are about, and are all that it needs to know", async () => {
		const standIn = await SoftSugarStandIn.start({ ...ACCOUNT, voice: steadyVoice(0.01), preparing: 1 });
		disposals.push(() => standIn.dispose());
		const bench = await startBench(KEY, {
			softsugarUrl: standIn.url,
			softsugarAppId: ACCOUNT.appId,
			softsugarAppKey: ACCOUNT.appKey,
		});
		standIn.callBackTo(`${bench.gateway.url}/v1/vendors/softsugar/callbacks/${KEY}`);
		// No look at the room or at its queue: what the page learns it learns by callback.
		const clock = new TestClock(
			["queue", "heartbeat", "first frame", "prepare", "create", "drive start"],
			0.02,
		);
		const adapter = new SoftSugarAdapter(bench.broker(), { script: EXAMPLE_SCRIPT }, clock);
		disposals.push(async () => adapter.dispose());
		const told: string[] = [];
		adapter.on("message", ({ channel, message }) => {
			if (channel === "callbacks") told.push(String(message));
		});
		await adapter.open();
		const player = new FakePlayer("agora");
		adapter.attach(player);
		player.show();
		await reach(adapter, "connected");
		const drive = adapter.say("This is long enough to be said.");
		await drive.started;
		expect(await drive.done).toBe("finished");
		standIn.endRoom(JSON.parse(told[0] ?? "{}").sessionId, 50);
		expect(await reach(adapter, "failed")).toMatchObject({
			error: { code: 50, operation: "callback", action: "new-session" },
		});
		expect(told.map((text) => JSON.parse(text).status)).toEqual(expect.arrayContaining([36, 37, 50]));
	});

	it("are a socket of their own only where the gateway takes them", async () => {
		const channelsOf = async (bench: VendorBench) => [...(await bench.broker().lease("softsugar")).channels];
		const account = { softsugarAppId: ACCOUNT.appId, softsugarAppKey: ACCOUNT.appKey };
		expect(await channelsOf(await startBench(KEY, account))).toEqual(["microphone", "callbacks"]);
		expect(await channelsOf(await startBench("", account))).toEqual(["microphone"]);
	});
});

describe("softSugarSign", () => {
	it("is the digest of the known example", async () => {
		const { softSugarSign } = await import("../../../src/gateway/vendors/softsugar-token.ts");
		expect(softSugarSign("example_appid", "1717639699000", "example_appkey")).toBe(
			"df0a3d7b0fbd4c4cbbe73e3bf31fb1f7",
		);
	});
});
