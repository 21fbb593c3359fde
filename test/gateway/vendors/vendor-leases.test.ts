import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startTencentCloud } from "../../../src/driver/vendors/tencent-cloud/start-tencent-cloud.ts";
import { GATEWAY_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from "../../../src/protocol/gateway-messages.ts";
import type { VendorAnswer, VendorLeaseGrant } from "../../../src/protocol/vendor-broker.ts";
import { reach as phase } from "../../support/vendors/reach.ts";
import { ACCOUNT, connect, leaseFile, startTencent } from "../../vendors/tencent-cloud-harness.ts";

const KEY = "0123456789abcdef-desk";

async function lease(gateway: string, headers: Record<string, string> = { origin: gateway }) {
	const response = await fetch(`${gateway}/v1/vendors/tencent-cloud/lease`, { method: "POST", headers });
	return {
		status: response.status,
		body: (await response.json()) as VendorLeaseGrant & { code?: string; message?: string },
	};
}

async function ask(
	gateway: string,
	token: string,
	operation: string,
	payload: object = {},
	origin = gateway,
) {
	const response = await fetch(`${gateway}/v1/vendors/tencent-cloud/${operation}`, {
		method: "POST",
		headers: {
			authorization: `Bearer ${token}`,
			"content-type": "application/json",
			...(origin === "" ? {} : { origin }),
		},
		body: JSON.stringify({ Header: {}, Payload: payload }),
	});
	const text = await response.text();
	return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

const CREATE = { Protocol: "webrtc", DriverType: 1 };

describe("a lease of a vendor's session", () => {
	it("is given to a page of an allowed origin only", async () => {
		const { gateway } = await startTencent({ config: {} });
		expect((await lease(gateway.url, { origin: "https://evil.example" })).body.code).toBe("origin-foreign");
		expect((await lease(gateway.url, {})).body.code).toBe("origin-missing");
		expect((await lease(gateway.url)).status).toBe(201);
	});

	it("is not given beyond the number of sessions that may cost money", async () => {
		const { gateway } = await startTencent({ config: { vendorSessions: 1 } });
		const first = await lease(gateway.url);
		expect(await lease(gateway.url)).toMatchObject({
			status: 503,
			body: { code: "too-many-vendor-sessions" },
		});
		await ask(gateway.url, first.body.token, "release");
		expect((await lease(gateway.url)).status).toBe(201);
	});

	it("opens nothing for a page of another origin, with a wrong token, or once it is over", async () => {
		const { gateway } = await startTencent({ config: {} });
		const { token } = (await lease(gateway.url)).body;
		const refusals = [
			await ask(gateway.url, token, "statsession", {}, "https://evil.example"),
			await ask(gateway.url, `${token}x`, "statsession"),
			await ask(gateway.url, "", "statsession"),
		];
		await ask(gateway.url, token, "release");
		refusals.push(await ask(gateway.url, token, "statsession"));
		for (const refused of refusals)
			expect(refused).toMatchObject({ status: 401, body: { code: "lease-over" } });
	});

	it("lets listed operations through, and nothing else", async () => {
		const { gateway, standIn } = await startTencent({ config: {} });
		const { token } = (await lease(gateway.url)).body;
		for (const operation of ["deleteproject", "constructor", "__proto__", "lease%2F..", "createsession%00"])
			expect((await ask(gateway.url, token, operation)).status).toBe(404);
		expect(standIn.requests).toEqual([]);
	});

	it("pays for one session: its own user, its own project, its own session id", async () => {
		const { gateway, standIn } = await startTencent({ config: {} });
		const { token, leaseId } = (await lease(gateway.url)).body;
		const wished = { ...CREATE, UserId: "somebody", VirtualmanProjectId: "expensive", SessionId: "m0" };
		const created = await ask(gateway.url, token, "createsession", wished);
		expect(created.body).toMatchObject({ status: 200, body: { Header: { Code: 0 } } });
		expect(standIn.requests[0]?.payload).toMatchObject({
			UserId: leaseId,
			VirtualmanProjectId: "project-cloud",
		});
		expect(await ask(gateway.url, token, "createsession", CREATE)).toMatchObject({ status: 422 });
		await ask(gateway.url, token, "statsession", { SessionId: "somebody-elses" });
		const own = ((created.body as VendorAnswer).body as { Payload: { SessionId: string } }).Payload.SessionId;
		expect(standIn.requests.at(-1)?.payload.SessionId).toBe(own);
		expect(standIn.bill.sessionsOpened).toBe(1);
	});

	it("shows a page its own session in the lists, and the whole account to the holder of a key", async () => {
		const { gateway, standIn } = await startTencent({ config: { appKeys: new Map([["desk", KEY]]) } });
		const page = (await lease(gateway.url)).body;
		const desk = (await lease(gateway.url, { authorization: `Bearer ${KEY}` })).body;
		const listed = async (token: string, origin: string) => {
			const { body } = await ask(gateway.url, token, "listsessionofuin", {}, origin);
			return body.body.Payload.Sessions.length;
		};
		await ask(gateway.url, desk.token, "createsession", CREATE, "");
		expect(standIn.bill.sessionsOpen).toBe(1);
		expect(await listed(page.token, gateway.url)).toBe(0);
		expect(await listed(desk.token, "")).toBe(1);
	});

	it("may not push the stream elsewhere for a page without a key", async () => {
		const { gateway, standIn } = await startTencent({ config: {} });
		const { token } = (await lease(gateway.url)).body;
		const push = { ...CREATE, ProtocolOption: { CssCustomPushUrl: "rtmp://evil.example/a/b" } };
		expect(await ask(gateway.url, token, "createsession", push)).toMatchObject({ status: 422 });
		expect(standIn.requests).toEqual([]);
	});
});

describe("a vendor's session that costs money", () => {
	it("is closed when its page lets go of it", async () => {
		const { adapter, standIn } = await startTencent({ config: {} });
		await connect(adapter);
		adapter.dispose();
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(0);
	});

	it("is closed when its page gives no sign of life", async () => {
		const { gateway, standIn } = await startTencent({ config: { vendorLeaseWindow: 0.2 } });
		const { token } = (await lease(gateway.url)).body;
		await ask(gateway.url, token, "createsession", CREATE);
		expect(standIn.bill.sessionsOpened).toBe(1);
		await expect.poll(() => standIn.bill.sessionsOpen, { timeout: 5000 }).toBe(0);
		expect((await ask(gateway.url, token, "statsession")).status).toBe(401);
	});

	it("is closed at the gateway's time limit, and the page is told", async () => {
		const { adapter, standIn } = await startTencent({ config: { vendorSessionLifetime: 1 } });
		await connect(adapter);
		expect(await phase(adapter, "closed")).toMatchObject({ reason: "lease" });
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(0);
	});

	it("is closed when it is made for a page that is gone by then", async () => {
		const { gateway, standIn } = await startTencent({ config: {} });
		const { token } = (await lease(gateway.url)).body;
		const created = ask(gateway.url, token, "createsession", CREATE);
		await ask(gateway.url, token, "release");
		await created;
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(0);
	});

	it("is closed when the gateway is told to end", async () => {
		const { adapter, standIn, gateway } = await startTencent({ config: {} });
		await connect(adapter);
		await gateway.dispose();
		expect(standIn.bill.sessionsOpen).toBe(0);
	});

	it("is closed by the next gateway if the one before was killed", async () => {
		const file = leaseFile();
		const standIn = await startTencentCloud({ ...ACCOUNT, projectId: "project-cloud" });
		const first = await startTencent({ config: { tencentCloudUrl: standIn.url, vendorLeaseFile: file } });
		const { token } = (await lease(first.gateway.url)).body;
		await ask(first.gateway.url, token, "createsession", CREATE);
		// What is on disk now is what a gateway that is killed now leaves behind.
		const left = await readFile(file, "utf8");
		expect(JSON.parse(left)).toEqual([
			{ vendor: "tencent-cloud", leaseId: expect.any(String), sessionId: [...standIn.sessions.keys()][0] },
		]);
		const copy = leaseFile();
		await writeFile(copy, left);
		await startTencent({ config: { tencentCloudUrl: standIn.url, vendorLeaseFile: copy } });
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(0);
		await expect.poll(() => readFile(copy, "utf8")).toBe("[]\n");
		await standIn.dispose();
	});

	it("is on disk before the vendor is asked for it, and found by the next gateway if the answer never came", async () => {
		const file = leaseFile();
		const standIn = await startTencentCloud({ ...ACCOUNT, projectId: "project-cloud" });
		const first = await startTencent({ config: { tencentCloudUrl: standIn.url, vendorLeaseFile: file } });
		const { token, leaseId } = (await lease(first.gateway.url)).body;
		// The vendor creates the session, and the gateway never hears of it.
		standIn.faults.add("createsession answered", { type: "silence" });
		void ask(first.gateway.url, token, "createsession", CREATE).catch(() => {});
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(1);
		const left = await readFile(file, "utf8");
		expect(JSON.parse(left)).toEqual([{ vendor: "tencent-cloud", leaseId, sessionId: "" }]);
		const copy = leaseFile();
		await writeFile(copy, left);
		await startTencent({ config: { tencentCloudUrl: standIn.url, vendorLeaseFile: copy } });
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(0);
		await expect.poll(() => readFile(copy, "utf8")).toBe("[]\n");
		await standIn.dispose();
	});

	it("is looked for when the vendor's answer was lost and the lease ends", async () => {
		const { gateway, standIn } = await startTencent({ config: {} });
		const { token } = (await lease(gateway.url)).body;
		standIn.faults.add("createsession answered", { type: "cut" });
		expect((await ask(gateway.url, token, "createsession", CREATE)).status).toBe(504);
		expect(standIn.bill.sessionsOpen).toBe(1);
		await ask(gateway.url, token, "release");
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(0);
	});

	it("is asked for once at a time", async () => {
		const { gateway, standIn } = await startTencent({ config: {} });
		const { token } = (await lease(gateway.url)).body;
		const answers = await Promise.all([1, 2].map(() => ask(gateway.url, token, "createsession", CREATE)));
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
		expect(standIn.bill.sessionsOpened).toBe(1);
	});

	it("that was refused leaves nothing on disk", async () => {
		const file = leaseFile();
		const { gateway, standIn } = await startTencent({ config: { vendorLeaseFile: file } });
		const { token } = (await lease(gateway.url)).body;
		standIn.faults.add("createsession", { type: "code", code: 100008 });
		await ask(gateway.url, token, "createsession", CREATE);
		expect(await readFile(file, "utf8")).toBe("[]\n");
	});

	it("that cannot be looked for is named in the log, with what ends it", async () => {
		const file = leaseFile();
		await writeFile(file, JSON.stringify([{ vendor: "akool", leaseId: "lease-1", sessionId: "" }]));
		const { log } = await startTencent({ config: { vendorLeaseFile: file } });
		await expect.poll(log).toContain('"lease":"lease-1"');
		expect(log()).toContain('"end":"its duration"');
		await expect.poll(() => readFile(file, "utf8")).toBe("[]\n");
	});

	it("is tried to be closed again when the vendor does not answer", async () => {
		const { adapter, standIn } = await startTencent({ config: {} });
		await connect(adapter);
		standIn.faults.add("closesession", { type: "cut" });
		adapter.dispose();
		await expect.poll(() => standIn.bill.sessionsOpen, { timeout: 5000 }).toBe(0);
	});
});

describe("the secrets of the vendors' accounts", () => {
	it("reach no page and no log in a whole session, wrong keys included", async () => {
		const { adapter, log } = await startTencent({ config: {} });
		const seen: string[] = [];
		adapter.on("message", (message) => void seen.push(JSON.stringify(message)));
		await connect(adapter);
		await adapter.say("Hello.").done;
		await adapter.close();
		const wrong = await startTencent({ config: { tencentAccessToken: "wrong-token-0123456789" } });
		await wrong.adapter.open().catch((error: unknown) => seen.push(JSON.stringify(error), String(error)));
		const all = [...seen, log(), wrong.log()].join("\n");
		for (const secret of [ACCOUNT.appkey, ACCOUNT.accessToken, "wrong-token-0123456789", "signature="])
			expect(all).not.toContain(secret);
		expect(seen.length).toBeGreaterThan(10);
		expect(all).not.toMatch(/fwl_[\w-]{20}/);
	});
});

describe("a vendor's socket", () => {
	it("opens for the holder of a lease only", async () => {
		const { gateway, standIn } = await startTencent({ config: {} });
		const { socketUrl } = (await lease(gateway.url)).body;
		const refused = (token: string) =>
			new Promise<number>((resolve) => {
				const socket = new WebSocket(
					`${socketUrl}commandchannel`,
					[GATEWAY_PROTOCOL, TOKEN_PROTOCOL_PREFIX + token],
					{
						origin: gateway.url,
					},
				);
				socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
				socket.on("error", () => {});
			});
		expect(await refused("fwl_nothing")).toBe(401);
		expect(standIn.requests).toEqual([]);
	});
});
