import fastifySse from "@fastify/sse";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { bearerOf, nameOfKey } from "./admission.ts";
import type { GatewayContext } from "./gateway-context.ts";
import type { ProductionCallbacks, ProductionEvent } from "./production-callbacks.ts";
import { refusal } from "./refusal.ts";
import { REFUSAL } from "./session-schemas.ts";

/** Asks the service how a task stands. */
export type ConfirmTask = (
	taskId: string,
) => Promise<Pick<ProductionEvent, "status" | "mediaUrl"> | undefined>;

interface CallbackRoute {
	Params: { token: string };
	Body: {
		Payload: {
			TaskId: string;
			Status: "SUCCESS" | "FAIL";
			MediaUrl?: string;
			SubtitlesUrl?: string;
			FailMessage?: string;
		};
	};
}

/** As the document prints it; what is more stays out. */
const CALLBACK_BODY = {
	type: "object",
	required: ["Payload"],
	properties: {
		Payload: {
			type: "object",
			required: ["TaskId", "Status"],
			properties: {
				TaskId: { type: "string", minLength: 1, maxLength: 128 },
				Status: { type: "string", enum: ["SUCCESS", "FAIL"] },
				MediaUrl: { type: "string", maxLength: 4096 },
				SubtitlesUrl: { type: "string", maxLength: 4096 },
				FailMessage: { type: "string", maxLength: 4096 },
			},
		},
	},
} as const;

/** Bytes: the document's fields, with long addresses. */
const BODY_LIMIT = 16 * 1024;
/** The service tells each task once; who guesses tokens asks more often. */
const PER_MINUTE = 120;

export interface CallbackServices {
	readonly callbacks: ProductionCallbacks;
	/** Absent where there is no account to ask with. */
	readonly confirm?: ConfirmTask | undefined;
}

/**
 * `POST /v1/callbacks/tencent/TOKEN` takes what the production service tells, `GET /v1/callbacks/tencent` says that
 * address to the holder of an application key, and `GET /v1/callbacks/tencent/events` forwards what came as
 * server-sent events.
 */
export async function callbackRoutes(
	server: FastifyInstance,
	{ config }: GatewayContext,
	{ callbacks, confirm }: CallbackServices,
): Promise<void> {
	const mayRead = (request: FastifyRequest) =>
		nameOfKey(bearerOf(request.headers) ?? "", config.appKeys) !== null;
	const keyNeeded = refusal("key-missing", "An application key is needed.");
	const limited = { rateLimit: { max: PER_MINUTE, timeWindow: "1 minute" } };
	await server.register(fastifySse);

	server.post<CallbackRoute>(
		"/v1/callbacks/tencent/:token",
		{ bodyLimit: BODY_LIMIT, schema: { hide: true, body: CALLBACK_BODY }, config: limited },
		async (request, reply) => {
			if (!callbacks.isToken(request.params.token))
				return reply.code(404).send(refusal("not-found", "There is nothing at this address."));
			const {
				TaskId: taskId,
				Status,
				MediaUrl = "",
				SubtitlesUrl = "",
				FailMessage = "",
			} = request.body.Payload;
			if (callbacks.has(taskId)) return reply.code(204).send();
			const asked = await confirm?.(taskId).catch(() => undefined);
			if (asked !== undefined && asked.status !== Status) {
				request.log.warn(
					{ taskId, told: Status, asked: asked.status },
					"callback contradicted by the service",
				);
				return reply
					.code(409)
					.send(refusal("callback-contradicted", "The service says otherwise of this task."));
			}
			callbacks.take({
				taskId,
				status: Status,
				mediaUrl: asked?.mediaUrl ?? MediaUrl,
				subtitlesUrl: SubtitlesUrl,
				failMessage: FailMessage,
				confirmed: asked !== undefined,
			});
			return reply.code(204).send();
		},
	);

	server.get(
		"/v1/callbacks/tencent",
		{
			schema: { summary: "Address for the production service's callbacks", response: { 401: REFUSAL } },
			config: limited,
		},
		async (request, reply) => {
			if (!mayRead(request)) return reply.code(401).send(keyNeeded);
			const base = config.publicUrl || `${request.protocol}://${request.host}`;
			return { url: `${base}/v1/callbacks/tencent/${callbacks.token}` };
		},
	);

	server.get<{ Headers: { "last-event-id"?: string } }>(
		"/v1/callbacks/tencent/events",
		{
			sse: "only",
			schema: { summary: "What the production service told (server-sent events)" },
			config: limited,
		},
		async (request, reply) => {
			if (!mayRead(request)) return reply.code(401).send(keyNeeded);
			const gone = new AbortController();
			reply.sse.onClose(() => gone.abort());
			const since = Number(request.headers["last-event-id"] ?? 0) || 0;
			for await (const event of callbacks.follow(since, gone.signal))
				await reply.sse.send({ id: String(event.id), event: "production", data: event });
		},
	);
}
