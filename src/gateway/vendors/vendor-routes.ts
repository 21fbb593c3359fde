import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CALLBACK_CHANNEL, type VendorAnswer, type VendorLeaseGrant } from "../../protocol/vendor-broker.ts";
import { VENDOR_IDS, type VendorId } from "../../protocol/vendor-id.ts";
import { admit, bearerOf } from "../admission.ts";
import type { GatewayContext } from "../gateway-context.ts";
import { refusal } from "../refusal.ts";
import { REFUSAL } from "../session-schemas.ts";
import { RequestRejected } from "./request-rejected.ts";
import { NoAnswer, sendRequest } from "./send-request.ts";
import type { Send, VendorDoor, VendorOperation, VendorRequest } from "./vendor-door.ts";
import type { VendorLease } from "./vendor-lease.ts";
import type { VendorServices } from "./vendor-services.ts";

interface VendorRoute {
	Params: { vendor: VendorId; operation: string };
	Body: Record<string, unknown> | null;
}

/** Bytes of a request's body: a live script or a text with markup. */
const BODY_LIMIT = 64 * 1024;
/** Requests in a minute of one address: texts, polls, signs of life. */
const REQUESTS_PER_MINUTE = 600;
/** Signs of life within the window: one may be lost, one may be late. */
const RENEWALS_PER_WINDOW = 3;

const PARAMS = {
	type: "object",
	required: ["vendor"],
	properties: { vendor: { type: "string", enum: [...VENDOR_IDS] } },
} as const;

const BODY = { type: ["object", "null"] } as const;

/** A refusal with its status. */
type Refused = readonly [status: number, code: string, message: string];

const OVER: Refused = [401, "lease-over", "There is no such session any more; open a new one."];

const refuse = (reply: FastifyReply, [status, code, message]: Refused) =>
	reply.code(status).send(refusal(code, message));

/** Who lacks what, as a sentence for the gateway's owner. */
const missingSettings = ({ vendor, missing }: VendorDoor): Refused => [
	503,
	"vendor-not-configured",
	`${vendor} needs ${new Intl.ListFormat("en").format(missing)} in the gateway's settings.`,
];

/** The lease that a request's bearer opens, for the vendor of its address; a page of another origin finds none. */
export function leaseOf(
	token: string | null,
	request: FastifyRequest<{ Params: { vendor: VendorId } }>,
	{ leases }: VendorServices,
): VendorLease | null {
	const lease = token === null ? undefined : leases.find(token);
	const origin = request.headers.origin ?? "";
	if (lease === undefined || lease.door.vendor !== request.params.vendor) return null;
	return origin === lease.origin || (origin === "" && lease.trusted) ? lease : null;
}

/** What a failure of passing on looks like to the page. */
function failure(error: unknown): Refused {
	if (error instanceof RequestRejected) return [422, "vendor-request-rejected", error.message];
	if (error instanceof NoAnswer) return [504, `vendor-${error.reason}`, error.message];
	throw error;
}

/** `POST /v1/vendors/:vendor/lease`, `…/renew`, `…/release`, and every operation that a door lets through. */
export function vendorRoutes(
	server: FastifyInstance,
	context: GatewayContext,
	services: VendorServices,
): void {
	const { config, rules, metrics } = context;
	const { doors, leases, logger } = services;
	const limited = (max: number) => ({ rateLimit: { max, timeWindow: "1 minute" } });
	const common = { params: PARAMS, response: { "4xx": REFUSAL, "5xx": REFUSAL } };

	server.post<VendorRoute>(
		"/v1/vendors/:vendor/lease",
		{
			schema: { summary: "Lease a session of another vendor", ...common },
			config: limited(config.sessionsPerMinute),
		},
		async (request, reply) => {
			const admission = admit(request.headers, rules());
			if (!("admitted" in admission)) {
				metrics.refusals.inc({ code: admission.refusal.code });
				return reply.code(admission.status).send(admission.refusal);
			}
			const door = doors.get(request.params.vendor);
			if (door === undefined) return refuse(reply, [404, "not-found", "This gateway has no such vendor."]);
			if (door.missing.length > 0) return refuse(reply, missingSettings(door));
			const { key, origin } = admission.admitted;
			const page = { address: request.ip, origin, trusted: key !== "" };
			const opened = leases.open(door, page);
			if (opened === null)
				return refuse(reply, [503, "too-many-vendor-sessions", `All sessions of ${door.vendor} are taken.`]);
			return reply.header("cache-control", "no-store").code(201).send(grantOf(request, opened));
		},
	);

	function grantOf(request: FastifyRequest, { lease, token }: { lease: VendorLease; token: string }) {
		const base = config.publicUrl === "" ? `${request.protocol}://${request.host}` : config.publicUrl;
		logger.info({ vendor: lease.door.vendor, lease: lease.id }, "vendor lease granted");
		const grant: VendorLeaseGrant = {
			leaseId: lease.id,
			token,
			socketUrl: `${base.replace(/^http/, "ws")}/v1/vendors/${lease.door.vendor}/sockets/`,
			channels: [
				...Object.keys(lease.door.channels),
				...(lease.door.hasCallbacks === true ? [CALLBACK_CHANNEL] : []),
			],
			renewEvery: config.vendorLeaseWindow / RENEWALS_PER_WINDOW,
			expiresAt: new Date((services.now() + config.vendorSessionLifetime) * 1000).toISOString(),
		};
		return grant;
	}

	server.post<VendorRoute>(
		"/v1/vendors/:vendor/:operation",
		{
			schema: { summary: "Ask another vendor for something", body: BODY, ...common },
			bodyLimit: BODY_LIMIT,
			config: limited(REQUESTS_PER_MINUTE),
		},
		async (request, reply) => {
			const lease = leaseOf(bearerOf(request.headers), request, services);
			if (lease === null) return refuse(reply, OVER);
			lease.touch();
			const { operation } = request.params;
			if (operation === "renew") return reply.code(204).send();
			if (operation === "release") {
				lease.end("released");
				return reply.code(204).send();
			}
			const rule = Object.hasOwn(lease.door.operations, operation) && lease.door.operations[operation];
			if (!rule)
				return refuse(reply, [404, "vendor-operation-unknown", "This may not be asked of the vendor."]);
			try {
				return reply.header("cache-control", "no-store").send(await ask(rule, request.body ?? {}, lease));
			} catch (error) {
				return refuse(reply, failure(error));
			}
		},
	);

	/** Sends a request; one that may start a session is written down before. */
	function sent(rule: VendorOperation, prepared: VendorRequest, lease: VendorLease): Promise<VendorAnswer> {
		const { started } = rule;
		if (started === undefined) return sendRequest(prepared);
		return leases.start(lease, async () => {
			const answer = await sendRequest(prepared);
			return { answer, sessionId: started(answer, lease) };
		});
	}

	/** Passes a request on, and writes down what it costs. */
	async function ask(
		rule: VendorOperation,
		body: Record<string, unknown>,
		lease: VendorLease,
	): Promise<VendorAnswer> {
		const send: Send = (request) => sendRequest(request);
		const prepared = await rule.request(body, lease, send);
		const refused = services.refuses(rule.characters?.(body) ?? 0);
		if (refused !== null) throw new RequestRejected(refused);
		const answer = await sent(rule, prepared, lease);
		if (rule.ended?.(answer) === true) await leases.ended(lease.door.vendor, lease.sessionId);
		return rule.show?.(answer, lease) ?? answer;
	}
}
