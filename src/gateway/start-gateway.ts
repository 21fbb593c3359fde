import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import fastifyCors from "@fastify/cors";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifySwagger from "@fastify/swagger";
import fastifyWebsocket from "@fastify/websocket";
import fastify, { type FastifyError, type FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { type Seconds, seconds } from "../util/time.ts";
import type { AdmissionRules } from "./admission.ts";
import { API_DOCUMENT } from "./api-document.ts";
import { type Bus, BusError } from "./bus/bus.ts";
import { keepOf, openBus } from "./bus/open-bus.ts";
import { type ConfirmTask, callbackRoutes } from "./callback-routes.ts";
import { type CatalogueSource, catalogueRoutes } from "./catalogue-routes.ts";
import { CharacterBudget } from "./character-budget.ts";
import { ClockCheck } from "./clock-check.ts";
import type { GatewayConfig } from "./config.ts";
import { Departure } from "./departure.ts";
import type { GatewayContext } from "./gateway-context.ts";
import { CommandSigner } from "./kiosks/command-signer.ts";
import { KioskAudit } from "./kiosks/kiosk-audit.ts";
import { KioskRegistry } from "./kiosks/kiosk-registry.ts";
import { kioskRoutes } from "./kiosks/kiosk-routes.ts";
import { KioskTokens } from "./kiosks/kiosk-tokens.ts";
import { LeaseWatch, type LeaseWatchOptions } from "./lease-watch.ts";
import { GatewayMetrics } from "./metrics.ts";
import { openSessionRoute } from "./open-session-route.ts";
import { operationsRoutes } from "./operations-routes.ts";
import { COMMON_HEADERS } from "./page-headers.ts";
import { ProductionCallbacks } from "./production-callbacks.ts";
import { PRODUCTION_POLL, productionRoutes } from "./productions/production-routes.ts";
import { recordingRoutes } from "./recording/recording-routes.ts";
import { refusal } from "./refusal.ts";
import { reportRoutes } from "./report-routes.ts";
import { sessionInfoRoutes } from "./session-info-routes.ts";
import { SessionRegistry } from "./session-registry.ts";
import { sessionSocketRoute } from "./session-socket-route.ts";
import { SessionTokens } from "./session-tokens.ts";
import { staticPages } from "./static-pages.ts";
import { pickProtocol } from "./token-header.ts";
import { UPSTREAM_PAUSES, type UpstreamPauses } from "./upstream.ts";
import type { UpstreamAccount } from "./upstream-account.ts";
import { playedFrom } from "./vendors/stream-sources.ts";
import { serveVendors } from "./vendors/vendor-services.ts";

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
	/** What the speech service offers; nothing by default. */
	readonly catalogue?: CatalogueSource;
	/** Asks the production service about a task that it told of. */
	readonly confirmTask?: ConfirmTask;
	/** Between two looks at a video that is being made. */
	readonly productionPoll?: Seconds;
}

const NO_CATALOGUE: CatalogueSource = async () => ({ voices: [], actions: [] });

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

/** Milliseconds between looks for such a client. */
const CHECKING_INTERVAL_MS = 2000;

/** Seconds in which a bus that is restarted is back. */
const BUS_RETRY_AFTER = "2";
const BUS_AWAY = "The gateways cannot reach one another; try again in a moment.";

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
		if (error instanceof BusError) {
			request.log.warn({ err: error }, "the bus does not answer");
			return reply.code(503).header("retry-after", BUS_RETRY_AFTER).send(refusal("bus-away", BUS_AWAY));
		}
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

/** Everything that has to be there before the routes. `rules` may change until the port is known. */
async function registerPlugins(server: FastifyInstance, context: GatewayContext): Promise<void> {
	const { rules, sessions } = context;
	server.addHook("onRequest", async (_request, reply) => void reply.headers(COMMON_HEADERS));
	await server.register(fastifyCors, {
		origin: (origin, callback) => callback(null, origin !== undefined && rules().origins.has(origin)),
		methods: ["GET", "POST", "DELETE"],
		maxAge: 600,
	});
	await server.register(fastifyRateLimit, { global: false });
	await server.register(fastifyWebsocket, {
		options: { maxPayload: MAX_FRAME, perMessageDeflate: false, handleProtocols: pickProtocol },
		preClose: (done) => {
			sessions.dispose();
			done();
		},
	});
	await server.register(fastifySwagger, { openapi: API_DOCUMENT });
}

