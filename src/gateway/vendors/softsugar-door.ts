import { charactersOf, fieldsOf, parseFields, textOf } from "../../protocol/loose-fields.ts";
import {
	SOFTSUGAR_MIC,
	SOFTSUGAR_MICROPHONE,
	SOFTSUGAR_OVER,
	SOFTSUGAR_PATHS,
	type SoftSugarOperation,
} from "../../protocol/softsugar-paths.ts";
import type { VendorAnswer } from "../../protocol/vendor-broker.ts";
import type { GatewayConfig } from "../config.ts";
import { RequestRejected } from "./request-rejected.ts";
import { SoftSugarTokens } from "./softsugar-token.ts";
import type { DoorServices, LeaseView, Send, VendorDoor, VendorOperation } from "./vendor-door.ts";

type Fields = Readonly<Record<string, unknown>>;
/** Completes a page's fields. */
type Complete = (body: Fields, lease: LeaseView) => Fields;

/** Note of a lease: what opens the microphone's socket. A page never sees it. */
const SESSION_TOKEN = "sessionToken";

const EOF_FRAME = JSON.stringify({ code: SOFTSUGAR_MIC.eof, message: "eof" });

const codeOf = (answer: VendorAnswer) => Number(fieldsOf(answer.body).code ?? Number.NaN);
const dataOf = (answer: VendorAnswer) => fieldsOf(fieldsOf(answer.body).data);
const refusesToken = ({ status, body }: VendorAnswer) =>
	status === 401 || status === 403 || [401, 403].includes(Number(fieldsOf(body).code));

const inSession: Complete = (body, lease) => {
	if (lease.sessionId === "") throw new RequestRejected("There is no session yet.");
	return { ...body, sessionId: lease.sessionId };
};

/** Fields by which a page would use an Agora application of its own, whose bill and rooms are somebody's. */
const OWN_APPLICATION = ["urtcUseExternalApp", "urtcToken", "urtcUid", "urtcAppId", "urtcChannelId"] as const;

function newSession(body: Fields, lease: LeaseView): Fields {
	if (lease.sessionId !== "") throw new RequestRejected("This lease has its session already.");
	if (parseFields(textOf(body.param)) === null)
		throw new RequestRejected("param: expected the live script as JSON in a string.");
	if (!lease.trusted && OWN_APPLICATION.some((field) => field in body))
		throw new RequestRejected("Only the holder of an application key may name an Agora application.");
	// What comes back in a callback, so that it can be told whose it is.
	return { ...body, userData: lease.id };
}

/** Characters of a takeover's text; of a script, those that it begins with. */
function spokenBy(body: Fields): number {
	const param = parseFields(textOf(body.param)) ?? {};
	const [scene] = Array.isArray(param.sceneList) ? param.sceneList : [];
	const texts = [param.tts_query, fieldsOf(scene).tts_query].map((query) => fieldsOf(query).content);
	return texts.reduce<number>((sum, text) => sum + charactersOf(text), 0);
}

/** What a page may see of an answer: not the token of the microphone's socket, which the gateway opens itself. */
function keepSessionToken(answer: VendorAnswer, lease: LeaseView): VendorAnswer {
	const { sessionToken, ...data } = dataOf(answer);
	if (textOf(sessionToken) === "") return answer;
	lease.notes.set(SESSION_TOKEN, textOf(sessionToken));
	return { ...answer, body: { ...fieldsOf(answer.body), data } };
}

/** Only who holds an application key may see the sessions of the whole account; a page sees its own. */
function onlyOwn(answer: VendorAnswer, lease: LeaseView): VendorAnswer {
	if (lease.trusted) return answer;
	const { data, ...rest } = fieldsOf(answer.body);
	const own = (sessions: unknown) =>
		Array.isArray(sessions)
			? sessions.filter((session) => fieldsOf(session).sessionId === lease.sessionId)
			: sessions;
	// The document says Object and shows an array; the history has it one level down.
	const shown = Array.isArray(data) ? own(data) : { ...fieldsOf(data), result: own(fieldsOf(data).result) };
	return { ...answer, body: { ...rest, data: shown } };
}

