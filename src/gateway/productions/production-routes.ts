import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { ConnectionError, WireError } from "../../protocol/errors.ts";
import { charactersOf } from "../../protocol/loose-fields.ts";
import {
	PRODUCTION_FORMATS,
	type ProductionGrant,
	type ProductionRequest,
} from "../../protocol/production.ts";
import { type Seconds, seconds } from "../../util/time.ts";
import { serviceOrigin } from "../../vendors/tencent/api/signed-url.ts";
import { TencentClient } from "../../vendors/tencent/api/tencent-client.ts";
import { TencentError } from "../../vendors/tencent/api/tencent-error.ts";
import { admit, bearerOf } from "../admission.ts";
import type { CharacterBudget } from "../character-budget.ts";
import type { GatewayConfig } from "../config.ts";
import type { GatewayContext } from "../gateway-context.ts";
import { refusal } from "../refusal.ts";
import { REFUSAL } from "../session-schemas.ts";
import type { Production } from "./production.ts";
import { ProductionBook } from "./production-book.ts";
import { NoVideo, openVideo } from "./video-file.ts";

/** Between two looks at an order: the vendor makes a video in minutes. */
export const PRODUCTION_POLL: Seconds = seconds(2);

/** Bytes of an order: the longest text, with every character escaped. */
const BODY_LIMIT = 256 * 1024;
/** Requests in a minute of one address: looks at orders, parts of videos. */
const REQUESTS_PER_MINUTE = 600;
/** Signs of life within the window: one may be lost, one may be late. */
const RENEWALS_PER_WINDOW = 3;

const ORDER_BODY = {
	type: "object",
	required: ["text", "avatar"],
	additionalProperties: false,
	properties: {
		text: { type: "string", description: "SSML or plain text without line breaks, 1 to 20,000 characters." },
		avatar: { type: "string", minLength: 1, maxLength: 128, description: "VirtualmanKey." },
		voice: {
			type: "string",
			minLength: 1,
			maxLength: 128,
			description: "TimbreKey; the avatar's own if absent.",
		},
		speed: { type: "number", description: "0.5 to 1.5; 1 is normal." },
		format: { type: "string", enum: PRODUCTION_FORMATS },
	},
} as const;

export interface ProductionRoutesOptions {
	readonly logger: Logger;
	readonly now: () => Seconds;
	readonly budget: CharacterBudget;
	/** Between two looks at an order. */
	readonly every: Seconds;
}

/** Names of the settings without which nothing is produced. */
export const missingForProductions = ({
	tencentAppkey,
	tencentAccessToken,
}: GatewayConfig): readonly string[] => [
	...(tencentAppkey === "" ? ["TENCENT_APPKEY"] : []),
	...(tencentAccessToken === "" ? ["TENCENT_ACCESS_TOKEN"] : []),
];

type Refused = readonly [status: number, code: string, message: string];

const OVER: Refused = [401, "production-over", "There is no such order any more."];

const refuse = (reply: FastifyReply, [status, code, message]: Refused) =>
	reply.code(status).send(refusal(code, message));

/** Why the service did not take an order. */
function orderFailure(error: unknown): Refused {
	if (error instanceof WireError) return [422, "vendor-request-rejected", error.message];
	if (error instanceof TencentError) return [422, "vendor-refused", error.message];
	if (error instanceof ConnectionError)
		return [504, error.reason === "timeout" ? "vendor-timeout" : "vendor-network", error.message];
	throw error;
}

/**
 * `POST /v1/productions` orders a video of a text at Tencent, for those who may open sessions; `GET` and `DELETE
 * /v1/productions/order` tell how it stands and let go of it; `GET /v1/productions/videos/KEY` is the file.
 */
