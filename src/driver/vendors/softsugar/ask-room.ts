import { randomUUID } from "node:crypto";
import { type Fields, fieldsOf, parseFields } from "../../../protocol/loose-fields.ts";
import { SOFTSUGAR_STATUS, type SoftSugarOperation } from "../../../protocol/softsugar-paths.ts";
import type { Clock } from "../../pacer.ts";
import type { StandInAnswer } from "../stand-in-server.ts";
import type { LiveRoom } from "./live-room.ts";
import { quickText } from "./read-script.ts";
import { NO_SUCH_OPERATION, ok, refused, rtcFields, stamp } from "./room-answers.ts";

/** Least characters of a takeover's text. */
const LEAST_TEXT = 10;

export interface AskRoomOptions {
	/** Refuses texts that are too short. */
	readonly strict: boolean;
	/** Milliseconds since 1970. */
	readonly now: Clock;
}

/** What may be asked of a room that lasts. */
export function askRoom(
	operation: SoftSugarOperation,
	room: LiveRoom,
	body: Fields,
	{ strict, now }: AskRoomOptions,
): StandInAnswer {
	switch (operation) {
		case "heartbeat":
			room.lastSign = now();
			return ok();
		case "start":
			if (room.status !== SOFTSUGAR_STATUS.created) return ok(false);
			room.status = SOFTSUGAR_STATUS.live;
			return ok(true);
		case "command":
		case "queue":
		case "quick":
			return takeOver(operation, room, body, strict);
		case "list":
			return ok({ commandTraceIds: room.traces });
		case "reorder":
			return ok({ isSuccess: room.move(String(body.commandTraceId), Number(body.priority)) });
		case "cancel":
			return cancel(room, String(body.commandTraceId), now());
		case "audience":
			return body.rtcChannelId === room.channelId
				? ok(rtcFields(room).rtcToken)
				: refused(1103, "rtcChannelId does not belong to the session");
		default:
			return NO_SUCH_OPERATION;
	}
}

function cancel(room: LiveRoom, traces: string, now: number): StandInAnswer {
	const done = room.cancel(traces === "-1" ? "all" : traces.split(";"));
	// Nothing to cancel is a success for all, a failure for one.
	if (done || traces === "-1") return ok({ isSuccess: true, commandFinishTime: stamp(now) });
	return ok({ isSuccess: false, message: "command does not exist" });
}

function takeOver(
	operation: "command" | "queue" | "quick",
	room: LiveRoom,
	body: Fields,
	strict: boolean,
): StandInAnswer {
	const param = parseFields(String(body.param));
	if (param === null) return refused(1101, "parameter error: param is not JSON");
	if (room.status !== SOFTSUGAR_STATUS.live) return ok({ isSuccess: false });
	const isQuick = operation === "quick";
	const text = isQuick
		? quickText(room.script, param)
		: String(fieldsOf(param.tts_query).content ?? param.audio ?? "");
	if (text === "") return refused(1101, "parameter error: nothing to say");
	if (!isQuick && strict && param.tts_query && [...text].length < LEAST_TEXT)
		return refused(1104, `tts_query.content must be at least ${LEAST_TEXT} characters`);
	if (isQuick && room.isSpeaking) return ok({ isSuccess: false });
	const takeover = { trace: randomUUID(), text };
	if (operation === "queue") {
		room.enqueue(takeover, body.priority === undefined ? undefined : Number(body.priority));
		return ok({ commandStatus: SOFTSUGAR_STATUS.takeoverQueued, commandTraceId: takeover.trace });
	}
	room.takeOver(takeover);
	return ok({ isSuccess: true, commandTraceId: takeover.trace });
}
