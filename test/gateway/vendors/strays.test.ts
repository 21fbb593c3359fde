import { writeFile } from "node:fs/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { AkoolStandIn } from "../../../src/driver/vendors/akool/akool-stand-in.ts";
import { SoftSugarStandIn } from "../../../src/driver/vendors/softsugar/softsugar-stand-in.ts";
import { MemoryBus } from "../../../src/gateway/bus/memory-bus.ts";
import type { KeptVendorSession, VendorRecords } from "../../../src/gateway/bus/vendor-records.ts";
import { defaultConfig, type GatewayConfig } from "../../../src/gateway/config.ts";
import { createLogger } from "../../../src/gateway/logger.ts";
import { LeaseFile } from "../../../src/gateway/vendors/lease-file.ts";
import { OpenSessions } from "../../../src/gateway/vendors/open-sessions.ts";
import { Strays } from "../../../src/gateway/vendors/strays.ts";
import type { VendorDoor } from "../../../src/gateway/vendors/vendor-door.ts";
import { type Seconds, seconds } from "../../../src/util/time.ts";
import { AkoolAdapter } from "../../../src/vendors/akool/akool-adapter.ts";
import { EXAMPLE_SCRIPT } from "../../../src/vendors/softsugar/example-script.ts";
import { SoftSugarAdapter } from "../../../src/vendors/softsugar/softsugar-adapter.ts";
import { startTestGateway } from "../../support/test-gateway.ts";
import { pageBroker } from "../../support/vendors/page-broker.ts";
import { leaseFile } from "../../vendors/tencent-cloud-harness.ts";

const SOFTSUGAR = { softsugarAppId: "example_appid", softsugarAppKey: "example_appkey" };
const AKOOL_KEY = "akool-test-key-0123456789";

async function startGateway(config: Partial<GatewayConfig>) {
	const gateway = await startTestGateway({ config: { vendorLeaseFile: "", ...config } });
	onTestFinished(gateway.dispose);
	return gateway;
}

/** SoftSugar's stand-in, and a room in it that some other program has asked for. */
async function softSugarWithRoom() {
	const standIn = await SoftSugarStandIn.start({
		appId: "example_appid",
		appKey: "example_appkey",
		preparing: 0,
	});
	onTestFinished(() => standIn.dispose());
	const config = { ...SOFTSUGAR, softsugarUrl: standIn.url };
	const { gateway } = await startGateway(config);
	const adapter = new SoftSugarAdapter(pageBroker(gateway.url), { script: EXAMPLE_SCRIPT });
	onTestFinished(() => adapter.dispose());
	await adapter.open();
	expect(standIn.openRooms).toBe(1);
	return { standIn, config };
}

/** Akool's stand-in of v3, whose sessions end by nothing, and such a session. */
async function akoolWithSession() {
	const standIn = await AkoolStandIn.start({ apiKey: AKOOL_KEY, api: "v3" });
	onTestFinished(() => standIn.dispose());
	const config = { akoolUrl: standIn.url, akoolApiKey: AKOOL_KEY, akoolApi: "v3" } as const;
	const { gateway } = await startGateway(config);
	const adapter = new AkoolAdapter(pageBroker(gateway.url), { api: "v3", avatarId: "who_1080P_back" });
	onTestFinished(() => adapter.dispose());
	await adapter.open();
	expect(standIn.openSessions).toBe(1);
	return { standIn, config };
}

