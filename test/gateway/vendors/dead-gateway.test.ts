import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	startTencentCloud,
	type TencentCloudStandIn,
} from "../../../src/driver/vendors/tencent-cloud/start-tencent-cloud.ts";
import type { VendorLeaseGrant } from "../../../src/protocol/vendor-broker.ts";
import { ChildProgram } from "../../support/child-program.ts";
import { NatsServer } from "../../support/nats-server.ts";
import { ACCOUNT, leaseFile } from "../../vendors/tencent-cloud-harness.ts";

const ORIGIN = "https://pages.example";
/** Seconds that a gateway is waited for; the least that the settings allow. */
const PATIENCE = 1;
/** Milliseconds: the bus's lease, the patience, a few looks, on a busy machine. */
const PATIENTLY = { timeout: 30_000 };

/** A gateway in a process of its own. */
interface Member {
	readonly url: string;
	readonly program: ChildProgram;
	readonly leaseFile: string;
}

let nats: NatsServer;
let standIn: TencentCloudStandIn;
const members: Member[] = [];

beforeAll(async () => {
	nats = await NatsServer.start();
	standIn = await startTencentCloud({ ...ACCOUNT, projectId: "project-cloud", concurrency: 50 });
}, 60_000);
afterAll(async () => {
	await Promise.all(members.splice(0).map(kill));
	await standIn.dispose();
	await nats.dispose();
});

async function startMember(): Promise<Member> {
	// Its disk goes with it: nobody else reads this file.
	const file = leaseFile(() => {});
	const args = ["--port", "0", "--host", "127.0.0.1", "--bus", nats.url, "--lease", "1", "--origin", ORIGIN];
	const vendor = ["--tencent-cloud-url", standIn.url, "--vendor-lease-window", String(PATIENCE)];
	const program = new ChildProgram("test/support/gateway-program.ts", [...args, ...vendor], {
		UPSTREAM_URL: "ws://127.0.0.1:9",
		TENCENT_APPKEY: ACCOUNT.appkey,
		TENCENT_ACCESS_TOKEN: ACCOUNT.accessToken,
		TENCENT_CLOUD_PROJECT_ID: "project-cloud",
		VENDOR_LEASE_FILE: file,
		LOG_LEVEL: "info",
	});
	const [url = ""] = await program.lines(1);
	const member = { url, program, leaseFile: file };
	members.push(member);
	return member;
}

async function kill({ program }: Member): Promise<void> {
	program.signal("SIGKILL");
	await program.exit();
}

/** A page's lease, kept alive as a page does until its gateway is gone. */
async function lease({ url }: Member): Promise<VendorLeaseGrant> {
	const answer = await fetch(`${url}/v1/vendors/tencent-cloud/lease`, {
		method: "POST",
		headers: { origin: ORIGIN },
	});
	const grant = (await answer.json()) as VendorLeaseGrant;
	const renewing = setInterval(() => {
		ask({ url }, grant, "renew").catch(() => clearInterval(renewing));
	}, grant.renewEvery * 1000);
	return grant;
}

function ask(
	{ url }: Pick<Member, "url">,
	{ token }: VendorLeaseGrant,
	operation: string,
): Promise<Response> {
	return fetch(`${url}/v1/vendors/tencent-cloud/${operation}`, {
		method: "POST",
		headers: { origin: ORIGIN, authorization: `Bearer ${token}`, "content-type": "application/json" },
		body: JSON.stringify({ Header: {}, Payload: { Protocol: "webrtc", DriverType: 1 } }),
	});
}

/** The session of a new page of this gateway. */
async function openSession(member: Member): Promise<string> {
	const before = new Set(standIn.sessions.keys());
	const answer = await ask(member, await lease(member), "createsession");
	expect(answer.status).toBe(200);
	return [...standIn.sessions.keys()].find((id) => !before.has(id)) ?? "";
}

const isOpen = (id: string) => standIn.sessions.get(id)?.status === 1;
const closes = (id: string) =>
	standIn.requests.filter(
		({ operation, payload }) => operation === "closesession" && payload.SessionId === id,
	);

const adopted = async ({ url }: Member) => {
	const metrics = await (await fetch(`${url}/metrics`)).text();
	const counted = /^facewire_adopted_vendor_sessions_total\{vendor="tencent-cloud"\} (\d+)/m.exec(metrics);
	return Number(counted?.[1] ?? 0);
};

// One story: a gateway takes several seconds to start.
describe("a gateway that does not come back", () => {
	let own = "";
	let survivors: readonly Member[] = [];

	it("leaves what it has opened, and what it had only asked for, to one of the others", {
		timeout: 90_000,
	}, async () => {
		const [dying, second, third] = await Promise.all([startMember(), startMember(), startMember()]);
		survivors = [second, third];
		const orphan = await openSession(dying);
		own = await openSession(second);
		const unanswered = await lease(dying);
		standIn.faults.add("createsession answered", { type: "silence" });
		void ask(dying, unanswered, "createsession").catch(() => {});
		await expect.poll(() => standIn.bill.sessionsOpen).toBe(3);
		await kill(dying);
		// Its disk goes with it.
		expect(JSON.parse(await readFile(dying.leaseFile, "utf8"))).toHaveLength(2);
		await expect.poll(() => standIn.bill.sessionsOpen, PATIENTLY).toBe(1);
		expect(isOpen(own)).toBe(true);
		expect(closes(orphan)).toHaveLength(1);
		await expect.poll(async () => (await adopted(second)) + (await adopted(third)), PATIENTLY).toBe(2);
	});

	it("is followed by one without its disk, which ends what is on the bus", { timeout: 90_000 }, async () => {
		await Promise.all(survivors.map(kill));
		expect(isOpen(own)).toBe(true);
		await startMember();
		await expect.poll(() => isOpen(own), PATIENTLY).toBe(false);
	});
});
