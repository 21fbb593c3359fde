import type { AddressInfo } from "node:net";
import fastifyCors from "@fastify/cors";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifyWebsocket from "@fastify/websocket";
import fastify, { type FastifyError, type FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { GATEWAY_PROTOCOL } from "../protocol/gateway-messages.ts";
import { type Seconds, seconds } from "../util/time.ts";
import type { AdmissionRules } from "./admission.ts";
import { CharacterBudget } from "./character-budget.ts";
import type { GatewayConfig } from "./config.ts";
import { COMMON_HEADERS } from "./page-headers.ts";
import { refusal } from "./refusal.ts";
import { SessionRegistry } from "./session-registry.ts";
import { sessionRoutes } from "./session-routes.ts";
import { SessionTokens } from "./session-tokens.ts";
import { staticPages } from "./static-pages.ts";
import { UPSTREAM_PAUSES, type UpstreamPauses } from "./upstream.ts";
import type { UpstreamAccount } from "./upstream-account.ts";

export interface GatewayOptions {
	readonly config: GatewayConfig;
	readonly account: UpstreamAccount;
	readonly logger: Logger;
	/** Folder of the built pages; without one only the API is served. */
	readonly pages?: string;
	/** Seconds since 1970. */
	readonly now?: () => Seconds;
	/** 0 ≤ x < 1. */
	readonly random?: () => number;
	readonly pauses?: UpstreamPauses;
}

/** A gateway that listens. */
export interface Gateway {
	/** Address for a browser on this machine. */
	readonly url: string;
	readonly port: number;
	/** Ends every session and stops listening. Idempotent. */
	dispose(): Promise<void>;
}

/** Bytes of a request's body: `POST /v1/sessions` takes one short field. */
const BODY_LIMIT = 4096;
/** Bytes of a browser's frame: 4000 bytes of text with every character escaped, and the rest of a request. */
const MAX_FRAME = 64 * 1024;
/** Milliseconds for a client to send its headers and body: a slow loris gets no longer. */
const REQUEST_TIMEOUT_MS = 10_000;

const systemClock = () => seconds(Date.now() / 1000);

/** Pages of this machine under each name that a browser knows it by. */
const ownOrigins = (port: number) =>
	["localhost", "127.0.0.1", "[::1]"].map((host) => `http://${host}:${port}`);

function admissionRules(config: GatewayConfig, port: number): AdmissionRules {
	const own = config.publicUrl === "" ? ownOrigins(port) : [config.publicUrl];
	const origins = config.origins.length === 0 ? own : [...config.origins, ...own];
	return { access: config.access, appKeys: config.appKeys, origins: new Set(origins) };
}

/** Every refusal that Fastify or a plugin makes, in our one shape. */
function answerErrors(server: FastifyInstance): void {
	server.setErrorHandler((error: FastifyError, request, reply) => {
		const status = error.statusCode ?? 500;
		if (status >= 500) request.log.error({ err: error }, "request failed");
		const message = status >= 500 ? "The gateway failed to answer." : error.message;
		const code = status === 429 ? "too-many-requests" : status >= 500 ? "internal" : "bad-request";
		return reply.code(status).send(refusal(code, message));
	});
	server.setNotFoundHandler((_request, reply) =>
		reply.code(404).send(refusal("not-found", "There is nothing at this address.")),
	);
}

/** Starts a gateway. @throws if the address cannot be listened on (`code` `EADDRINUSE` if the port is taken). */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
	const { config, account, logger } = options;
	const now = options.now ?? systemClock;
	const server: FastifyInstance = fastify({
		loggerInstance: logger,
		bodyLimit: BODY_LIMIT,
		requestTimeout: REQUEST_TIMEOUT_MS,
		http: { headersTimeout: REQUEST_TIMEOUT_MS },
		trustProxy: config.trustProxy.length === 0 ? false : [...config.trustProxy],
		forceCloseConnections: true,
		// A wrong type is a mistake to be told of, not to be guessed around.
		ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
	}) as unknown as FastifyInstance;
	let rules = admissionRules(config, config.port);
	const sessions = new SessionRegistry({
		config,
		account,
		logger,
		budget: new CharacterBudget(config.charactersPerDay),
		now,
		random: options.random ?? Math.random,
		pauses: options.pauses ?? UPSTREAM_PAUSES,
		skew: (ahead) => logger.debug({ ahead }, "upstream clock"),
	});

	answerErrors(server);
	server.addHook("onRequest", async (_request, reply) => void reply.headers(COMMON_HEADERS));
	await server.register(fastifyCors, {
		origin: (origin, callback) => callback(null, origin !== undefined && rules.origins.has(origin)),
		methods: ["GET", "POST", "DELETE"],
		maxAge: 600,
	});
	await server.register(fastifyRateLimit, { global: false });
	await server.register(fastifyWebsocket, {
		options: { maxPayload: MAX_FRAME, perMessageDeflate: false, handleProtocols: () => GATEWAY_PROTOCOL },
		preClose: (done) => {
			sessions.dispose();
			done();
		},
	});
	sessionRoutes(server, { config, rules: () => rules, sessions, tokens: new SessionTokens(now) });
	const { pages } = options;
	if (pages !== undefined) await server.register((scope) => staticPages(scope, pages));

	await server.listen({ host: config.host, port: config.port });
	const { port } = server.server.address() as AddressInfo;
	rules = admissionRules(config, port);
	return { url: `http://localhost:${port}`, port, dispose: () => server.close() };
}
