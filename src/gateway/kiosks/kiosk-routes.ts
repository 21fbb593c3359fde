import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { WireError } from "../../protocol/errors.ts";
import { type KioskOrders, parseKioskCommand } from "../../protocol/kiosk-command.ts";
import { parseKioskHeartbeat } from "../../protocol/kiosk-health.ts";
import type { Seconds } from "../../util/time.ts";
import { admit } from "../admission.ts";
import type { GatewayContext } from "../gateway-context.ts";
import { refusal } from "../refusal.ts";
import { REFUSAL } from "../session-schemas.ts";
import type { CommandSigner } from "./command-signer.ts";
import type { KioskAudit } from "./kiosk-audit.ts";
import { operatorOf } from "./kiosk-operator.ts";
import { type HeartbeatNews, isSilent, type KioskRecord, waitingFor } from "./kiosk-record.ts";
import type { KioskRegistry } from "./kiosk-registry.ts";
import type { KioskTokens } from "./kiosk-tokens.ts";

export interface KioskServices {
	readonly registry: KioskRegistry;
	readonly audit: KioskAudit;
	readonly signer: CommandSigner;
	readonly tokens: KioskTokens;
}

interface KioskRoute {
	Params: { kioskId: string };
	Body: Record<string, unknown> | null;
}

/** Bytes of a heartbeat. */
const BODY_LIMIT = 16 * 1024;
/** Heartbeats of one kiosk a minute: one every ten seconds, and some after commands. */
const BEATS_PER_MINUTE = 60;
const OPERATIONS_PER_MINUTE = 240;
/** Audit entries that are shown at once. */
const SHOWN = 200;

const PARAMS = {
	type: "object",
	required: ["kioskId"],
	properties: {
		kioskId: { type: "string", pattern: "^[A-Za-z0-9-]{1,64}$", description: "The kiosk's own name." },
	},
} as const;
const BODY = { type: "object" } as const;

/** Whoever scrapes is not kept waiting for a bus that is away. */
const UNCOUNTED = { all: Number.NaN, silent: Number.NaN } as const;

const TAKEN = refusal(
	"kiosk-taken",
	"Another kiosk shows itself by this name. Give it another, or let this one be forgotten.",
);
const FULL = refusal("too-many-kiosks", "The gateway watches as many kiosks as it may.");
const NO_OPERATOR = refusal("operator-needed", "An application key is needed.");
const UNKNOWN = refusal("kiosk-unknown", "There is no such kiosk, or too much waits for it already.");

const shown = (record: KioskRecord, now: Seconds) => {
	const { id, firstSeen, lastSeen, health, counterResets, outcomes } = record;
	return {
		id,
		firstSeen: new Date(firstSeen * 1000).toISOString(),
		lastSeen: new Date(lastSeen * 1000).toISOString(),
		silentFor: Math.max(0, Math.round(now - lastSeen)),
		isSilent: isSilent(record, now),
		health,
		counterResets,
		outcomes,
	};
};

/**
 * `POST /v1/kiosks/{id}/heartbeat` takes how a kiosk is and gives what waits for it; `GET /v1/kiosks`, `GET
 * /v1/kiosks/{id}`, `POST …/commands`, `DELETE /v1/kiosks/{id}` and `GET /v1/kiosks-audit` are for operators.
 */