describe("a session that a vendor lists and no gateway knows", () => {
	it("is closed at the start, at SoftSugar, if the account is ours alone", async () => {
		const { standIn, config } = await softSugarWithRoom();
		await startGateway({ ...config, vendorSole: new Set(["softsugar"]) });
		await expect.poll(() => standIn.openRooms, { timeout: 5000 }).toBe(0);
	});

	it("is closed at the start, at Akool's v3, if the account is ours alone", async () => {
		const { standIn, config } = await akoolWithSession();
		await startGateway({ ...config, vendorSole: new Set(["akool"]) });
		await expect.poll(() => standIn.openSessions, { timeout: 5000 }).toBe(0);
	});

	it("is closed for a request whose answer was lost, where the lists do not tell whose it is", async () => {
		const { standIn, config } = await akoolWithSession();
		const file = leaseFile();
		await writeFile(file, JSON.stringify([{ vendor: "akool", leaseId: "lease-1", sessionId: "" }]));
		const { log } = await startGateway({ ...config, vendorSole: new Set(["akool"]), vendorLeaseFile: file });
		await expect.poll(() => standIn.openSessions, { timeout: 5000 }).toBe(0);
		expect(log()).not.toContain("cannot be looked for");
	});
});

/** A bus that other gateways use too, with these entries. */
class SharedBus extends MemoryBus {
	readonly kept: KeptVendorSession[] = [];
	override readonly vendorRecords: VendorRecords = {
		put: async (record, since) => {
			this.kept.splice(0, this.kept.length, { ...record, gateway: this.gateway, since });
		},
		delete: async ({ leaseId }) => {
			const index = this.kept.findIndex((entry) => entry.leaseId === leaseId);
			if (index >= 0) this.kept.splice(index, 1);
		},
		all: async () => [...this.kept],
		adopt: async () => true,
	};
}

function makeStrays({ running = [] as string[], sole = true } = {}) {
	const clock = { now: 1000 };
	const now = (): Seconds => seconds(clock.now);
	const bus = new SharedBus(now);
	const open = new OpenSessions({
		file: new LeaseFile(""),
		bus,
		logger: createLogger({ level: "silent", secrets: [] }),
		now,
	});
	const strays = new Strays({
		sole: new Set(sole ? ["akool"] : []),
		open,
		bus,
		isAsking: () => false,
		now,
	});
	const door: VendorDoor = {
		vendor: "akool",
		missing: [],
		operations: {},
		channels: {},
		running: async () => running,
	};
	const find = () => strays.find(door, async () => ({ status: 200, body: {} }));
	return { bus, open, strays, door, find, clock };
}

const ASKED = { vendor: "akool", leaseId: "lease-2", sessionId: "", gateway: "other", since: 1000 } as const;

describe("what counts as nobody's session", () => {
	it("is nothing at all of an account that others use too", () => {
		const { strays, door } = makeStrays({ sole: false });
		expect(strays.covers(door)).toBe(false);
	});

	it("is what neither this gateway nor another has written down", async () => {
		const { bus, open, find } = makeStrays({ running: ["ours", "theirs", "nobody's"] });
		await open.put({ vendor: "akool", leaseId: "lease-1", sessionId: "ours" });
		bus.kept.push({ ...ASKED, sessionId: "theirs" });
		expect(await find()).toEqual(["nobody's"]);
	});

	it("cannot be told while another gateway waits for an answer, and can once nobody waits that long", async () => {
		const { bus, find, clock } = makeStrays({ running: ["whose?"] });
		bus.kept.push(ASKED);
		await expect(find()).rejects.toThrow("A session is being asked for.");
		clock.now += 60;
		expect(await find()).toEqual(["whose?"]);
	});
});

describe("open sessions on a bus that was away", () => {
	it("are written there again, and those that are over are taken away", async () => {
		const { bus, open } = makeStrays();
		await open.put({ vendor: "akool", leaseId: "lease-1", sessionId: "ours" });
		bus.kept.length = 0;
		await open.reconcile([]);
		expect(bus.kept).toMatchObject([{ leaseId: "lease-1", sessionId: "ours", gateway: bus.gateway }]);
		bus.kept.push({ ...ASKED, gateway: bus.gateway });
		await open.reconcile([...bus.kept]);
		expect(bus.kept.map(({ leaseId }) => leaseId)).toEqual(["lease-1"]);
	});
});

it("no vendor's account is taken for ours alone unless the settings say so", () => {
	expect(defaultConfig().vendorSole.size).toBe(0);
});
