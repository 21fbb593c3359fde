import type { FastifyRequest } from "fastify";
import { bearerOf, nameOfKey } from "../admission.ts";
import type { GatewayContext } from "../gateway-context.ts";
import { isLoopback } from "../operations-routes.ts";

const LOCAL_HOSTS: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

const hostnameOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).hostname : "");

/**
 * Who asks: the holder of an application key by its name; without any keys, and behind no proxy, whoever sits at this
 * machine. Null for everybody else.
 */
export function operatorOf(request: FastifyRequest, { config, rules }: GatewayContext): string | null {
	const bearer = bearerOf(request.headers);
	if (bearer !== null) return nameOfKey(bearer, config.appKeys);
	if (config.appKeys.size > 0 || config.publicUrl !== "" || config.trustProxy.length > 0) return null;
	const { origin } = request.headers;
	const isLocal = isLoopback(request.ip) && LOCAL_HOSTS.has(hostnameOf(`http://${request.host}`));
	const isOwnPage =
		origin === undefined || (rules().origins.has(origin) && LOCAL_HOSTS.has(hostnameOf(origin)));
	return isLocal && isOwnPage ? "this machine" : null;
}
