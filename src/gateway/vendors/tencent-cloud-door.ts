import { charactersOf, fieldsOf, parseFields, textOf } from "../../protocol/loose-fields.ts";
import {
	TENCENT_CLOUD_PATHS,
	TENCENT_COMMAND_CHANNEL,
	TENCENT_COMMANDS,
	TENCENT_SESSION_OVER,
	type TencentCloudOperation,
} from "../../protocol/tencent-cloud-paths.ts";
import type { VendorAnswer } from "../../protocol/vendor-broker.ts";
import { signQuery } from "../../vendors/tencent/api/signed-url.ts";
import type { GatewayConfig } from "../config.ts";
import { RequestRejected } from "./request-rejected.ts";
import type {
	DoorServices,
	LeaseView,
	OutgoingFrame,
	Send,
	VendorChannel,
	VendorDoor,
	VendorOperation,
} from "./vendor-door.ts";

const ENTRIES = { china: "https://gw.tvs.qq.com", international: "https://gw-sg.tvs.qq.com" } as const;

type Fields = Readonly<Record<string, unknown>>;
/** Completes a page's `Payload`. */
type Complete = (payload: Fields, lease: LeaseView) => Fields;

/** What a handshake's refusal blames; the vendor's texts are not documented, the words are the parameters' names. */
const BLAME: readonly (readonly [RegExp, string])[] = [
	[/timestamp/i, "the gateway's clock"],
	[/signature/i, "TENCENT_ACCESS_TOKEN"],
	[/appkey/i, "TENCENT_APPKEY"],
];

const codeOf = (answer: VendorAnswer) => Number(fieldsOf(fieldsOf(answer.body).Header).Code ?? Number.NaN);
const payloadOf = (answer: VendorAnswer) => fieldsOf(fieldsOf(answer.body).Payload);

function sessionOf(answer: VendorAnswer): string | null {
	const sessionId = textOf(payloadOf(answer).SessionId);
	return codeOf(answer) === 0 && sessionId !== "" ? sessionId : null;
}

const isOver = (answer: VendorAnswer) => codeOf(answer) === 0 || TENCENT_SESSION_OVER.has(codeOf(answer));

/** Only who holds an application key may see the sessions of the whole account; a page sees its own. */
function onlyOwn(answer: VendorAnswer, lease: LeaseView): VendorAnswer {
	const payload = payloadOf(answer);
	if (lease.trusted || !Array.isArray(payload.Sessions)) return answer;
	const Sessions = payload.Sessions.filter((session) => fieldsOf(session).SessionId === lease.sessionId);
	return { ...answer, body: { ...fieldsOf(answer.body), Payload: { ...payload, Sessions } } };
}

/** A session of the lease's own, and no second one. */
function newSession(payload: Fields, lease: LeaseView, figure: Fields): Fields {
	if (lease.sessionId !== "") throw new RequestRejected("This lease has its session already.");
	const push = textOf(fieldsOf(payload.ProtocolOption).CssCustomPushUrl);
	if (push !== "" && !lease.trusted)
		throw new RequestRejected("Only the holder of an application key may push the stream elsewhere.");
	// One user, one session: the vendor ends the older of two sessions of the same user.
	return { ...payload, ...figure, UserId: lease.id };
}

const inSession: Complete = (payload, lease) => {
	if (lease.sessionId === "") throw new RequestRejected("There is no session yet.");
	return { ...payload, SessionId: lease.sessionId };
};

/** Checks and completes a frame of the command channel. */
function outgoing(text: string, lease: LeaseView): OutgoingFrame {
	const message = parseFields(text);
	const payload = fieldsOf(message?.Payload);
	const requestId = textOf(payload.ReqId);
	if (message === null) throw new RequestRejected("The command is no JSON object.");
	if (!TENCENT_COMMANDS.some((command) => command === payload.Command))
		throw new RequestRejected(`Payload.Command: expected one of ${TENCENT_COMMANDS.join(", ")}.`, requestId);
	const frame = { Header: {}, Payload: inSession(payload, lease) };
	const characters = payload.Command === "SEND_HEARTBEAT" ? 0 : charactersOf(fieldsOf(payload.Data).Text);
	return { frame: JSON.stringify(frame), characters, requestId };
}

