import type { FastifyInstance, FastifyRequest } from "fastify";
import { seconds } from "../util/time.ts";
import { CLOSE } from "./browser-link.ts";
import type { GatewayContext } from "./gateway-context.ts";
import { refusal, type TokenRefusal, tokenRefusal } from "./refusal.ts";
import type { Session } from "./session.ts";
import type { OwnerArrival } from "./session-room.ts";
import { SESSION_PARAMS, SOCKET_QUERY } from "./session-schemas.ts";
import type { Redemption } from "./session-tokens.ts";
import { tokenFromProtocols } from "./token-header.ts";

interface SocketRoute {
	Params: { sessionId: string };
	Querystring: { since: string };
}

/** What the checks before an upgrade hand to the handler after it: for a viewer no more than the session. */
interface Arrival {
	readonly session: Session;
	readonly owner: OwnerArrival | null;
}

/** The owner's next connection, if the token with which it comes opens one. */
async function ownerArrives(
	request: FastifyRequest<SocketRoute>,
	{ claims, id: usedId }: Redemption,
	{ bus, tokens, config }: GatewayContext,
): Promise<OwnerArrival | TokenRefusal> {
	const { records } = bus;
	const { sessionId, use } = claims;
	const { id, token } = await tokens.mint({ ...claims, use: "resume" }, seconds(config.sessionLifetime));
	const record = await records.update(sessionId, (current) =>
		use === "resume" && !current.resume.includes(usedId)
			? null
			: { ...current, connections: current.connections + 1, resume: [id, usedId] },
	);
	if (record === null) return use === "resume" ? "token-used" : "session-over";
	const confirm = () =>
		records.update(sessionId, (current) =>
			current.resume.includes(id)
				? { ...current, resume: current.resume.filter((it) => it !== usedId) }
				: null,
		);
	return {
		since: Number(request.query.since),
		connection: record.connections,
		resumeToken: token,
		confirmed: () => void confirm().catch((error) => request.log.warn({ err: error }, "token not confirmed")),
	};
}

async function arrive(
	request: FastifyRequest<SocketRoute>,
	context: GatewayContext,
): Promise<Arrival | TokenRefusal> {
	const token = tokenFromProtocols(request.headers["sec-websocket-protocol"]);
	if (token === null) return "token-missing";
	const redeemed = await context.tokens.redeem(token, request.headers.origin ?? "");
	if ("refused" in redeemed) return redeemed.refused;
	const { claims } = redeemed;
	if (claims.sessionId !== request.params.sessionId) return "token-altered";
	const session = await context.sessions.find(claims.sessionId);
	if (session === undefined) return "session-over";
	if (claims.role === "viewer") return { session, owner: null };
	const owner = await ownerArrives(request, redeemed, context);
	if (typeof owner === "string") return owner;
	await session.caughtUp();
	return { session, owner };
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
			const { session, owner } = arrival;
			if (session.isGone) return socket.close(CLOSE.restart.code, CLOSE.restart.reason);
			metrics.connections.inc({ role: owner === null ? "viewer" : "owner" });
			if (owner === null) session.watch(socket);
			else session.attach(socket, owner);
		},
	});
}
