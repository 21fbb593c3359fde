import type { FastifyInstance, FastifyRequest } from "fastify";
import type { SessionGrant } from "../protocol/session-grant.ts";
import { seconds } from "../util/time.ts";
import { type Admission, admit } from "./admission.ts";
import { type GatewayContext, limitKey } from "./gateway-context.ts";
import { isLoopback } from "./operations-routes.ts";
import { type Refusal, refusal } from "./refusal.ts";
import type { Session } from "./session.ts";
import type { SessionLimit } from "./session-registry.ts";
import { GRANT, OPEN_SESSION_BODY, REFUSAL } from "./session-schemas.ts";
import type { SessionRole } from "./session-tokens.ts";

interface OpenSessionRoute {
	Body: { origin?: string; role?: SessionRole; sessionId?: string } | null;
}

type OpenSessionRequest = FastifyRequest<OpenSessionRoute>;

interface Refused {
	readonly status: number;
	readonly refusal: Refusal;
}

const LIMITS: Record<SessionLimit, string> = {
	"too-many-sessions": "The gateway is full; try again in a moment.",
	"too-many-from-address": "Too many sessions are open from this address.",
};

/** Seconds after which one of many sessions may well have ended. */
const RETRY_AFTER = "5";

const NO_DEBUG: Refused = {
	status: 403,
	refusal: refusal(
		"debug-forbidden",
		"Only an application key, or a page of this machine, may open a session with the role debug.",
	),
};

/** Recordings hold what people say: they are for whoever runs the application, and for its developer at home. */
function mayDebug({ key, origin }: Admission, address: string): boolean {
	const isLocalPage = URL.canParse(origin) && LOCAL_HOSTS.has(new URL(origin).hostname);
	return key !== "" || (isLocalPage && isLoopback(address));
}

const LOCAL_HOSTS: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The session that a request is for: a new one for its owner, a standing one for a viewer. */
async function sessionFor(
	request: OpenSessionRequest,
	admission: Admission,
	context: GatewayContext,
): Promise<Session | Refused> {
	const { role = "owner", sessionId = "" } = request.body ?? {};
	const { sessions, metrics, config } = context;
	if (role === "viewer") {
		const session = await sessions.find(sessionId);
		if (session === undefined)
			return { status: 404, refusal: refusal("session-unknown", "There is no such session.") };
		if (session.viewers < config.viewersPerSession) return session;
		return { status: 503, refusal: refusal("too-many-viewers", "No more can watch this session.") };
	}
	if (role === "debug" && !mayDebug(admission, request.ip)) return NO_DEBUG;
	const opened = await sessions.open({ address: request.ip, ...admission });
	if (typeof opened === "string") return { status: 503, refusal: refusal(opened, LIMITS[opened]) };
	metrics.sessionsOpened.inc({ key: admission.key });
	return opened;
}

/** The address under which browsers reach this gateway, as `ws:` or `wss:`. */
function socketOrigin(request: FastifyRequest, publicUrl: string): string {
	const base = publicUrl === "" ? `${request.protocol}://${request.host}` : publicUrl;
	return base.replace(/^http/, "ws");
}

async function grantFor(
	request: OpenSessionRequest,
	session: Session,
	origin: string,
	context: GatewayContext,
) {
	const { tokens, config } = context;
	const role = request.body?.role ?? "owner";
	const claims = { use: "open", sessionId: session.id, role, origin } as const;
	const { token, expiresAt } = await tokens.mint(claims, seconds(config.tokenLifetime));
	const grant: SessionGrant = {
		sessionId: session.id,
		url: `${socketOrigin(request, config.publicUrl)}/v1/sessions/${session.id}/socket`,
		token,
		expiresAt: new Date(expiresAt * 1000).toISOString(),
	};
	request.log.info({ session: session.id, role, key: session.holder.key, origin }, "session granted");
	return grant;
}

/** `POST /v1/sessions`: the right to connect once, as owner of a new session or as viewer of a standing one. */
export function openSessionRoute(server: FastifyInstance, context: GatewayContext): void {
	const { config, rules, metrics } = context;
	const admissionOf = (request: FastifyRequest) => {
		const result = admit(request.headers, rules());
		return "admitted" in result ? result.admitted : null;
	};

	server.post<OpenSessionRoute>(
		"/v1/sessions",
		{
			schema: {
				summary: "Open a session",
				body: OPEN_SESSION_BODY,
				response: { 201: GRANT, "4xx": REFUSAL, "5xx": REFUSAL },
			},
			config: {
				rateLimit: {
					max: config.sessionsPerMinute,
					timeWindow: "1 minute",
					keyGenerator: (request) => limitKey(admissionOf(request), request.ip),
				},
			},
		},
		async (request, reply) => {
			const result = admit(request.headers, rules());
			const session = "admitted" in result ? await sessionFor(request, result.admitted, context) : result;
			if ("refusal" in session) {
				metrics.refusals.inc({ code: session.refusal.code });
				if (session.status === 503) reply.header("retry-after", RETRY_AFTER);
				return reply.code(session.status).send(session.refusal);
			}
			const { key, origin } = "admitted" in result ? result.admitted : session.holder;
			// Only the holder of a key may open a session for somebody else's page.
			const page = (key !== "" && request.body?.origin) || origin;
			reply.header("cache-control", "no-store");
			return reply.code(201).send(await grantFor(request, session, page, context));
		},
	);
}