/** Tencent's cloud-rendered avatar. */
export function tencentCloudDoor(config: GatewayConfig, { now, newId }: DoorServices): VendorDoor {
	const { tencentAppkey, tencentAccessToken, tencentCloudProjectId, tencentCloudAsset } = config;
	const base = config.tencentCloudUrl || ENTRIES[config.tencentHost];

	/** Adds appkey, time and signature; `timestamp` may differ from the vendor's clock by five minutes. */
	function signed(url: URL): string {
		url.searchParams.set("appkey", tencentAppkey);
		url.searchParams.set("timestamp", String(Math.floor(now())));
		url.searchParams.set("signature", signQuery(url.searchParams, tencentAccessToken));
		return url.href;
	}

	const operation = (name: TencentCloudOperation, complete: Complete, rest: Partial<VendorOperation> = {}) =>
		({
			request: (body, lease) => ({
				method: "POST",
				url: signed(new URL(TENCENT_CLOUD_PATHS[name], base)),
				body: { Header: {}, Payload: complete({ ReqId: newId(), ...fieldsOf(body.Payload) }, lease) },
			}),
			...rest,
		}) satisfies VendorOperation;

	/** The account's sessions. @throws {RequestRejected} */
	async function listed(send: Send): Promise<readonly Fields[]> {
		const url = signed(new URL(TENCENT_CLOUD_PATHS.listsessionofuin, base));
		const answer = await send({ method: "POST", url, body: { Header: {}, Payload: { ReqId: newId() } } });
		if (codeOf(answer) !== 0) throw new RequestRejected("Tencent does not list the account's sessions.");
		const { Sessions } = payloadOf(answer);
		return (Array.isArray(Sessions) ? Sessions : []).map(fieldsOf);
	}

	const project = { VirtualmanProjectId: tencentCloudProjectId };
	const asset = { AssetVirtualmanKey: tencentCloudAsset };
	const required = (value: string, setting: string) => {
		if (value === "") throw new RequestRejected(`The gateway needs ${setting} for this.`);
	};
	const commands: VendorChannel = {
		address: (lease) => {
			if (lease.sessionId === "") throw new RequestRejected("There is no session yet.");
			const url = new URL(TENCENT_COMMAND_CHANNEL, base.replace(/^http/, "ws"));
			url.searchParams.set("requestid", lease.sessionId);
			return { url: signed(url) };
		},
		outgoing,
		takesBinary: false,
		blames: (_status, body) => BLAME.find(([words]) => words.test(body))?.[1] ?? "",
	};
	const list = { show: onlyOwn };
	const settings = [
		[tencentAppkey, "TENCENT_APPKEY"],
		[tencentAccessToken, "TENCENT_ACCESS_TOKEN"],
		[tencentCloudProjectId || tencentCloudAsset, "TENCENT_CLOUD_PROJECT_ID or TENCENT_CLOUD_ASSET"],
	] as const;
	return {
		vendor: "tencent-cloud",
		missing: settings.flatMap(([value, name]) => (value === "" ? [name] : [])),
		operations: {
			createsession: operation(
				"createsession",
				(payload, lease) => {
					required(tencentCloudProjectId, "TENCENT_CLOUD_PROJECT_ID");
					return newSession(payload, lease, project);
				},
				{ started: sessionOf },
			),
			createsessionbyasset: operation(
				"createsessionbyasset",
				(payload, lease) => {
					required(tencentCloudAsset, "TENCENT_CLOUD_ASSET");
					return newSession(payload, lease, asset);
				},
				{ started: sessionOf },
			),
			statsession: operation("statsession", inSession),
			startsession: operation("startsession", inSession),
			closesession: operation("closesession", inSession, { ended: isOver }),
			listsessionofprojectid: operation(
				"listsessionofprojectid",
				(payload) => ({ ...payload, ...project }),
				list,
			),
			listsessionofassetvk: operation("listsessionofassetvk", (payload) => ({ ...payload, ...asset }), list),
			listsessionofuin: operation("listsessionofuin", (payload) => payload, list),
			updatesessionconfig: operation("updatesessionconfig", inSession),
			gettrtcsign: operation("gettrtcsign", inSession),
			command: operation("command", inSession, {
				characters: (body) => charactersOf(fieldsOf(fieldsOf(body.Payload).Data).Text),
			}),
		},
		channels: { commandchannel: commands },
		// `UserId` is the lease's id: see `newSession`.
		orphans: async (leaseId, send) =>
			(await listed(send))
				.filter(({ UserId }) => UserId === leaseId)
				.map(({ SessionId }) => textOf(SessionId)),
		running: async (send) => (await listed(send)).map(({ SessionId }) => textOf(SessionId)),
		close: async (sessionId, send) => {
			const url = signed(new URL(TENCENT_CLOUD_PATHS.closesession, base));
			const body = { Header: {}, Payload: { ReqId: newId(), SessionId: sessionId } };
			return isOver(await send({ method: "POST", url, body }));
		},
	};
}
