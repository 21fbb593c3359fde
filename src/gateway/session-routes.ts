import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { SessionGrant } from "../protocol/session-grant.ts";
import { seconds } from "../util/time.ts";
import { type Admission, type AdmissionRules, admit } from "./admission.ts";
import type { GatewayConfig } from "./config.ts";
import { refusal, type TokenRefusal, tokenRefusal } from "./refusal.ts";
import type { Session } from "./session.ts";
import type { SessionLimit, SessionRegistry } from "./session-registry.ts";
import type { MintedToken, SessionTokens } from "./session-tokens.ts";
import { tokenFromProtocols } from "./token-header.ts";

export interface SessionRoutes {
	readonly config: GatewayConfig;
	readonly rules: () => AdmissionRules;
	readonly sessions: SessionRegistry;
	readonly tokens: SessionTokens;
}

/** What the checks before an upgrade hand to the handler after it. */
interface Arrival {
	readonly session: Session;
	readonly since: number;
	readonly resume: MintedToken;
	readonly usedId: string;
}

const LIMITS: Record<SessionLimit, string> = {
	"too-many-sessions": "The gateway is full; try again in a moment.",
	"too-many-from-address": "Too many sessions are open from this address.",
};

/** The body is optional; `origin` is for a server that opens a session for a page of its own. */
const OPEN_SESSION_BODY = {
	type: ["object", "null"],
	additionalProperties: false,
	properties: { origin: { type: "string", maxLength: 255 } },
} as const;

const SOCKET_PARAMS = {
	type: "object",
	properties: { sessionId: { type: "string", pattern: "^[0-9a-f]{32}$" } },
} as const;

const SOCKET_QUERY = {
	type: "object",
	properties: { since: { type: "string", pattern: "^\\d{1,15}$", default: "0" } },
} as const;

interface SocketRoute {
	Params: { sessionId: string };
	Querystring: { since: string };
}

/** The address under which browsers reach this gateway, as `ws:` or `wss:`. */
function socketOrigin(request: FastifyRequest, publicUrl: string): string {
	const base = publicUrl === "" ? `${request.protocol}://${request.host}` : publicUrl;
	return base.replace(/^http/, "ws");
}

/** `POST /v1/sessions`, `GET` and `DELETE /v1/sessions/:id`, and the socket of a session. */
export function sessionRoutes(server: FastifyInstance, routes: SessionRoutes): void {
	const { config, rules, sessions, tokens } = routes;
	const arrivals = new WeakMap<FastifyRequest, Arrival>();

	const mayOpen = async (request: FastifyRequest, reply: FastifyReply): Promise<Admission | null> => {
		const result = admit(request.headers, rules());
		if ("admitted" in result) return result.admitted;
		await reply.code(result.status).send(result.refusal);
		return null;
	};

	server.post<{ Body: { origin?: string } | null }>(
		"/v1/sessions",
		{
			schema: { body: OPEN_SESSION_BODY },
			config: { rateLimit: { max: config.sessionsPerMinute, timeWindow: "1 minute" } },
		},
		async (request, reply): Promise<SessionGrant | undefined> => {
			const admission = await mayOpen(request, reply);
			if (admission === null) return;
			// Only the holder of a key may open a session for somebody else's page.
			const origin = (admission.key !== "" && request.body?.origin) || admission.origin;
			const session = sessions.open({ address: request.ip, key: admission.key, origin });
			if (typeof session === "string") {
				await reply.code(503).header("retry-after", "5").send(refusal(session, LIMITS[session]));
				return;
			}
			const claims = { use: "open", sessionId: session.id, role: "owner", origin } as const;
			const { token, expiresAt } = await tokens.mint(claims, seconds(config.tokenLifetime));
			request.log.info({ session: session.id, key: admission.key, origin }, "session opened");
			reply.code(201).header("cache-control", "no-store");
			return {
				sessionId: session.id,
				url: `${socketOrigin(request, config.publicUrl)}/v1/sessions/${session.id}/socket`,
				token,
				expiresAt: new Date(expiresAt * 1000).toISOString(),
			};
		},
	);

	const arrive = async (request: FastifyRequest<SocketRoute>): Promise<Arrival | TokenRefusal> => {
		const token = tokenFromProtocols(request.headers["sec-websocket-protocol"]);
		if (token === null) return "token-missing";
		const redeemed = await tokens.redeem(token, request.headers.origin ?? "");
		if ("refused" in redeemed) return redeemed.refused;
		const { claims, id } = redeemed;
		if (claims.sessionId !== request.params.sessionId) return "token-altered";
		const session = sessions.get(claims.sessionId);
		if (session === undefined) return "session-over";
		if (claims.use === "resume" && !session.mayResume(id)) return "token-used";
		const resume = await tokens.mint({ ...claims, use: "resume" }, seconds(config.sessionLifetime));
		return { session, since: Number(request.query.since), resume, usedId: id };
	};

	server.route<SocketRoute>({
		method: "GET",
		url: "/v1/sessions/:sessionId/socket",
		schema: { params: SOCKET_PARAMS, querystring: SOCKET_QUERY },
		preHandler: async (request, reply) => {
			if (!request.ws) {
				await reply
					.code(426)
					.header("upgrade", "websocket")
					.send(refusal("not-a-websocket", "This address takes WebSocket connections only."));
				return;
			}
			const arrival = await arrive(request);
			if (typeof arrival === "string") {
				request.log.warn({ reason: arrival }, "socket refused");
				await reply.code(401).send(tokenRefusal(arrival));
				return;
			}
			arrivals.set(request, arrival);
		},
		handler: (_request, reply) => reply.code(426).send(),
		wsHandler: (socket, request) => {
			const arrival = arrivals.get(request as FastifyRequest);
			if (arrival === undefined) return socket.close(1011);
			arrival.session.attach(socket, arrival);
		},
	});
}
