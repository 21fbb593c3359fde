import type { FastifyInstance } from "fastify";
import { refusal } from "./refusal.ts";

/** What is answered to the end: who looks after the gateway has to see that it is leaving. */
const ANSWERED: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);

/** The end of a gateway: it happens once, and from its first moment nothing new is begun here. */
export class Departure {
	#leaving: Promise<void> | null = null;

	get hasBegun(): boolean {
		return this.#leaving !== null;
	}

	/** Refuses what comes in after the end has begun, so that a proxy asks another gateway. */
	guard(server: FastifyInstance): void {
		server.addHook("onRequest", async (request, reply) => {
			if (!this.hasBegun || ANSWERED.has(request.url)) return;
			const answer = refusal("restarting", "This gateway is being restarted; ask again.");
			await reply.code(503).header("retry-after", "1").send(answer);
		});
	}

	/** Leaves by `leave`, the first time; settles with it every time. */
	once(leave: () => Promise<void>): Promise<void> {
		this.#leaving ??= leave();
		return this.#leaving;
	}
}
