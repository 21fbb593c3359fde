import type { FastifyInstance, FastifyRequest } from "fastify";
import { CALLBACK_CHANNEL } from "../../protocol/vendor-broker.ts";
import type { VendorId } from "../../protocol/vendor-id.ts";
import { seconds } from "../../util/time.ts";
import type { GatewayContext } from "../gateway-context.ts";
import { refusal } from "../refusal.ts";
import { tokenFromProtocols } from "../token-header.ts";
import { CallbackSocket } from "./lease-socket.ts";
import { RequestRejected } from "./request-rejected.ts";
import type { VendorChannel } from "./vendor-door.ts";
import type { VendorLease } from "./vendor-lease.ts";
import { VendorRelay } from "./vendor-relay.ts";
import { leaseOf } from "./vendor-routes.ts";
import type { VendorServices } from "./vendor-services.ts";

interface SocketRoute {
	Params: { vendor: VendorId; channel: string };
}

/** What the checks before an upgrade hand to the handler after it. */
interface Arrival {
	readonly lease: VendorLease;
	/** `null` for the gateway's own, on which it tells of callbacks. */
	readonly channel: VendorChannel | null;
}

/** The channel of that name; `undefined` if there is none. */
function channelOf({ door }: VendorLease, name: string): VendorChannel | null | undefined {
	if (name === CALLBACK_CHANNEL && door.hasCallbacks === true) return null;
	return Object.hasOwn(door.channels, name) ? door.channels[name] : undefined;
}

/** A vendor's socket, through the gateway. Every check comes before the upgrade. */
export function vendorSocketRoute(
	server: FastifyInstance,
	{ config }: GatewayContext,
	services: VendorServices,
): void {
	const arrivals = new WeakMap<FastifyRequest, Arrival>();
	server.route<SocketRoute>({
		method: "GET",
		url: "/v1/vendors/:vendor/sockets/:channel",
		schema: { summary: "Connect to another vendor's socket (WebSocket)" },
		config: { rateLimit: { max: config.connectionsPerMinute, timeWindow: "1 minute" } },
		preHandler: async (request, reply) => {
			if (!request.ws) {
				const wanted = refusal("not-a-websocket", "This address takes WebSocket connections only.");
				return reply.code(426).header("upgrade", "websocket").send(wanted);
			}
			const token = tokenFromProtocols(request.headers["sec-websocket-protocol"]);
			const lease = leaseOf(token, request, services);
			if (lease === null)
				return reply.code(401).send(refusal("lease-over", "There is no such session any more."));
			const channel = channelOf(lease, request.params.channel);
			if (channel === undefined)
				return reply.code(404).send(refusal("not-found", "The vendor has no such socket."));
			arrivals.set(request, { lease, channel });
		},
		handler: (_request, reply) => reply.code(426).send(),
		wsHandler: (page, request) => {
			const arrival = arrivals.get(request as FastifyRequest);
			if (arrival === undefined) return page.close(1011);
			const { lease, channel } = arrival;
			if (channel === null) {
				const socket = new CallbackSocket(page, seconds(config.heartbeat));
				lease.add(socket);
				void socket.gone.then(() => lease.remove(socket));
				return;
			}
			try {
				const relay = new VendorRelay({
					page,
					channel,
					lease,
					heartbeat: seconds(config.heartbeat),
					backlog: config.browserBacklog,
					refuses: services.refuses,
					onGone: (gone, detail) => {
						lease.remove(gone);
						services.logger.debug(
							{ vendor: lease.door.vendor, lease: lease.id, detail },
							"vendor socket gone",
						);
					},
				});
				lease.add(relay);
			} catch (error) {
				if (!(error instanceof RequestRejected)) throw error;
				page.close(1008, error.message.slice(0, 100));
			}
		},
	});
}
