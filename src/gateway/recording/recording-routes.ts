import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply } from "fastify";
import { RECORDING_EXTENSION, RECORDING_MEDIA_TYPE } from "../../protocol/recording.ts";
import { REDACTIONS, type Redaction } from "../../protocol/redact-message.ts";
import type { GatewayContext } from "../gateway-context.ts";
import { refusal } from "../refusal.ts";
import { managedSession, type SessionRoute, sessionUnknown } from "../session-info-routes.ts";
import { REFUSAL, SESSION_PARAMS } from "../session-schemas.ts";
import { SessionRecorder } from "./session-recorder.ts";

interface StartRecordingRoute extends SessionRoute {
	Body: { redact?: Redaction; description?: string } | null;
}

/** Recordings that one gateway holds at once: each may fill its capacity. */
const MOST_RECORDINGS = 8;

const URL_PATH = "/v1/sessions/:sessionId/recording";

const START_BODY = {
	type: ["object", "null"],
	additionalProperties: false,
	properties: {
		redact: {
			type: "string",
			enum: REDACTIONS,
			description: "What is left out: text (default) masks every letter, speech the sound as well.",
		},
		description: { type: "string", maxLength: 1000, description: "For whoever reads the recording." },
	},
} as const;

const STATE = {
	description: "How the recording stands.",
	type: "object",
	properties: {
		state: { type: "string", enum: ["recording", "stopped", "full"] },
		messages: { type: "integer" },
		bytes: { type: "integer" },
		skipped: { type: "integer", description: "Messages that were no JSON." },
		redact: { type: "string", enum: REDACTIONS },
	},
} as const;

const nothing = (reply: FastifyReply) =>
	reply.code(404).send(refusal("recording-unknown", "This session has not been recorded."));

/**
 * `POST …/recording` starts one, `DELETE` stops it, `GET` downloads what there is. For the application key that opened
 * the session, and for the browser of a session that was opened with the role debug.
 */
export function recordingRoutes(server: FastifyInstance, context: GatewayContext): void {
	const { config, sessions, now } = context;
	const responses = { 403: REFUSAL, 404: REFUSAL, 409: REFUSAL, 503: REFUSAL };
	server.post<StartRecordingRoute>(
		URL_PATH,
		{
			schema: {
				summary: "Record a session",
				params: SESSION_PARAMS,
				body: START_BODY,
				response: { 201: STATE, ...responses },
			},
		},
		async (request, reply) => {
			const session = await managedSession(request, context, "debug");
			if (session === null) return sessionUnknown(reply);
			if (config.recordingBytes === 0)
				return reply.code(403).send(refusal("recording-off", "This gateway does not record."));
			if (session.recorder?.state.state === "recording")
				return reply.code(409).send(refusal("recording-runs", "The session is being recorded already."));
			const others = [...sessions].filter((other) => other !== session && other.recorder !== undefined);
			if (others.length >= MOST_RECORDINGS)
				return reply.code(503).send(refusal("too-many-recordings", "The gateway holds too many recordings."));
			const { redact: redaction = "text", description = "" } = request.body ?? {};
			const recorder = new SessionRecorder({
				redaction,
				description,
				capacity: config.recordingBytes,
				now,
			});
			session.recorder = recorder;
			request.log.info({ session: session.id, redaction }, "recording started");
			return reply.code(201).send(recorder.state);
		},
	);
	server.delete<SessionRoute>(
		URL_PATH,
		{
			schema: {
				summary: "Stop recording; what there is stays until the session ends",
				params: SESSION_PARAMS,
				response: { 200: STATE, ...responses },
			},
		},
		async (request, reply) => {
			const session = await managedSession(request, context, "debug");
			if (session === null) return sessionUnknown(reply);
			if (session.recorder === undefined) return nothing(reply);
			session.recorder.stop();
			return reply.send(session.recorder.state);
		},
	);
	server.get<SessionRoute>(
		URL_PATH,
		{ schema: { summary: "Download the recording", params: SESSION_PARAMS, response: responses } },
		async (request, reply) => {
			const session = await managedSession(request, context, "debug");
			if (session === null) return sessionUnknown(reply);
			if (session.recorder === undefined) return nothing(reply);
			return reply
				.header("cache-control", "no-store")
				.header(
					"content-disposition",
					`attachment; filename="facewire-${session.id.slice(0, 8)}${RECORDING_EXTENSION}"`,
				)
				.type(RECORDING_MEDIA_TYPE)
				.send(Readable.from([...session.recorder.lines]));
		},
	);
}
