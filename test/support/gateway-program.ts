import { parseConfig } from "../../src/gateway/config.ts";
import { createLogger } from "../../src/gateway/logger.ts";
import { startGateway } from "../../src/gateway/start-gateway.ts";
import { ACCESS_TOKEN, APPKEY, PROJECT } from "./test-gateway.ts";

// A gateway in a process of its own, with the settings of its command line, before the stand-in at UPSTREAM_URL. Prints
// its address, logs to standard error, and leaves at SIGTERM.

const settings = parseConfig(process.argv.slice(2), process.env);
if ("problems" in settings) throw new Error(settings.problems.join(" "));
const { config } = settings;
const gateway = await startGateway({
	config,
	account: {
		url: process.env.UPSTREAM_URL ?? "",
		appkey: APPKEY,
		accessToken: ACCESS_TOKEN,
		projectId: PROJECT,
	},
	logger: createLogger({
		level: config.logLevel,
		secrets: [APPKEY, ACCESS_TOKEN, config.tokenKey, config.busAuth],
	}),
});
process.once("SIGTERM", () => void gateway.dispose().then(() => process.exit()));
console.log(gateway.url);
