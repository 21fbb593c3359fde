import type { FastifyInstance } from "fastify";
import type { VendorOffers } from "../../protocol/vendor-offers.ts";
import { bearerOf, nameOfKey } from "../admission.ts";
import type { GatewayContext } from "../gateway-context.ts";
import { missingForProductions } from "../productions/production-routes.ts";
import { refusal } from "../refusal.ts";
import { REFUSAL } from "../session-schemas.ts";
import type { VendorServices } from "./vendor-services.ts";

/** Of one address: a page asks once. */
const PER_MINUTE = 60;

const TEXT = { type: "string" } as const;
const OFFERS = {
	type: "object",
	properties: {
		vendors: {
			type: "array",
			items: {
				type: "object",
				properties: { vendor: TEXT, missing: { type: "array", items: TEXT }, api: TEXT },
			},
		},
		productions: { type: "object", properties: { missing: { type: "array", items: TEXT } } },
		standInStreams: TEXT,
	},
} as const;

/**
 * `GET /v1/vendors`: which vendors there are, and what the gateway lacks for each. Names settings, never their values;
 * with `--access key` for holders of a key only.
 */
export function vendorOffersRoute(
	server: FastifyInstance,
	{ config }: GatewayContext,
	{ doors }: Pick<VendorServices, "doors">,
): void {
	const offers: VendorOffers = {
		vendors: [...doors.values()].map(({ vendor, missing }) => ({
			vendor,
			missing,
			...(vendor === "akool" ? { api: config.akoolApi } : {}),
		})),
		productions: { missing: missingForProductions(config) },
		standInStreams: config.standInStreams,
	};
	server.get(
		"/v1/vendors",
		{
			schema: { summary: "Other vendors", response: { 200: OFFERS, "4xx": REFUSAL } },
			config: { rateLimit: { max: PER_MINUTE, timeWindow: "1 minute" } },
		},
		async (request, reply) => {
			const bearer = bearerOf(request.headers) ?? "";
			if (config.access === "key" && nameOfKey(bearer, config.appKeys) === null)
				return reply
					.code(401)
					.send(refusal("key-missing", "An application key is needed to see which vendors there are."));
			return reply.header("cache-control", "no-store").send(offers);
		},
	);
}
