import {
	AKOOL_LONGEST,
	AKOOL_OK,
	AKOOL_PATHS,
	AKOOL_STATUS,
	type AkoolOperation,
	akoolPath,
} from "../../protocol/akool-api.ts";
import { charactersOf, fieldsOf, parseFields, textOf } from "../../protocol/loose-fields.ts";
import type { VendorAnswer } from "../../protocol/vendor-broker.ts";
import type { GatewayConfig } from "../config.ts";
import { RequestRejected } from "./request-rejected.ts";
import type { LeaseView, VendorDoor, VendorOperation } from "./vendor-door.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Sessions that are looked at for one that nobody knows, newest first; to close one that has ended costs nothing. */
const MOST_LISTED = 100;

/** Note of a lease: the socket for texts of v3, whose address is all that it takes to use it. */
const CHAT_ROOM = "client_chat_room_url";

const codeOf = (answer: VendorAnswer) => Number(fieldsOf(answer.body).code ?? Number.NaN);
const dataOf = (answer: VendorAnswer) => fieldsOf(fieldsOf(answer.body).data);
const idOf = (fields: Fields) => textOf(fields._id) || textOf(fields.task_id);

const inSession = (lease: LeaseView): Fields => {
	if (lease.sessionId === "") throw new RequestRejected("There is no session yet.");
	return { id: lease.sessionId };
};

/** Keeps the chat room's address, and tells a page only that there is one. */
function keepChatRoom(answer: VendorAnswer, lease: LeaseView): VendorAnswer {
	const data = dataOf(answer);
	const urls = fieldsOf(data.stream_urls);
	const room = textOf(urls[CHAT_ROOM]);
	if (room === "") return answer;
	lease.notes.set(CHAT_ROOM, room);
	const shown = { ...data, stream_urls: { ...urls, [CHAT_ROOM]: "gateway" } };
	return { ...answer, body: { ...fieldsOf(answer.body), data: shown } };
}

/** Only who holds an application key may see the sessions of the whole account; a page sees its own. */
function onlyOwn(answer: VendorAnswer, lease: LeaseView): VendorAnswer {
	if (lease.trusted) return answer;
	const own = (sessions: unknown) =>
		Array.isArray(sessions) ? sessions.filter((session) => idOf(fieldsOf(session)) === lease.sessionId) : [];
	const { data, ...rest } = fieldsOf(answer.body);
	// The document says Array and shows an object with a list inside.
	const shown = Array.isArray(data) ? own(data) : { ...fieldsOf(data), data: own(fieldsOf(data).data) };
	return { ...answer, body: { ...rest, data: shown } };
}

/** Akool's streaming avatar. */
export function akoolDoor(config: GatewayConfig): VendorDoor {
	const { akoolUrl, akoolApiKey, akoolApi, vendorSessionLifetime } = config;

	function prepared(operation: AkoolOperation, fields: Fields) {
		const [method] = AKOOL_PATHS[operation];
		const url = new URL(akoolPath(akoolApi, operation), akoolUrl);
		const headers = { authorization: `Bearer ${akoolApiKey}` };
		if (method === "POST") return { method, url: url.href, headers, body: fields };
		for (const [field, value] of Object.entries(fields)) url.searchParams.set(field, String(value));
		return { method, url: url.href, headers };
	}

	/** A session of v4 ends by itself, when the lease would end it at the latest. */
	function newSession(body: Fields, lease: LeaseView): Fields {
		if (lease.sessionId !== "") throw new RequestRejected("This lease has its session already.");
		if (akoolApi === "v3") return body;
		const longest = Math.min(AKOOL_LONGEST, vendorSessionLifetime);
		const { duration } = body;
		return {
			...body,
			duration: typeof duration === "number" && duration > 0 ? Math.min(duration, longest) : longest,
		};
	}

	const isOver = (answer: VendorAnswer) =>
		codeOf(answer) === AKOOL_OK && Number(dataOf(answer).status) === AKOOL_STATUS.failed;
	// A session that the vendor does not know any more (1008) costs nothing.
	const isClosed = (answer: VendorAnswer) => [AKOOL_OK, 1008].includes(codeOf(answer));
	const operations: Readonly<Record<AkoolOperation, VendorOperation>> = {
		create: {
			request: (body, lease) => prepared("create", newSession(body, lease)),
			started: (answer) => (codeOf(answer) === AKOOL_OK ? idOf(dataOf(answer)) || null : null),
			show: keepChatRoom,
		},
		detail: {
			request: (_body, lease) => prepared("detail", inSession(lease)),
			ended: isOver,
			show: keepChatRoom,
		},
		close: { request: (_body, lease) => prepared("close", inSession(lease)), ended: isClosed },
		list: { request: (body) => prepared("list", body), show: onlyOwn },
	};
	return {
		vendor: "akool",
		missing: akoolApiKey === "" ? ["AKOOL_API_KEY"] : [],
		operations,
		channels: {
			chat: {
				address: (lease) => {
					const url = lease.notes.get(CHAT_ROOM);
					if (url === undefined) throw new RequestRejected("This session has no chat room.");
					return { url };
				},
				outgoing: (frame) => {
					const message = parseFields(frame);
					const payload = parseFields(textOf(message?.payload));
					if (payload === null) throw new RequestRejected("payload: expected JSON in a string.");
					return {
						frame,
						characters: charactersOf(payload.question),
						requestId: textOf(payload.message_id),
					};
				},
				takesBinary: false,
				blames: (status) => (status === 401 || status === 403 ? "AKOOL_API_KEY" : ""),
			},
		},
		running: async (send) => {
			const answer = await send(prepared("list", { page: 1, size: MOST_LISTED }));
			const { data } = fieldsOf(answer.body);
			// The document says Array and shows an object with a list inside.
			const sessions = Array.isArray(data) ? data : fieldsOf(data).data;
			if (codeOf(answer) !== AKOOL_OK || !Array.isArray(sessions))
				throw new RequestRejected("Akool does not list the account's sessions.");
			return sessions
				.map(fieldsOf)
				.filter(({ status }) => Number(status) !== AKOOL_STATUS.failed)
				.map(idOf);
		},
		// Its lists do not tell whose a session is.
		orphansEnd: akoolApi === "v4" ? "its duration" : "nothing that the document names",
		close: async (id, send) => isClosed(await send(prepared("close", { id }))),
	};
}
