import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { GatewayConfig } from "../src/gateway/config.ts";
import { createLogger } from "../src/gateway/logger.ts";
import { type Gateway, startGateway } from "../src/gateway/start-gateway.ts";
import { tencentAccount, type UpstreamAccount } from "../src/gateway/upstream-account.ts";

/** The running parts of the product, and the one way to end them. */
export interface Services {
	readonly gateway: Gateway;
	/** Ends what was started, last first. Idempotent. */
	dispose(): Promise<void>;
}

/** Where the gateway speaks to, and what to end afterwards. */
interface UpstreamService {
	readonly account: UpstreamAccount;
	dispose(): Promise<void>;
}

const secret = () => randomBytes(16).toString("hex");

/** The driver of this repository on a free port of this machine, under keys that nobody else ever learns. */
async function startLocalUpstream(config: GatewayConfig, logger: Logger): Promise<UpstreamService> {
	// Loaded only when it is used: the vendor's upstream needs neither the driver nor its voice.
	const { startDriver } = await import("../src/driver/start-driver.ts");
	const [appkey, accessToken] = [secret(), secret()];
	const driver = await startDriver({ port: 0, host: "127.0.0.1", appkey, accessToken, logger });
	return {
		account: { url: driver.url, appkey, accessToken, projectId: config.tencentProjectId || "local" },
		dispose: async () => driver.dispose(),
	};
}

/** Every secret of the configuration, to be kept out of logs. */
const secretsOf = (config: GatewayConfig) =>
	[config.tencentAppkey, config.tencentAccessToken, ...config.appKeys.values()].filter((text) => text !== "");

/** Starts the upstream that the configuration names and a gateway before it. @throws what stands in the way of either. */
export async function startServices(config: GatewayConfig, pages?: string): Promise<Services> {
	const logger = createLogger({ level: config.logLevel, secrets: secretsOf(config) });
	const upstream: UpstreamService =
		config.upstream === "tencent"
			? { account: tencentAccount(config), dispose: async () => {} }
			: await startLocalUpstream(config, logger);
	try {
		const gateway = await startGateway({
			config,
			account: upstream.account,
			logger,
			...(pages === undefined ? {} : { pages }),
		});
		return {
			gateway,
			dispose: async () => {
				await gateway.dispose();
				await upstream.dispose();
			},
		};
	} catch (error) {
		await upstream.dispose();
		throw error;
	}
}