/** SoftSugar's (SenseTime's) interactive live avatar. */
export function softSugarDoor(config: GatewayConfig, { now }: DoorServices): VendorDoor {
	const account = {
		url: config.softsugarUrl,
		appId: config.softsugarAppId,
		appKey: config.softsugarAppKey,
	};
	const tokens = new SoftSugarTokens(account, now);

	async function prepared(name: SoftSugarOperation, fields: Fields, send: Send) {
		const [method, path] = SOFTSUGAR_PATHS[name];
		const url = new URL(path, account.url);
		const headers = { authorization: `Bearer ${await tokens.get(send)}` };
		if (method === "POST") return { method, url: url.href, headers, body: fields };
		for (const [field, value] of Object.entries(fields)) url.searchParams.set(field, String(value));
		return { method, url: url.href, headers };
	}

	/** An operation whose refused token is forgotten: the page's next try brings a new one. */
	const operation = (name: SoftSugarOperation, complete: Complete, rest: Partial<VendorOperation> = {}) =>
		({
			characters: spokenBy,
			...rest,
			request: (body, lease, send) => prepared(name, complete(body, lease), send),
			show: (answer, lease) => {
				if (refusesToken(answer)) tokens.forget();
				return rest.show?.(answer, lease) ?? answer;
			},
		}) satisfies VendorOperation;

	const settings = [
		[account.appId, "SOFTSUGAR_APP_ID"],
		[account.appKey, "SOFTSUGAR_APP_KEY"],
	] as const;
	const isOver = (answer: VendorAnswer) => SOFTSUGAR_OVER.has(Number(dataOf(answer).status));
	const isClosed = (answer: VendorAnswer) => codeOf(answer) === 0 && fieldsOf(answer.body).data !== false;
	return {
		vendor: "softsugar",
		missing: settings.flatMap(([value, name]) => (value === "" ? [name] : [])),
		operations: {
			create: operation("create", newSession, {
				started: (answer) => {
					const sessionId = textOf(dataOf(answer).sessionId);
					return codeOf(answer) === 0 && sessionId !== "" && !isOver(answer) ? sessionId : null;
				},
				show: keepSessionToken,
			}),
			stat: operation("stat", (_body, lease) => inSession({}, lease), {
				show: keepSessionToken,
				ended: isOver,
			}),
			start: operation("start", inSession),
			heartbeat: operation("heartbeat", inSession),
			close: operation("close", inSession, { ended: isClosed }),
			command: operation("command", inSession),
			queue: operation("queue", inSession),
			reorder: operation("reorder", inSession),
			list: operation("list", inSession),
			cancel: operation("cancel", inSession),
			quick: operation("quick", inSession),
			reply: operation("reply", (body) => body, { characters: () => 0 }),
			running: operation("running", () => ({}), { show: onlyOwn }),
			history: operation("history", (body) => body, { show: onlyOwn }),
			audience: operation("audience", inSession),
		},
		hasCallbacks: config.softsugarCallbackKey !== "",
		running: async (send) => {
			const answer = await send(await prepared("running", {}, send));
			if (refusesToken(answer)) tokens.forget();
			const { data } = fieldsOf(answer.body);
			if (codeOf(answer) !== 0 || !Array.isArray(data))
				throw new RequestRejected("SoftSugar does not list the account's rooms.");
			return data.map((room) => textOf(fieldsOf(room).sessionId));
		},
		// Its lists do not tell whose a room is.
		orphansEnd: "the vendor, which hears no sign of life of it",
		channels: {
			microphone: {
				address: (lease) => {
					const { sessionId } = inSession({}, lease);
					const url = new URL(SOFTSUGAR_MICROPHONE, account.url.replace(/^http/, "ws"));
					const token = lease.notes.get(SESSION_TOKEN) ?? "";
					const query = { clientType: "BROWSER", sessionId, Authorization: `Bearer ${token}` };
					const text = Object.entries(query).map(
						([key, value]) => `${key}=${encodeURIComponent(String(value))}`,
					);
					return { url: `${url.href}?${text.join("&")}` };
				},
				outgoing: (frame) => {
					const { code } = parseFields(frame) ?? {};
					if (code !== SOFTSUGAR_MIC.begin && code !== SOFTSUGAR_MIC.eof)
						throw new RequestRejected("code: expected 0 (begin) or 99 (eof).");
					return { frame, characters: 0, requestId: "" };
				},
				takesBinary: true,
				farewell: () => EOF_FRAME,
				blames: (status) => (status === 401 || status === 403 ? "SOFTSUGAR_APP_KEY" : ""),
			},
		},
		close: async (sessionId, send) => {
			const answer = await send(await prepared("close", { sessionId }, send));
			if (isClosed(answer)) return true;
			// A session that is over already cannot be closed: what counts is that it costs nothing.
			if (refusesToken(answer)) tokens.forget();
			return isOver(await send(await prepared("stat", { sessionId }, send)));
		},
	};
}
