import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { bearerOf, nameOfKey } from "./admission.ts";
import type { GatewayContext } from "./gateway-context.ts";
import { refusal } from "./refusal.ts";
import type { Session } from "./session.ts";
import { REFUSAL, SESSION_INFO, SESSION_PARAMS } from "./session-schemas.ts";
import type { SessionRole } from "./session-tokens.ts";

export interface SessionRoute {
	Params: { sessionId: string };
}

/**
 * The session of the address, if the bearer may manage it: the application key that it was opened under, or the
 * resume token that its own browser holds, of `role` if that matters. Else `null`, whether it exists or not.
 */
export async function managedSession(
	request: Pick<FastifyRequest, "headers"> & { readonly params: SessionRoute["Params"] },
	{ sessions, tokens, config, bus }: GatewayContext,
	role?: SessionRole,
): Promise<Session | null> {
	const session = await sessions.find(request.params.sessionId);
	const bearer = bearerOf(request.headers);
	if (session === undefined || bearer === null) return null;
	const key = nameOfKey(bearer, config.appKeys);
	if (key !== null) return key === session.holder.key ? session : null;
	// A page that asks its own origin with GET sends no Origin header; one that is sent has to be the right one.
	const checked = await tokens.inspect(bearer, request.headers.origin ?? null);
	if ("refused" in checked || checked.claims.sessionId !== session.id) return null;
	if (role !== undefined && checked.claims.role !== role) return null;
	const record = await bus.records.get(session.id);
	return record?.resume.includes(checked.id) === true ? session : null;
}

export const sessionUnknown = (reply: FastifyReply) =>
	reply
		.code(404)
		.send(refusal("session-unknown", "There is no such session, or this bearer may not manage it."));

const infoOf = (session: Session) => ({
	sessionId: session.id,
	createdAt: new Date(session.createdAt * 1000).toISOString(),
	connected: session.isConnected,
	upstream: session.upstreamState,
	sequence: session.sequence,
	viewers: session.viewers,
});

/** `GET /v1/sessions/:sessionId` says how a session stands, `DELETE` ends it. */
export function sessionInfoRoutes(server: FastifyInstance, context: GatewayContext): void {
	server.get<SessionRoute>(
		"/v1/sessions/:sessionId",
		{
			schema: {
				summary: "How a session stands",
				params: SESSION_PARAMS,
				response: { 200: SESSION_INFO, 404: REFUSAL },
			},
		},
		async (request, reply) => {
			const session = await managedSession(request, context);
			return session === null
				? sessionUnknown(reply)
				: reply.header("cache-control", "no-store").send(infoOf(session));
		},
	);
	server.delete<SessionRoute>(
		"/v1/sessions/:sessionId",
		{ schema: { summary: "End a session", params: SESSION_PARAMS, response: { 404: REFUSAL } } },
		async (request, reply) => {
			const session = await managedSession(request, context);
			if (session === null) return sessionUnknown(reply);
			session.end();
			return reply.code(204).send();
		},
	);
}
