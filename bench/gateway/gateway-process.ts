import { defaultConfig } from "../../src/gateway/config.ts";
import { createLogger } from "../../src/gateway/logger.ts";
import { startGateway } from "../../src/gateway/start-gateway.ts";
import { ACCESS_TOKEN, APPKEY } from "../../test/support/test-gateway.ts";
import { serveParent } from "./parent.ts";

// A gateway in a process of its own, before the upstream whose address is the first argument. Limits are counted, but far away.

const gateway = await startGateway({
	config: {
		...defaultConfig(),
		port: 0,
		host: "127.0.0.1",
		sessionsPerMinute: 1e6,
		connectionsPerMinute: 1e6,
		viewersPerSession: 1e5,
		maxSessions: 1e6,
		sessionsPerAddress: 1e6,
	},
	account: { url: process.argv[2] ?? "", appkey: APPKEY, accessToken: ACCESS_TOKEN, projectId: "bench" },
	logger: createLogger({ level: "error", secrets: [] }),
});

serveParent({ url: gateway.url });
