import { type Fields, fieldsOf, textOf } from "../../protocol/loose-fields.ts";

/** Event types of the API (specs: real-time avatar API); `other` for what the documents do not know. */
export const IFLYTEK_EVENTS = [
	"stream_info",
	"stream_start",
	"driver_status",
	"action_status",
	"tts_duration",
	"reset",
	"pong",
	"stop",
] as const;
export type IflytekEventType = (typeof IFLYTEK_EVENTS)[number] | "other";

/** A message of the API, decoded. */
export interface IflytekEvent {
	readonly type: IflytekEventType;
	/** `header.code`: anything but 0 ends the session. */
	readonly code: number;
	readonly message: string;
	readonly sid: string;
	/** Token for a reconnection, if the service gave one. */
	readonly session: string;
	readonly requestId: string;
	/** Of `driver_status`: 0 begins, 1 goes on, 2 ends. */
	readonly status: number;
	/** Of one drive; the connection stays. */
	readonly errorCode: number;
	readonly errorMessage: string;
	readonly streamUrl: string;
	readonly appId: string;
	readonly userSign: string;
	/** The stream's own id, which the player wants; not in the documents. */
	readonly cid: string;
	/** Of `tts_duration`, seconds; `NaN` if it was not told. */
	readonly duration: number;
	/** Of `action_status`. */
	readonly action: { readonly name: string; readonly state: number } | null;
	/** Oddities that were tolerated. */
	readonly issues: readonly string[];
}

/** Spellings that the documents themselves use for one event. */
const ACTION_STATUS = /^a(c)?t(c)?ion_status$/;

function readType(spelled: string, issues: string[]): IflytekEventType {
	const known = IFLYTEK_EVENTS.find((type) => type === spelled.trim().toLowerCase());
	const type = known ?? (ACTION_STATUS.test(spelled) ? "action_status" : "other");
	if (spelled !== "" && type !== spelled) issues.push(`event_type: "${spelled}"`);
	return type;
}

function readAction(payload: Fields, avatar: Fields): IflytekEvent["action"] {
	const action = fieldsOf(fieldsOf(avatar.vmr_action_status ?? payload.vmr_action_status).action);
	return action.type === undefined ? null : { name: textOf(action.type), state: Number(action.state) };
}

/** Decodes a message; `null` if it is no JSON object. */
export function decodeIflytek(frame: string | ArrayBuffer): IflytekEvent | null {
	let value: unknown;
	try {
		value = typeof frame === "string" ? JSON.parse(frame) : null;
	} catch {
		return null;
	}
	if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
	const header = fieldsOf(fieldsOf(value).header);
	const payload = fieldsOf(fieldsOf(value).payload);
	const avatar = fieldsOf(payload.avatar);
	const extend = fieldsOf(avatar.stream_extend);
	const issues: string[] = [];
	const type = readType(textOf(avatar.event_type), issues);
	if (/^gloable$/i.test(textOf(avatar.period))) issues.push('period: "gloable"');
	if (typeof avatar.vmr_status === "string") issues.push("vmr_status: a number came as a string");
	if (avatar.frame_number !== undefined) issues.push("frame_num came as frame_number");
	return {
		type,
		code: Number(header.code ?? 0) || 0,
		message: textOf(header.message),
		sid: textOf(header.sid),
		session: textOf(header.session),
		requestId: textOf(avatar.request_id),
		status: Number(avatar.vmr_status ?? Number.NaN),
		errorCode: Number(avatar.error_code ?? 0) || 0,
		errorMessage: textOf(avatar.error_message),
		streamUrl: textOf(avatar.stream_url),
		appId: textOf(extend.appid),
		userSign: textOf(extend.user_sign),
		cid: textOf(avatar.cid),
		duration: Number(fieldsOf(payload.tts).duration ?? avatar.duration ?? Number.NaN),
		action: readAction(payload, avatar),
		issues,
	};
}