export function kioskRoutes(server: FastifyInstance, context: GatewayContext, services: KioskServices): void {
	const { registry, audit, signer, tokens } = services;
	const { rules, metrics, now, bus } = context;
	metrics.watchKiosks(async () => (bus.isReachable ? registry.counts(now()) : UNCOUNTED));
	const limited = { rateLimit: { max: OPERATIONS_PER_MINUTE, timeWindow: "1 minute" } };
	const responses = { 401: REFUSAL, 404: REFUSAL, 422: REFUSAL };

	server.post<KioskRoute>(
		"/v1/kiosks/:kioskId/heartbeat",
		{
			bodyLimit: BODY_LIMIT,
			schema: {
				summary: "A kiosk shows itself",
				params: PARAMS,
				body: BODY,
				response: { "4xx": REFUSAL, 503: REFUSAL },
			},
			config: {
				rateLimit: {
					max: BEATS_PER_MINUTE,
					timeWindow: "1 minute",
					keyGenerator: (request) => `${request.ip} ${(request.params as KioskRoute["Params"]).kioskId}`,
				},
			},
		},
		async (request, reply) => {
			const admission = admit(request.headers, rules());
			if (!("admitted" in admission)) return reply.code(admission.status).send(admission.refusal);
			const id = request.params.kioskId;
			const given = typeof request.body?.token === "string" ? request.body.token : "";
			const isOwner = await tokens.isFor(given, id);
			const isKnown = (await registry.get(id)) !== null;
			if (!isOwner && isKnown) return reply.code(409).send(TAKEN);
			if (!isKnown && (await registry.isFull())) return reply.code(503).send(FULL);
			const heartbeat = readOr422(() => parseKioskHeartbeat(request.body), reply);
			if (heartbeat === undefined) return reply;
			const { record, news } = await registry.beat(id, heartbeat, now());
			await noteNews(id, news, services, context);
			const orders: KioskOrders = {
				token: isOwner ? "" : await tokens.mint(id),
				publicKey: { ...signer.publicKey },
				commands: await Promise.all(waitingFor(record, now()).map((command) => signer.sign(command))),
			};
			return reply.header("cache-control", "no-store").send(orders);
		},
	);

	/** Wraps what only an operator may do. */
	const forOperator =
		(act: (request: FastifyRequest<KioskRoute>, reply: FastifyReply, who: string) => unknown) =>
		async (request: FastifyRequest<KioskRoute>, reply: FastifyReply) => {
			const who = operatorOf(request as FastifyRequest, context);
			if (who === null) return reply.code(401).send(NO_OPERATOR);
			reply.header("cache-control", "no-store");
			return act(request, reply, who);
		};

	server.get<KioskRoute>(
		"/v1/kiosks",
		{ schema: { summary: "All kiosks", response: responses }, config: limited },
		forOperator(async () => ({ kiosks: (await registry.all()).map((record) => shown(record, now())) })),
	);
	server.get<KioskRoute>(
		"/v1/kiosks/:kioskId",
		{ schema: { summary: "How a kiosk is", params: PARAMS, response: responses }, config: limited },
		forOperator(async (request, reply) => {
			const record = await registry.get(request.params.kioskId);
			return record === null ? reply.code(404).send(UNKNOWN) : shown(record, now());
		}),
	);
	server.get<KioskRoute>(
		"/v1/kiosks-audit",
		{ schema: { summary: "What was asked of kiosks, newest first", response: responses }, config: limited },
		forOperator(() => ({ entries: audit.entries.slice(0, SHOWN) })),
	);
	server.post<KioskRoute>(
		"/v1/kiosks/:kioskId/commands",
		{
			schema: { summary: "Ask something of a kiosk", params: PARAMS, body: BODY, response: responses },
			config: limited,
		},
		forOperator(async (request, reply, who) => {
			const command = readOr422(() => parseKioskCommand(request.body), reply);
			if (command === undefined) return reply;
			const sequence = await registry.order(request.params.kioskId, command, who, now());
			if (sequence === null) return reply.code(404).send(UNKNOWN);
			metrics.kioskCommands.inc({ type: command.type });
			await audit.add({
				who,
				kiosk: request.params.kioskId,
				what: "command",
				detail: { sequence, ...command },
			});
			return reply.code(202).send({ sequence });
		}),
	);
	server.delete<KioskRoute>(
		"/v1/kiosks/:kioskId",
		{
			schema: {
				summary: "Forget a kiosk, so that another may take its name",
				params: PARAMS,
				response: responses,
			},
			config: limited,
		},
		forOperator(async (request, reply, who) => {
			if (!(await registry.forget(request.params.kioskId))) return reply.code(404).send(UNKNOWN);
			await audit.add({ who, kiosk: request.params.kioskId, what: "forget", detail: {} });
			return reply.code(204).send();
		}),
	);
}

/** What `read` gives; else the reply says where it went wrong. */
function readOr422<T>(read: () => T, reply: FastifyReply): T | undefined {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof WireError)) throw error;
		void reply.code(422).send(refusal("kiosk-nonsense", error.message));
		return undefined;
	}
}

/** What an operator has to find in the audit, although nobody asked for it. */
async function noteNews(
	kiosk: string,
	news: HeartbeatNews,
	{ audit }: KioskServices,
	{ metrics }: GatewayContext,
): Promise<void> {
	if (news.isNew) await audit.add({ who: "kiosk", kiosk, what: "enrolled", detail: {} });
	if (news.hasRestarted) await audit.add({ who: "kiosk", kiosk, what: "loaded anew", detail: {} });
	if (news.lostCounters.length > 0) {
		metrics.kioskCounterResets.inc();
		await audit.add({ who: "kiosk", kiosk, what: "counters lost", detail: { counters: news.lostCounters } });
	}
	for (const { sequence, done, reason, command, by } of news.outcomes)
		await audit.add({
			who: by,
			kiosk,
			what: done ? "done" : "refused",
			detail: { sequence, type: command.type, reason },
		});
}
