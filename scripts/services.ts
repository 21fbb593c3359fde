import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { ConfirmTask } from "../src/gateway/callback-routes.ts";
import type { CatalogueSource } from "../src/gateway/catalogue-routes.ts";
import type { GatewayConfig } from "../src/gateway/config.ts";
import { createLogger } from "../src/gateway/logger.ts";
import { type Gateway, startGateway } from "../src/gateway/start-gateway.ts";
import { tencentAccount, type UpstreamAccount } from "../src/gateway/upstream-account.ts";
import { vendorSecrets } from "../src/gateway/vendors/doors.ts";
import { seconds } from "../src/util/time.ts";
import { serviceOrigin } from "../src/vendors/tencent/api/signed-url.ts";
import { NO_STAND_INS, startVendorStandIns } from "./vendor-stand-ins.ts";

/** The running parts of the product, and the one way to end them. */
export interface Services {
	readonly gateway: Gateway;
	/** Ends what was started, last first. Idempotent. */
	dispose(): Promise<void>;
}

/** Where the gateway speaks to, what that offers, and what to end afterwards. */
interface UpstreamService {
	readonly account: UpstreamAccount;
	readonly catalogue: CatalogueSource;
	readonly confirmTask?: ConfirmTask;
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
	const { localCatalogue } = await import("../src/driver/local-catalogue.ts");
	const { readChatEndpoint } = await import("../src/driver/chat/chat-endpoint.ts");
	const endpoint = readChatEndpoint(config.llmUrl, config.llmModel, config.llmKey);
	const driver = await startDriver({
		...keys,
		port: 0,
		logger,
		...(config.pace === null ? {} : { pace: seconds(config.pace) }),
		...(config.answers === "" ? {} : { answersFile: config.answers }),
		...(endpoint === undefined ? {} : { chat: { endpoint } }),
	});
	return {
		account: { ...keys, url: driver.url, projectId: config.tencentProjectId || LOCAL_PROJECT },
		catalogue: async () => localCatalogue(),
		dispose: () => driver.dispose(),
	};
}

/** The vendor's service, with the account of the configuration. */
async function tencentUpstream(config: GatewayConfig): Promise<UpstreamService> {
	const { TencentClient } = await import("../src/vendors/tencent/api/tencent-client.ts");
	const { accountCatalogue } = await import("../src/vendors/tencent/api/account-catalogue.ts");
	const { getProductionProgress } = await import("../src/vendors/tencent/api/video/progress.ts");
	const { tencentAppkey: appkey, tencentAccessToken: accessToken } = config;
	const origin = serviceOrigin(config.tencentServicesUrl || config.tencentHost);
	const client = new TencentClient({ origin, appkey, accessToken }, () => seconds(Date.now() / 1000));
	return {
		account: tencentAccount(config),
		catalogue: () => accountCatalogue(client, config.tencentAvatar),
		confirmTask: async (taskId) => {
			const { status, mediaUrl } = await client.call(getProductionProgress, { taskId });
			return status === "SUCCESS" || status === "FAIL" ? { status, mediaUrl } : undefined;
		},
		dispose: async () => {},
	};
}

/** The local driver has one project, whatever its name. */
const LOCAL_PROJECT = "local";

/** What no log may hold. */
const secretsOf = (config: GatewayConfig, keys: Keys): readonly string[] => [
	...Object.values(keys),
	...vendorSecrets(config),
	config.metricsToken,
	config.busAuth,
	config.tokenKey,
	config.llmKey,
	...config.appKeys.values(),
];

/**
 * Starts the upstream and the stand-ins that the configuration names, and a gateway before them. @throws what stands in
 * the way of any of them.
 */
export async function startServices(given: GatewayConfig, pages?: string): Promise<Services> {
	const standIns = given.vendors === "stand-in" ? await startVendorStandIns(given) : NO_STAND_INS;
	try {
		const { gateway, dispose } = await startProduct(given, { ...given, ...standIns.settings }, pages);
		return {
			gateway,
			dispose: async () => {
				await dispose();
				await standIns.dispose();
			},
		};
	} catch (error) {
		await standIns.dispose();
		throw error;
	}
}

/** The upstream is as `given`; for the gateway, stand-ins may have taken the other vendors' place in `config`. */
async function startProduct(
	given: GatewayConfig,
	config: GatewayConfig,
	pages: string | undefined,
): Promise<Services> {
	const keys = localKeys();
	const secrets = [...secretsOf(given, keys), ...vendorSecrets(config)];
	const logger = createLogger({ level: config.logLevel, secrets });
	const upstream: UpstreamService =
		given.upstream === "tencent"
			? await tencentUpstream(given)
			: await startLocalUpstream(given, keys, logger);
	try {
		const gateway = await startGateway({
			config,
			account: upstream.account,
			catalogue: upstream.catalogue,
			...(upstream.confirmTask === undefined ? {} : { confirmTask: upstream.confirmTask }),
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