function createServer({ config, logger }: GatewayOptions): FastifyInstance {
	return fastify({
		loggerInstance: logger,
		bodyLimit: BODY_LIMIT,
		requestTimeout: REQUEST_TIMEOUT_MS,
		http: { headersTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: CHECKING_INTERVAL_MS },
		trustProxy: config.trustProxy.length === 0 ? false : [...config.trustProxy],
		forceCloseConnections: true,
		// A wrong type is a mistake to be told of, not to be guessed around.
		ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
	}) as unknown as FastifyInstance;
}

/** The sessions with what they count, spend and know of the vendor's clock. */
function createSessions(options: GatewayOptions, bus: Bus, now: () => Seconds) {
	const { config, account, logger, random = Math.random, pauses = UPSTREAM_PAUSES } = options;
	const budget = new CharacterBudget(config.charactersPerDay);
	const metrics = new GatewayMetrics({
		sessions: () => sessions.size,
		keptSessions: () => [...sessions].filter(({ isKept }) => isKept).length,
		isBusReachable: () => bus.isReachable,
		charactersToday: () => budget.spent,
	});
	const clock = new ClockCheck({ url: new URL("/", account.url.replace(/^ws/, "http")).href, now });
	const skew = (ahead: Seconds) => clock.saw(ahead);
	const services = { config, bus, account, logger, budget, now, random, pauses, metrics, skew };
	const sessions: SessionRegistry = new SessionRegistry(services);
	return { sessions, metrics, clock, budget };
}

/** Keeps this gateway's place among those on the bus; a gateway that is alone has none to keep. */
function watchLeases(
	options: GatewayOptions,
	watched: Pick<LeaseWatchOptions, "bus" | "sessions" | "budget" | "now">,
) {
	const { config, logger } = options;
	const times = { lease: config.lease, remindEvery: keepOf(config) / 3 };
	return watched.bus.isShared ? new LeaseWatch({ ...watched, ...times, logger }) : null;
}

/** Starts a gateway. @throws if the address cannot be listened on (`code` `EADDRINUSE` if the port is taken), or the bus not used. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
	const { config, logger, now = systemClock } = options;
	const bus = await openBus(config, logger, now);
	try {
		return await serve(options, bus, now);
	} catch (error) {
		await bus.dispose();
		throw error;
	}
}

async function serve(options: GatewayOptions, bus: Bus, now: () => Seconds): Promise<Gateway> {
	const { config, pages } = options;
	const server = createServer(options);
	const { sessions, metrics, clock, budget } = createSessions(options, bus, now);
	const key = config.tokenKey === "" ? await bus.tokenKey() : Buffer.from(config.tokenKey);
	const tokens = new SessionTokens({ now, key, spend: (id, expiry) => bus.spend(id, expiry) });
	let rules = admissionRules(config, config.port);
	const { logger, random = Math.random } = options;
	const context: GatewayContext = { config, rules: () => rules, bus, sessions, tokens, metrics, now };
	const departure = new Departure();

	answerErrors(server);
	departure.guard(server);
	await registerPlugins(server, context);
	openSessionRoute(server, context);
	sessionInfoRoutes(server, context);
	sessionSocketRoute(server, context);
	recordingRoutes(server, context);
	await serveVendors(server, context, { logger, now, random, budget });
	productionRoutes(server, context, {
		logger,
		now,
		budget,
		every: options.productionPoll ?? PRODUCTION_POLL,
	});
	catalogueRoutes(server, context, options.catalogue ?? NO_CATALOGUE, now);
	const callbacks = new ProductionCallbacks(config.callbackSecret || randomBytes(32).toString("hex"));
	await callbackRoutes(server, context, { callbacks, confirm: options.confirmTask });
	kioskRoutes(server, context, {
		registry: new KioskRegistry(bus.kiosks, config.maxKiosks),
		audit: new KioskAudit(config.kioskAudit, logger, now),
		signer: new CommandSigner(key),
		tokens: new KioskTokens(key),
	});
	reportRoutes(server, metrics);
	operationsRoutes(server, { metrics, clock, bus, departure, metricsToken: config.metricsToken });
	server.get("/v1/openapi.json", { schema: { hide: true } }, () => server.swagger());
	if (pages !== undefined) await server.register((scope) => staticPages(scope, pages, playedFrom(config)));

	await server.listen({ host: config.host, port: config.port });
	const { port } = server.server.address() as AddressInfo;
	rules = admissionRules(config, port);
	const watch = watchLeases(options, { bus, sessions, budget, now });
	const leave = async () => {
		if (watch !== null) {
			watch.isLeaving = true;
			await sessions.handOver(config.drain);
			watch.dispose();
		}
		await server.close();
		await bus.dispose();
	};
	return { url: `http://localhost:${port}`, port, dispose: () => departure.once(leave) };
}
