import type { FastifyInstance, FastifyRequest } from "fastify";
import { seconds } from "../util/time.ts";
import type { GatewayContext } from "./gateway-context.ts";
import { refusal, type TokenRefusal, tokenRefusal } from "./refusal.ts";
import type { OwnerArrival, Session } from "./session.ts";
import { SESSION_PARAMS, SOCKET_QUERY } from "./session-schemas.ts";
import type { SessionRole } from "./session-tokens.ts";
import { tokenFromProtocols } from "./token-header.ts";

interface SocketRoute {
	Params: { sessionId: string };
	Querystring: { since: string };
}

/** What the checks before an upgrade hand to the handler after it. */
interface Arrival extends OwnerArrival {
	readonly session: Session;
	readonly role: SessionRole;
}

async function arrive(
	request: FastifyRequest<SocketRoute>,
	{ sessions, tokens, config }: GatewayContext,
): Promise<Arrival | TokenRefusal> {
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
	return { session, role: claims.role, since: Number(request.query.since), resume, usedId: id };
}

/** The socket of a session. Every check comes before the upgrade, so that a refusal is an HTTP answer with its reason. */
export function sessionSocketRoute(server: FastifyInstance, context: GatewayContext): void {
	const { metrics } = context;
	const arrivals = new WeakMap<FastifyRequest, Arrival>();
	server.route<SocketRoute>({
		method: "GET",
		url: "/v1/sessions/:sessionId/socket",
		schema: { summary: "Connect (WebSocket)", params: SESSION_PARAMS, querystring: SOCKET_QUERY },
		config: { rateLimit: { max: context.config.connectionsPerMinute, timeWindow: "1 minute" } },
		preHandler: async (request, reply) => {
			if (!request.ws) {
				const wanted = refusal("not-a-websocket", "This address takes WebSocket connections only.");
				return reply.code(426).header("upgrade", "websocket").send(wanted);
			}
			const arrival = await arrive(request, context);
			if (typeof arrival !== "string") return void arrivals.set(request, arrival);
			metrics.refusals.inc({ code: arrival });
			request.log.warn({ reason: arrival }, "socket refused");
			return reply.code(401).send(tokenRefusal(arrival));
		},
		handler: (_request, reply) => reply.code(426).send(),
		wsHandler: (socket, request) => {
			const arrival = arrivals.get(request as FastifyRequest);
			if (arrival === undefined) return socket.close(1011);
			const { session, role } = arrival;
			metrics.connections.inc({ role });
			if (role === "viewer") session.watch(socket);
			else session.attach(socket, arrival);
		},
	});
}
