import { AKOOL_OK } from "../../protocol/akool-api.ts";
import { type Fields, fieldsOf, numberOf, textOf } from "../../protocol/loose-fields.ts";
import type { VendorErrorAction } from "../../protocol/vendor-errors.ts";
import type { BrokerAnswer } from "../session-broker.ts";
import type { AgoraRoom, LiveKitRoom, LiveUrl, TrtcRoom } from "../stream-descriptor.ts";
import { VendorError, type VendorErrorFields } from "../vendor-error.ts";

/** An answer of the API, decoded. `issues` names what was tolerated. */
export interface AkoolAnswer {
	/** 1000 is good; `NaN` if there was no envelope at all. */
	readonly code: number;
	readonly message: string;
	readonly data: Fields;
	readonly ok: boolean;
	readonly issues: readonly string[];
}

/** Decodes an answer; one that is not as documented gets code `NaN` and says what it was. */
export function decodeAnswer({ status, body }: BrokerAnswer): AkoolAnswer {
	const envelope = fieldsOf(body);
	const code = numberOf(envelope.code);
	const issues: string[] = [];
	if (typeof envelope.code === "string") issues.push("$.code: a number came as a string");
	if (Number.isNaN(code)) issues.push(`$.code: expected a number, with HTTP ${status}`);
	return {
		code,
		message: textOf(envelope.msg) || textOf(envelope.message) || textOf(body).slice(0, 200),
		data: fieldsOf(envelope.data),
		ok: code === AKOOL_OK,
		issues,
	};
}

/** An error of Akool's. */
export const akoolError = (sentence: string, fields: Omit<VendorErrorFields, "vendor">): VendorError =>
	new VendorError(sentence, { vendor: "akool", ...fields });

const OTHER_PRODUCT = "Akool had a fault that belongs to its video products.";

/** The document's list of codes. Those from 1201 on belong to other products. */
const CODES: ReadonlyMap<number, readonly [VendorErrorAction, string]> = new Map<
	number,
	readonly [VendorErrorAction, string]
>([
	[1003, ["user-must-act", "Akool does not accept the session's settings."]],
	[1008, ["user-must-act", "Akool does not know this avatar or session."]],
	[1009, ["user-must-act", "Akool does not let this account do that."]],
	[1101, ["user-must-act", "Akool does not accept the account: check AKOOL_API_KEY."]],
	[1102, ["user-must-act", "Akool was asked without an account: check AKOOL_API_KEY."]],
	[1200, ["user-must-act", "Akool has banned the account."]],
	...[1201, 1202, 1203, 1204, 1205, 1207, 1209, 1210, 1211].map(
		(code): [number, readonly [VendorErrorAction, string]] => [code, ["reject", OTHER_PRODUCT]],
	),
]);

/** What an answer that says no means. */
export function refusedError(operation: string, { code, message }: AkoolAnswer): VendorError {
	if (Number.isNaN(code))
		return akoolError("Akool's answer cannot be read.", {
			operation,
			action: "retry",
			code: "malformed",
			detail: message,
		});
	const [action, sentence] = CODES.get(code) ?? ["reject", "Akool refused the request."];
	const credential = code === 1101 || code === 1102 ? { credential: "AKOOL_API_KEY" } : {};
	return akoolError(sentence, { operation, action, code, detail: message, ...credential });
}

/** Something that did not come before the timer of that name ran out. */
export const timeoutError = (operation: string, timer: string, sentence: string): VendorError =>
	akoolError(sentence, { operation, action: "retry", code: "timeout", timer });

/** Where a session's picture is, or what is missing to know it; `null` if the answer says nothing of it yet. */
export type AkoolStream =
	| { readonly descriptor: AgoraRoom | LiveKitRoom | TrtcRoom | LiveUrl }
	| { readonly missing: readonly string[] }
	| null;

/** Reads the credentials of v4, or the addresses of v3. */
export function streamOf(data: Fields): AkoolStream {
	const credentials = fieldsOf(data.credentials);
	const urls = fieldsOf(data.stream_urls);
	if (textOf(credentials.livekit_url) !== "") return liveKit(credentials);
	if (textOf(credentials.trtc_app_id) !== "") return trtc(credentials);
	if (textOf(credentials.agora_app_id) !== "") return agora(credentials, credentials.agora_uid ?? data.uid);
	if (textOf(urls.agora_app_id) !== "") return agora(urls, data.uid);
	const url = textOf(urls.client_pull_stream_url);
	return url === "" ? null : byUrl(url);
}

const missingOf = (fields: Fields, names: readonly string[]) =>
	names.filter((name) => textOf(fields[name]) === "");

function agora(fields: Fields, uid: unknown): AkoolStream {
	const missing = missingOf(fields, ["agora_channel"]);
	if (missing.length > 0) return { missing };
	const number = numberOf(uid);
	return {
		descriptor: {
			kind: "agora",
			appId: textOf(fields.agora_app_id),
			channel: textOf(fields.agora_channel),
			token: textOf(fields.agora_token) || null,
			uid: Number.isNaN(number) ? textOf(uid) || null : number,
			mode: "rtc",
			codec: "vp8",
		},
	};
}

function liveKit(fields: Fields): AkoolStream {
	const missing = missingOf(fields, ["livekit_token"]);
	if (missing.length > 0) return { missing };
	const serverIdentity = textOf(fields.livekit_server_identity);
	return {
		descriptor: {
			kind: "livekit",
			url: textOf(fields.livekit_url),
			token: textOf(fields.livekit_token),
			...(serverIdentity === "" ? {} : { serverIdentity }),
		},
	};
}

function trtc(fields: Fields): AkoolStream {
	const missing = missingOf(fields, ["trtc_user_id", "trtc_user_sig", "trtc_room_id"]);
	if (missing.length > 0) return { missing };
	const room = fields.trtc_room_id;
	return {
		descriptor: {
			kind: "trtc",
			sdkAppId: numberOf(fields.trtc_app_id),
			userId: textOf(fields.trtc_user_id),
			userSig: textOf(fields.trtc_user_sig),
			// Who listens only cannot send messages: the vendor's own client is an anchor.
			role: "anchor",
			...(typeof room === "number" ? { roomId: room } : { strRoomId: textOf(room) }),
		},
	};
}

/** The document's `client_pull_stream_url`, of which nobody has seen a value: whatever can be played is. */
function byUrl(url: string): AkoolStream {
	if (url.startsWith("webrtc://")) return { descriptor: { kind: "leb", url } };
	const path = url.split("?")[0] ?? "";
	if (path.endsWith(".m3u8")) return { descriptor: { kind: "hls", url } };
	if (path.endsWith(".flv")) return { descriptor: { kind: "flv", url } };
	return { missing: [`a way to play ${url.split(":")[0]} addresses`] };
}
