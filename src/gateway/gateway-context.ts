import type { Seconds } from "../util/time.ts";
import type { Admission, AdmissionRules } from "./admission.ts";
import type { Bus } from "./bus/bus.ts";
import type { GatewayConfig } from "./config.ts";
import type { GatewayMetrics } from "./metrics.ts";
import type { SessionRegistry } from "./session-registry.ts";
import type { SessionTokens } from "./session-tokens.ts";

/** What the routes of a gateway share. */
export interface GatewayContext {
	readonly config: GatewayConfig;
	/** Known once the port is. */
	readonly rules: () => AdmissionRules;
	readonly bus: Bus;
	readonly sessions: SessionRegistry;
	readonly tokens: SessionTokens;
	readonly metrics: GatewayMetrics;
	/** Seconds since 1970. */
	readonly now: () => Seconds;
}

/** Whose requests are counted together: an application key wherever it is used, else an address. */
export const limitKey = (admission: Admission | null, address: string): string =>
	admission === null || admission.key === "" ? `address:${address}` : `key:${admission.key}`;
