import { PassThrough } from "node:stream";
import { defaultConfig, type GatewayConfig } from "../../src/gateway/config.ts";
import { createLogger } from "../../src/gateway/logger.ts";
import { type Gateway, type GatewayOptions, startGateway } from "../../src/gateway/start-gateway.ts";
import type { Seconds } from "../../src/util/time.ts";
import { watchLog } from "./log-watch.ts";
import { type StandInOptions, StandInUpstream } from "./stand-in-upstream.ts";

export const APPKEY = "test-appkey-0123456789";
export const ACCESS_TOKEN = "test-access-token-abcdef";
export const PROJECT = "project-7";

/** A gateway, the stand-in behind it, and everything that was logged. */
export interface TestGateway {
	readonly gateway: Gateway;
	readonly upstream: StandInUpstream;
	readonly log: () => string;
	dispose(): Promise<void>;
}

export interface TestGatewayOptions {
	readonly config?: Partial<GatewayConfig>;
	readonly upstream?: Partial<StandInOptions>;
	/** An upstream that others use too; it is not ended with this gateway. */
	readonly standIn?: StandInUpstream;
	readonly pages?: string;
	readonly now?: () => Seconds;
	readonly catalogue?: GatewayOptions["catalogue"];
	readonly confirmTask?: GatewayOptions["confirmTask"];
	readonly productionPoll?: GatewayOptions["productionPoll"];
	/** Overrides what the gateway signs with. */
	readonly accessToken?: string;
}

/** Seconds: long enough to be waited for, short enough for a test. */
const SHORT = { first: 0.02, most: 0.05 };
/** Seconds: grows, so that attempts outlast the start of another upstream on a busy machine. */
const PATIENT = { first: 0.02, most: 1 };

/** Both ends on free ports of this machine. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
	const keys = { appkey: APPKEY, accessToken: ACCESS_TOKEN };
	const upstream = options.standIn ?? (await StandInUpstream.start({ ...keys, ...options.upstream }));
	const accessToken = options.accessToken ?? ACCESS_TOKEN;
	const stream = new PassThrough();
	let log = "";
	stream.on("data", (chunk) => {
		log += String(chunk);
	});
	watchLog("the gateway", () => log, [APPKEY, accessToken, options.config?.tokenKey ?? ""]);
	const gateway = await startGateway({
		config: { ...defaultConfig(), port: 0, host: "127.0.0.1", ...options.config },
		account: { url: upstream.url, appkey: APPKEY, accessToken, projectId: PROJECT },
		logger: createLogger({ level: "trace", secrets: [APPKEY, accessToken], stream }),
		...(options.now === undefined ? {} : { now: options.now }),
		pauses: { connect: PATIENT, request: SHORT },
		...(options.pages === undefined ? {} : { pages: options.pages }),
		...(options.catalogue === undefined ? {} : { catalogue: options.catalogue }),
		...(options.productionPoll === undefined ? {} : { productionPoll: options.productionPoll }),
		...(options.confirmTask === undefined ? {} : { confirmTask: options.confirmTask }),
	});
	return {
		gateway,
		upstream,
		log: () => log,
		dispose: async () => {
			await gateway.dispose();
			if (options.standIn === undefined) await upstream.dispose();
		},
	};
}
