import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { fieldsOf, textOf } from "../../protocol/loose-fields.ts";
import { SOFTSUGAR_OVER } from "../../protocol/softsugar-paths.ts";
import { refusal } from "../refusal.ts";
import type { VendorServices } from "./vendor-services.ts";

/** Callbacks in a minute: statuses of rooms and of takeovers. */
const PER_MINUTE = 600;

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * `POST /v1/vendors/softsugar/callbacks/:key`: what SoftSugar tells of rooms and takeovers ("Live Streaming Status
 * Callback Parameters"). How callbacks are signed is not documented, so the address itself is the secret; without one
 * there is no such address. A callback passes on to the page whose room it is about; a room that is over by one is not
 * closed once more.
 */
export function softSugarCallbacks(
	server: FastifyInstance,
	key: string,
	{ leases, logger }: Pick<VendorServices, "leases" | "logger">,
): void {
	if (key === "") return;
	server.post<{ Params: { key: string } }>(
		"/v1/vendors/softsugar/callbacks/:key",
		// The key stands in the address: nobody needs to read it in a log.
		{
			schema: { hide: true },
			logLevel: "silent",
			config: { rateLimit: { max: PER_MINUTE, timeWindow: "1 minute" } },
		},
		async (request, reply) => {
			if (!timingSafeEqual(digest(request.params.key), digest(key)))
				return reply.code(404).send(refusal("not-found", "There is nothing at this address."));
			const { sessionId, status, commandTraceId, taskResult } = fieldsOf(request.body);
			const session = textOf(sessionId);
			// Numbers come as texts elsewhere in this API.
			const number = Number(status);
			if (session === "" || !Number.isInteger(number))
				return reply.code(400).send(refusal("bad-request", "$.sessionId and $.status are needed."));
			logger.info(
				{
					vendor: "softsugar",
					session,
					status: number,
					takeover: textOf(commandTraceId),
					result: textOf(taskResult),
				},
				"vendor callback",
			);
			leases.ofSession("softsugar", session)?.deliver(fieldsOf(request.body));
			if (SOFTSUGAR_OVER.has(number)) await leases.ended("softsugar", session);
			return reply.code(200).send({ code: 0, message: "success" });
		},
	);
}
