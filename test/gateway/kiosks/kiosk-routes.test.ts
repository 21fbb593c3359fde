import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCommand } from "../../../src/kiosk/host/command-check.ts";
import type { KioskOrders } from "../../../src/protocol/kiosk-command.ts";
import { seconds } from "../../../src/util/time.ts";
import { kioskHealth } from "../../support/kiosk-health.ts";
import { startTestGateway, type TestGateway } from "../../support/test-gateway.ts";

const KEY = "operator-key-0123456789";
const AUDIT = join(tmpdir(), `facewire-audit-${process.pid}.ndjson`);

let upstream: TestGateway;
let base: string;
let clock = 1_800_000_000;
beforeAll(async () => {
	upstream = await startTestGateway({
		config: { appKeys: new Map([["desk", KEY]]), maxKiosks: 3, kioskAudit: AUDIT },
		now: () => seconds(clock),
	});
	base = `http://localhost:${upstream.gateway.port}`;
});
afterAll(async () => {
	await upstream.dispose();
	await rm(AUDIT, { force: true });
});

const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
	const response = await fetch(`${base}/v1/${path}`, {
		method,
		headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
};
const beat = (id: string, given: object = {}) =>
	call(
		"POST",
		`kiosks/${id}/heartbeat`,
		{ token: "", health: kioskHealth(), outcomes: [], ...given },
		{ origin: base },
	);
const asOperator = (method: string, path: string, body?: unknown) =>
	call(method, path, body, { authorization: `Bearer ${KEY}` });

describe("a kiosk's heartbeat", () => {
	it("enrols it, gives it a token, and shows how it is", async () => {
		const { status, body } = await beat("lobby");
		expect(status).toBe(200);
		expect((body as KioskOrders).token).not.toBe("");
		const { kiosks } = (await asOperator("GET", "kiosks")).body;
		expect(kiosks).toMatchObject([
			{ id: "lobby", isSilent: false, health: { phase: "attract", heap: 42.5 } },
		]);
	});

	it("is refused under a name that another kiosk has", async () => {
		expect(await beat("lobby")).toMatchObject({ status: 409, body: { code: "kiosk-taken" } });
	});

	it("is refused from a page of another origin, and when it is nonsense, with the path", async () => {
		const foreign = await call("POST", "kiosks/other/heartbeat", {}, { origin: "https://evil.example" });
		expect(foreign.status).toBe(403);
		const nonsense = await beat("other", { health: kioskHealth({ uptime: "long" as never }) });
		expect(nonsense).toMatchObject({
			status: 422,
			body: { message: expect.stringContaining("$.health.uptime") },
		});
		expect((await beat("not a name")).status).toBe(400);
	});

	it("of more kiosks than the gateway may watch is refused", async () => {
		expect((await beat("second")).status).toBe(200);
		expect((await beat("third")).status).toBe(200);
		expect(await beat("fourth")).toMatchObject({ status: 503, body: { code: "too-many-kiosks" } });
		expect((await asOperator("DELETE", "kiosks/third")).status).toBe(204);
		expect((await beat("fourth")).status).toBe(200);
	});

	it("with counters that went backwards is noted", async () => {
		await asOperator("DELETE", "kiosks/second");
		const { token } = (await beat("second")).body as KioskOrders;
		const health = kioskHealth();
		await beat("second", { token, health: { ...health, counters: { ...health.counters, crashes: 0 } } });
		const { kiosks } = (await asOperator("GET", "kiosks")).body;
		expect(kiosks.find(({ id }: { id: string }) => id === "second")).toMatchObject({ counterResets: 1 });
		expect((await asOperator("GET", "kiosks-audit")).body.entries[0]).toMatchObject({
			what: "counters lost",
			detail: { counters: ["crashes"] },
		});
	});
});

describe("a command", () => {
	let token = "";
	beforeAll(async () => {
		await asOperator("DELETE", "kiosks/lobby");
		token = ((await beat("lobby")).body as KioskOrders).token;
	});
	const address = { kiosk: "lobby", boot: "boot-1" };

	it("needs an operator", async () => {
		for (const headers of [{}, { authorization: "Bearer wrong-key-0123456789" }, { origin: base }])
			for (const [method, path] of [
				["GET", "kiosks"],
				["GET", "kiosks-audit"],
				["POST", "kiosks/lobby/commands"],
				["DELETE", "kiosks/lobby"],
			] as const)
				expect((await call(method, path, method === "POST" ? {} : undefined, headers)).status).toBe(401);
	});

	it("comes signed with the next heartbeat, for this kiosk and this boot, and again until its outcome is told", async () => {
		const command = { type: "volume", volume: 0.4 };
		const { status, body } = await asOperator("POST", "kiosks/lobby/commands", command);
		expect(status).toBe(202);
		const first = (await beat("lobby", { token })).body as KioskOrders;
		const again = (await beat("lobby", { token })).body as KioskOrders;
		expect(again.commands).toHaveLength(1);
		const opened = await openCommand(first.commands[0] ?? "", first.publicKey, address);
		expect(opened).toEqual({ ...address, sequence: body.sequence, command });
		const outcome = { sequence: body.sequence, done: true, reason: "" };
		const after = (await beat("lobby", { token, outcomes: [outcome] })).body as KioskOrders;
		expect(after.commands).toEqual([]);
	});

	it("that was altered, or is for another kiosk or boot, is not obeyed", async () => {
		await asOperator("POST", "kiosks/lobby/commands", { type: "reload", now: true });
		const { commands, publicKey } = (await beat("lobby", { token })).body as KioskOrders;
		const signed = commands[0] ?? "";
		const [head, payload = "", signature] = signed.split(".");
		const forged = Buffer.from(
			Buffer.from(payload, "base64url").toString().replace("lobby", "vault"),
		).toString("base64url");
		await expect(
			openCommand(`${head}.${forged}.${signature}`, publicKey, { ...address, kiosk: "vault" }),
		).rejects.toThrow(/signature/);
		await expect(openCommand(signed, publicKey, { ...address, kiosk: "vault" })).rejects.toThrow(/kiosk/);
		await expect(openCommand(signed, publicKey, { ...address, boot: "boot-2" })).rejects.toThrow(/boot/);
	});

	it("is good for two minutes only", async () => {
		clock += 121;
		expect(((await beat("lobby", { token })).body as KioskOrders).commands).toEqual([]);
	});

	it.each([
		[{ type: "explode" }, "$.type"],
		[{ type: "volume", volume: 7 }, "$.volume"],
		[{ type: "say", text: "" }, "$.text"],
		[{ type: "quiet-hours", from: 25, to: 3 }, "$.from"],
	])("that makes no sense is refused with its path: %j", async (command, path) => {
		const { status, body } = await asOperator("POST", "kiosks/lobby/commands", command);
		expect(status).toBe(422);
		expect(body.message).toContain(path);
	});

	it("stands in the audit with who asked and what became of it, in the file as well", async () => {
		const { entries } = (await asOperator("GET", "kiosks-audit")).body;
		expect(entries).toEqual(
			expect.arrayContaining([
				expect.objectContaining({
					who: "desk",
					kiosk: "lobby",
					what: "command",
					detail: expect.objectContaining({ volume: 0.4 }),
				}),
				expect.objectContaining({ who: "desk", kiosk: "lobby", what: "done" }),
			]),
		);
		const lines = (await readFile(AUDIT, "utf8")).trim().split("\n");
		expect(lines.length).toBe(entries.length);
		expect(upstream.log()).not.toContain(token);
	});

	it("is not for kiosks that nobody knows", async () => {
		expect((await asOperator("POST", "kiosks/nowhere/commands", { type: "reload" })).status).toBe(404);
	});
});

describe("a kiosk that falls silent", () => {
	it("is shown as such, and counted for Prometheus", async () => {
		clock += 60;
		const { kiosks } = (await asOperator("GET", "kiosks")).body;
		expect(kiosks.every(({ isSilent }: { isSilent: boolean }) => isSilent)).toBe(true);
		const metrics = await (await fetch(`${base}/metrics`)).text();
		expect(metrics).toMatch(/facewire_kiosks_silent [1-9]/);
	});
});
