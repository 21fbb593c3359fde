import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { GatewayConfig } from "../src/gateway/config.ts";
import { createLogger } from "../src/gateway/logger.ts";
import { type Gateway, startGateway } from "../src/gateway/start-gateway.ts";
import { tencentAccount, type UpstreamAccount } from "../src/gateway/upstream-account.ts";
import { vendorSecrets } from "../src/gateway/vendors/doors.ts";
import { seconds } from "../src/util/time.ts";

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

/** Keys between the gateway and the local driver, made anew at every start: nobody else ever learns them. */
const localKeys = () => ({
	appkey: randomBytes(16).toString("hex"),
	accessToken: randomBytes(16).toString("hex"),
});

type Keys = ReturnType<typeof localKeys>;

/** The driver of this repository on a free port of this machine. */
async function startLocalUpstream(
	config: GatewayConfig,
	keys: Keys,
	logger: Logger,
): Promise<UpstreamService> {
	// Loaded only when it is used: the vendor's upstream needs neither the driver nor its voice.
	const { startDriver } = await import("../src/driver/start-driver.ts");
	const driver = await startDriver({
		...keys,
		port: 0,
		logger,
		...(config.pace === null ? {} : { pace: seconds(config.pace) }),
		...(config.answers === "" ? {} : { answersFile: config.answers }),
	});
	return {
		account: { ...keys, url: driver.url, projectId: config.tencentProjectId || LOCAL_PROJECT },
		dispose: () => driver.dispose(),
	};
}

/** The local driver has one project, whatever its name. */
const LOCAL_PROJECT = "local";

/** Starts the upstream that the configuration names and a gateway before it. @throws what stands in the way of either. */
export async function startServices(config: GatewayConfig, pages?: string): Promise<Services> {
	const keys = localKeys();
	const secrets = [
		...Object.values(keys),
		...vendorSecrets(config),
		config.metricsToken,
		config.busAuth,
		config.tokenKey,
		...config.appKeys.values(),
	];
	const logger = createLogger({ level: config.logLevel, secrets });
	const upstream: UpstreamService =
		config.upstream === "tencent"
			? { account: tencentAccount(config), dispose: async () => {} }
			: await startLocalUpstream(config, keys, logger);
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