export function productionRoutes(
	server: FastifyInstance,
	{ config, rules, metrics }: GatewayContext,
	{ logger, now, budget, every }: ProductionRoutesOptions,
): void {
	const { tencentAppkey: appkey, tencentAccessToken: accessToken } = config;
	const service = serviceOrigin(config.tencentServicesUrl || config.tencentHost);
	const book = new ProductionBook({
		client: new TencentClient({ origin: service, appkey, accessToken }, now),
		service,
		logger,
		every,
		giveUpAfter: seconds(config.vendorSessionLifetime),
		lifetime: seconds(config.vendorSessionLifetime),
		window: seconds(config.vendorLeaseWindow),
		most: config.vendorSessions,
		onEnd: (end) => metrics.productions.inc({ end }),
	});
	server.addHook("preClose", () => book.dispose());
	const missing = missingForProductions(config);
	const limited = (max: number) => ({ rateLimit: { max, timeWindow: "1 minute" } });
	const response = { "4xx": REFUSAL, "5xx": REFUSAL };

	server.post<{ Body: ProductionRequest }>(
		"/v1/productions",
		{
			schema: { summary: "Have a text made into a video", body: ORDER_BODY, response },
			bodyLimit: BODY_LIMIT,
			config: limited(config.sessionsPerMinute),
		},
		async (request, reply) => {
			const admission = admit(request.headers, rules());
			if (!("admitted" in admission)) {
				metrics.refusals.inc({ code: admission.refusal.code });
				return reply.code(admission.status).send(admission.refusal);
			}
			if (missing.length > 0)
				return refuse(reply, [
					503,
					"vendor-not-configured",
					`Producing videos needs ${missing.join(" and ")} in the gateway's settings.`,
				]);
			if (!budget.take(charactersOf(request.body.text), now()))
				return refuse(reply, [422, "vendor-request-rejected", "Today's allowance of speech is used up."]);
			try {
				const production = await book.order(request.body, admission.admitted.origin);
				if (production === null)
					return refuse(reply, [503, "too-many-productions", "Too many videos are being made."]);
				const { token } = production;
				const grant: ProductionGrant = { token, renewEvery: config.vendorLeaseWindow / RENEWALS_PER_WINDOW };
				return reply.header("cache-control", "no-store").code(201).send(grant);
			} catch (error) {
				return refuse(reply, orderFailure(error));
			}
		},
	);

	/** The order that a request's bearer opens; a page of another origin finds none. */
	function ownOrder(request: FastifyRequest): Production | undefined {
		const production = book.find(bearerOf(request.headers) ?? "");
		const { origin } = request.headers;
		// A browser names the origin of a page's `GET` only if it is another's.
		return origin === undefined || origin === production?.origin ? production : undefined;
	}

	server.get(
		"/v1/productions/order",
		{ schema: { summary: "How an order stands", response }, config: limited(REQUESTS_PER_MINUTE) },
		async (request, reply) => {
			const production = ownOrder(request);
			if (production === undefined) return refuse(reply, OVER);
			production.touch();
			return reply.header("cache-control", "no-store").send(production.state);
		},
	);

	server.delete(
		"/v1/productions/order",
		{ schema: { summary: "Let go of an order", response }, config: limited(REQUESTS_PER_MINUTE) },
		async (request, reply) => {
			ownOrder(request)?.leave();
			return reply.code(204).send();
		},
	);

	server.get<{ Params: { key: string } }>(
		"/v1/productions/videos/:key",
		{
			schema: { summary: "A video that was made", response },
			exposeHeadRoute: false,
			config: limited(REQUESTS_PER_MINUTE),
		},
		async (request, reply) => {
			const production = book.findVideo(request.params.key);
			const file = production?.file;
			if (production === undefined || file === undefined)
				return refuse(reply, [404, "not-found", "There is no such video any more."]);
			const gone = new AbortController();
			reply.raw.once("close", () => gone.abort());
			try {
				const {
					headers: { range = "" },
				} = request;
				const part = await openVideo(file, range, AbortSignal.any([gone.signal, production.left]));
				return await reply
					.code(part.status)
					.headers({
						...part.headers,
						"content-type": file.mediaType,
						"accept-ranges": "bytes",
						"cache-control": "private, no-store",
						// It is played, and nothing else, whatever is in it.
						"content-security-policy": "default-src 'none'; sandbox",
					})
					.send(Readable.from(part.body));
			} catch (error) {
				if (error instanceof NoVideo) return refuse(reply, [504, "vendor-network", error.message]);
				throw error;
			}
		},
	);
}
