import { randomUUID } from "node:crypto";
import type { Fields } from "../../../protocol/loose-fields.ts";
import { SOFTSUGAR_STATUS } from "../../../protocol/softsugar-paths.ts";
import type { StandInAnswer } from "../stand-in-server.ts";
import type { LiveRoom } from "./live-room.ts";

/** A good answer in the document's envelope. */
export const ok = (data?: unknown): StandInAnswer => ({
	body: { code: 0, message: "success", ...(data === undefined ? {} : { data }) },
});

/** The vendor publishes no codes: these are a stand-in's own. */
export const refused = (code: number, message: string): StandInAnswer => ({ body: { code, message } });

export const UNAUTHORISED: StandInAnswer = {
	status: 401,
	body: { code: 401, message: "Authentication failed" },
};

export const NO_SUCH_OPERATION: StandInAnswer = { status: 404, body: "not found" };

/** `yyyy-MM-dd HH:mm:ss`. */
export const stamp = (time: number): string => new Date(time).toISOString().slice(0, 19).replace("T", " ");

/** What Agora's client needs to join the room. */
export const rtcFields = ({ channelId }: LiveRoom): Fields => ({
	rtcAppId: "stand-in",
	rtcChannelId: channelId,
	rtcUid: "4294967295",
	rtcToken: `007-${randomUUID()}`,
});

/** Fields of a room; those of Agora only once it is there. */
export function roomFields(room: LiveRoom): Fields {
	const { sessionId, sessionToken, status } = room;
	const there = status === SOFTSUGAR_STATUS.created || status === SOFTSUGAR_STATUS.live;
	return { sessionId, sessionToken, status, ...(there ? rtcFields(room) : {}) };
}

/** Rooms that last. */
export const runningList = (rooms: readonly LiveRoom[]): readonly Fields[] =>
	rooms.filter((room) => !room.isOver).map(({ sessionId, status }) => ({ sessionId, status }));

/** A page of the rooms that are over. */
export function historyList(
	rooms: readonly LiveRoom[],
	{ pageNo = 1, pageSize = 10, status, sessionId }: Fields,
): Fields {
	const found = rooms.filter(
		(room) =>
			room.isOver &&
			(status === undefined || room.status === status) &&
			(sessionId === undefined || room.sessionId === sessionId),
	);
	const startIndex = (Number(pageNo) - 1) * Number(pageSize);
	return {
		pagination: {
			pageNo,
			numberPages: Math.ceil(found.length / Number(pageSize)),
			numberRecords: found.length,
			pageSize,
			startIndex,
		},
		result: found.slice(startIndex, startIndex + Number(pageSize)).map((room) => ({
			sessionId: room.sessionId,
			startTime: stamp(room.createdAt),
			endTime: stamp(room.endedAt ?? 0),
			status: room.status,
		})),
	};
}

/** The answer of a question-and-answer database: without an envelope, and with another name for the device, as printed. */
export function questionReply({ device, language, query, session, trace }: Fields): Fields {
	const knows = /bathroom|toilet/i.test(String(query));
	return {
		answer: knows ? "The bathroom is on your right" : "",
		device_id: device,
		error_message: knows ? "" : "no answer",
		language,
		query,
		session,
		trace,
	};
}
