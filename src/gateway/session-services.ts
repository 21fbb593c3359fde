import type { FastifyBaseLogger } from "fastify";
import type { Seconds } from "../util/time.ts";
import type { Bus } from "./bus/bus.ts";
import type { CharacterBudget } from "./character-budget.ts";
import type { GatewayConfig } from "./config.ts";
import type { GatewayMetrics } from "./metrics.ts";
import type { UpstreamPauses } from "./upstream.ts";
import type { UpstreamAccount } from "./upstream-account.ts";

/** What all sessions of a gateway share. */
export interface SessionServices {
	readonly config: GatewayConfig;
	readonly bus: Bus;
	readonly account: UpstreamAccount;
	readonly logger: FastifyBaseLogger;
	readonly budget: CharacterBudget;
	/** Seconds since 1970. */
	readonly now: () => Seconds;
	/** 0 ≤ x < 1. */
	readonly random: () => number;
	readonly skew: (ahead: Seconds) => void;
	readonly pauses: UpstreamPauses;
	readonly metrics: GatewayMetrics;
}
