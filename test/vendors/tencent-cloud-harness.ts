import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { steadyVoice } from "../../src/driver/vendors/stand-in-voice.ts";
import {
	type TencentCloudOptions as StandInOptions,
	startTencentCloud,
} from "../../src/driver/vendors/tencent-cloud/start-tencent-cloud.ts";
import type { GatewayConfig } from "../../src/gateway/config.ts";
import { TencentCloudAdapter } from "../../src/vendors/tencent-cloud/tencent-adapter.ts";
import type { TencentCloudOptions } from "../../src/vendors/tencent-cloud/tencent-requests.ts";
import { TestClock } from "../support/test-clock.ts";
import { startTestGateway } from "../support/test-gateway.ts";
import { FakePlayer } from "../support/vendors/fake-player.ts";
import { pageBroker } from "../support/vendors/page-broker.ts";
import { reach } from "../support/vendors/reach.ts";

/** Adapters' pauses last so many times as long. */
const SCALE = 0.02;

const DEADLINES = [
	"create",
	"prepare",
	"start",
	"socket",
	"first frame",
	"drive start",
	"stop answer",
	"heartbeat",
	"close",
];

export const ACCOUNT = { appkey: "cloud-appkey-0123456789", accessToken: "cloud-access-token-abcdef" };

/** Takes what is to be done at the end, last first. */
export type Finished = (cleanUp: () => Promise<void> | void) => void;

/** A path for a lease file that nobody else uses; removed with the test. */
export function leaseFile(finished: Finished = onTestFinished): string {
	const path = join(tmpdir(), `facewire-leases-${crypto.randomUUID()}.json`);
	finished(() => rm(path, { force: true }));
	return path;
}

/** The stand-in behind a real gateway, and an adapter as a page has it. */
export async function startTencent(
	options: {
		readonly standIn?: Partial<StandInOptions>;
		readonly config?: Partial<GatewayConfig>;
		readonly adapter?: TencentCloudOptions;
	} = {},
	finished: Finished = onTestFinished,
) {
	const standIn = await startTencentCloud({
		...ACCOUNT,
		projectId: "project-cloud",
		asset: "asset-cloud",
		voice: steadyVoice(0.03),
		textInterval: 0,
		...options.standIn,
	});
	const product = await startTestGateway({
		config: {
			tencentCloudUrl: standIn.url,
			tencentAppkey: ACCOUNT.appkey,
			tencentAccessToken: ACCOUNT.accessToken,
			tencentCloudProjectId: "project-cloud",
			tencentCloudAsset: "asset-cloud",
			vendorLeaseFile: leaseFile(finished),
			...options.config,
		},
	});
	finished(async () => {
		await product.dispose();
		await standIn.dispose();
	});
	const clock = new TestClock(DEADLINES, SCALE);
	const adapters: TencentCloudAdapter[] = [];
	const newAdapter = (more: TencentCloudOptions = {}) => {
		const broker = pageBroker(product.gateway.url);
		const adapter = new TencentCloudAdapter(broker, { ...options.adapter, ...more }, clock);
		adapters.push(adapter);
		return adapter;
	};
	const adapter = newAdapter();
	finished(() => {
		for (const made of adapters) made.dispose();
	});
	return { ...product, standIn, adapter, newAdapter, clock };
}

/** Opens, plays and connects. */
export async function connect(adapter: TencentCloudAdapter) {
	const descriptor = await adapter.open();
	const player = new FakePlayer("leb");
	adapter.attach(player);
	player.show();
	await reach(adapter, "connected");
	return { descriptor, player };
}

/** One product for all tests of a file's part: the first gets it made, the last ends it. */
export function sharedTencent(options: Parameters<typeof startTencent>[0] = {}) {
	const cleanUps: (() => Promise<void> | void)[] = [];
	const shared: { current: Awaited<ReturnType<typeof startTencent>> | null } = { current: null };
	beforeAll(async () => {
		shared.current = await startTencent(options, (cleanUp) => cleanUps.unshift(cleanUp));
	});
	afterAll(async () => {
		for (const cleanUp of cleanUps) await cleanUp();
	});
	return () => shared.current!;
}
