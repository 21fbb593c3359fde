import type { FastifyBaseLogger } from "fastify";
import type { Seconds } from "../../util/time.ts";
import type { GatewayConfig } from "../config.ts";
import type { Bus } from "./bus.ts";
import { MemoryBus } from "./memory-bus.ts";

/** Seconds that what happened in a session stays on the bus after the browser's time to come back. */
const KEEP_SLACK = 60;

/** Seconds that a session's events are kept. */
export const keepOf = (config: GatewayConfig) => config.resumeWindow + KEEP_SLACK;

/** The bus that the settings name. @throws {BusError} with one sentence if it cannot be used. */
export async function openBus(
	config: GatewayConfig,
	logger: FastifyBaseLogger,
	now: () => Seconds,
): Promise<Bus> {
	if (config.bus.length === 0) return new MemoryBus(now);
	// Loaded only when it is used.
	const { NatsBus } = await import("./nats-bus.ts");
	return NatsBus.connect({
		servers: config.bus,
		auth: config.busAuth,
		name: config.busName,
		keep: keepOf(config),
		bytes: config.busBytes,
		replicas: config.busReplicas,
		lease: config.lease,
		tokenLifetime: config.tokenLifetime,
		sessionLifetime: config.sessionLifetime,
		logger,
	});
}
