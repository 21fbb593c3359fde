import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { steadyVoice } from "../../src/driver/vendors/stand-in-voice.ts";
import { startTencentCloud } from "../../src/driver/vendors/tencent-cloud/start-tencent-cloud.ts";
import type { TencentCloudOptions as StandInOptions } from "../../src/driver/vendors/tencent-cloud/tencent-cloud-options.ts";
import type { GatewayConfig } from "../../src/gateway/config.ts";
import { TencentCloudAdapter } from "../../src/vendors/tencent-cloud/tencent-adapter.ts";
import type { TencentCloudOptions } from "../../src/vendors/tencent-cloud/tencent-requests.ts";
import { TestClock } from "../support/test-clock.ts";
import { startTestGateway } from "../support/test-gateway.ts";
import { FakePlayer } from "../support/vendors/fake-player.ts";
import { pageBroker } from "../support/vendors/page-broker.ts";
import { reach } from "../support/vendors/reach.ts";
import { sharedByFile } from "../support/vendors/shared-by-file.ts";

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

interface ProductOptions {
	readonly standIn?: Partial<StandInOptions>;
	readonly config?: Partial<GatewayConfig>;
}

/** The stand-in behind a real gateway. */
async function makeProduct({ standIn: asked, config }: ProductOptions, file: string) {
	const standIn = await startTencentCloud({
		...ACCOUNT,
		projectId: "project-cloud",
		asset: "asset-cloud",
		voice: steadyVoice(0.01),
		textInterval: 0,
		...asked,
	});
	const product = await startTestGateway({
		config: {
			tencentCloudUrl: standIn.url,
			tencentAppkey: ACCOUNT.appkey,
			tencentAccessToken: ACCOUNT.accessToken,
			tencentCloudProjectId: "project-cloud",
			tencentCloudAsset: "asset-cloud",
			vendorLeaseFile: file,
			sessionsPerMinute: 1000,
			...config,
		},
	});
	const dispose = async () => {
		await product.dispose();
		await standIn.dispose();
	};
	return { ...product, standIn, dispose };
}

const shared = sharedByFile(() =>
	makeProduct({ config: { vendorSessions: 50 }, standIn: { concurrency: 50 } }, ""),
);

/** A product of its own if the test asks for anything, else what the tests of a file share, as if nothing had been. */
async function productFor(options: ProductOptions, finished: Finished) {
	if (options.standIn !== undefined || options.config !== undefined) {
		const own = await makeProduct(options, leaseFile(finished));
		finished(own.dispose);
		return own;
	}
	const product = await shared();
	product.standIn.forget();
	return product;
}

/** The stand-in behind a real gateway, and an adapter as a page has it. */
export async function startTencent(
	options: ProductOptions & { readonly adapter?: TencentCloudOptions } = {},
	finished: Finished = onTestFinished,
) {
	const product = await productFor(options, finished);
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
	return { ...product, adapter, newAdapter, clock };
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
	const own: { current: Awaited<ReturnType<typeof startTencent>> | null } = { current: null };
	beforeAll(async () => {
		own.current = await startTencent({ config: {}, ...options }, (cleanUp) => cleanUps.unshift(cleanUp));
	});
	afterAll(async () => {
		for (const cleanUp of cleanUps) await cleanUp();
	});
	return () => own.current!;
}
