import type { FastifyInstance } from "fastify";
import type { Catalogue } from "../protocol/catalogue.ts";
import type { Seconds } from "../util/time.ts";
import { bearerOf, nameOfKey } from "./admission.ts";
import type { GatewayContext } from "./gateway-context.ts";
import { refusal } from "./refusal.ts";
import { REFUSAL } from "./session-schemas.ts";

/** Where the catalogue comes from. */
export type CatalogueSource = () => Promise<Catalogue>;

/** Seconds for which an account's lists are kept: they change when somebody buys something. */
const KEEP = 600;
/** Seconds for which a failure is: a service that is down is not asked by every page that opens. */
const KEEP_FAILURE = 10;
/** Of one address: a page asks once. */
const PER_MINUTE = 60;

const TEXT = { type: "string" } as const;
const listOf = (properties: object) => ({ type: "array", items: { type: "object", properties } });
const CATALOGUE = {
	type: "object",
	properties: {
		voices: listOf({ key: TEXT, name: TEXT, languages: { type: "array", items: TEXT }, sample: TEXT }),
		actions: listOf({ code: TEXT, name: TEXT, gesture: TEXT, mark: TEXT }),
	},
} as const;

/** Asks `source` at most once in {@link KEEP} seconds, whoever asks; all who ask meanwhile wait for the one answer. */
function kept(source: CatalogueSource, now: () => Seconds): CatalogueSource {
	let answer: Promise<Catalogue> | undefined;
	let staleAt = 0;
	return () => {
		if (answer !== undefined && now() < staleAt) return answer;
		const asked = source();
		answer = asked;
		staleAt = now() + KEEP;
		asked.catch(() => {
			staleAt = now() + KEEP_FAILURE;
		});
		return asked;
	};
}

/**
 * `GET /v1/catalogue`: voices and actions for menus. Holds nothing that is a secret, but with `--access key` only
 * holders of a key may read what the account has.
 */
export function catalogueRoutes(
	server: FastifyInstance,
	{ config }: GatewayContext,
	source: CatalogueSource,
	now: () => Seconds,
): void {
	const catalogue = kept(source, now);
	server.get(
		"/v1/catalogue",
		{
			schema: { summary: "Voices and actions", response: { 200: CATALOGUE, "4xx": REFUSAL, 503: REFUSAL } },
			config: { rateLimit: { max: PER_MINUTE, timeWindow: "1 minute" } },
		},
		async (request, reply) => {
			const bearer = bearerOf(request.headers) ?? "";
			if (config.access === "key" && nameOfKey(bearer, config.appKeys) === null)
				return reply
					.code(401)
					.send(refusal("key-missing", "An application key is needed to read the catalogue."));
			try {
				return await reply.header("cache-control", "private, max-age=60").send(await catalogue());
			} catch (error) {
				request.log.warn({ err: error }, "no catalogue");
				const sentence = "The speech service does not tell its voices at the moment.";
				return reply.code(503).send(refusal("catalogue-unavailable", sentence));
			}
		},
	);
}
