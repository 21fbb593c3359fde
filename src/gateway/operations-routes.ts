import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Bus } from "./bus/bus.ts";
import { type ClockCheck, MOST_SKEW } from "./clock-check.ts";
import type { Departure } from "./departure.ts";
import type { GatewayMetrics } from "./metrics.ts";
import { refusal } from "./refusal.ts";

export interface OperationsRoutes {
	readonly metrics: GatewayMetrics;
	readonly clock: ClockCheck;
	readonly bus: Bus;
	readonly departure: Departure;
	/** Empty: only this machine may read the metrics. */
	readonly metricsToken: string;
}

/** For whoever runs the gateway; no part of the API that pages use. */
const HIDDEN = { schema: { hide: true } } as const;

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Whether an address is this machine's own. */
export const isLoopback = (address: string): boolean => LOOPBACK.test(address);

function mayReadMetrics(request: FastifyRequest, token: string): boolean {
	if (token === "") return isLoopback(request.ip);
	const given = Buffer.from(request.headers.authorization ?? "");
	const wanted = Buffer.from(`Bearer ${token}`);
	return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** `GET /healthz`: the process works. `/readyz`: it should be given sessions. `/metrics`: for Prometheus. */
export function operationsRoutes(server: FastifyInstance, routes: OperationsRoutes): void {
	const { metrics, clock, bus, departure, metricsToken } = routes;

	server.get("/healthz", HIDDEN, async () => ({ status: "ok" }));

	server.get("/readyz", HIDDEN, async (_request, reply) => {
		const skew = await clock.skew();
		const reasons: string[] = [];
		if (skew !== null && Math.abs(skew) > MOST_SKEW)
			reasons.push(
				`The clock is ${Math.round(skew)} s away from the speech service's, which would refuse our signatures.`,
			);
		if (!bus.isReachable) reasons.push("The bus cannot be reached.");
		if (departure.hasBegun) reasons.push("The gateway is being restarted.");
		return reply.code(reasons.length === 0 ? 200 : 503).send({
			status: reasons.length === 0 ? "ready" : "not ready",
			reasons,
			upstream: skew === null ? "unreachable" : "reachable",
		});
	});

	server.get("/metrics", HIDDEN, async (request, reply) => {
		if (!mayReadMetrics(request, metricsToken))
			return reply.code(403).send(refusal("metrics-forbidden", "The metrics are not for this reader."));
		return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
	});
}
