import { IFLYTEK_CONTROLS } from "../../protocol/iflytek-controls.ts";
import { charactersOf, fieldsOf, parseFields, textOf } from "../../protocol/loose-fields.ts";
import type { GatewayConfig } from "../config.ts";
import { signedIflytekUrl } from "./iflytek-signature.ts";
import { RequestRejected } from "./request-rejected.ts";
import type { DoorServices, OutgoingFrame, VendorDoor } from "./vendor-door.ts";

/**
 * What a refused handshake blames. The texts are those of the platform's sibling APIs (the gateway's plug-in is the
 * same); for this one none are documented.
 */
const BLAME: readonly (readonly [RegExp, string])[] = [
	[/valid date|x-date|clock/i, "the gateway's clock"],
	[/does not match/i, "IFLYTEK_API_SECRET"],
	[/retrieve credential|api.?key|cannot be verified|consumer/i, "IFLYTEK_API_KEY"],
	[/app.?id/i, "IFLYTEK_APP_ID"],
];

/** iFLYTEK's real-time avatar: one socket that is also the session. */
export function iflytekDoor(config: GatewayConfig, { now, newId }: DoorServices): VendorDoor {
	const { iflytekUrl, iflytekAppId, iflytekApiKey, iflytekApiSecret, iflytekAvatarId } = config;

	/** Fills in the application, and the avatar where a start names none. */
	function outgoing(text: string): OutgoingFrame {
		const message = parseFields(text);
		const header = fieldsOf(message?.header);
		const requestId = textOf(header.request_id);
		if (message === null) throw new RequestRejected("The request is no JSON object.");
		const control = textOf(header.ctrl).toLowerCase();
		if (!IFLYTEK_CONTROLS.some((known) => known === control))
			throw new RequestRejected(`header.ctrl: expected one of ${IFLYTEK_CONTROLS.join(", ")}.`, requestId);
		const payload = fieldsOf(message.payload);
		const characters =
			charactersOf(fieldsOf(payload.text).content) + charactersOf(fieldsOf(payload.json_text).text);
		const completed = control === "start" ? withAvatar(message) : message;
		const frame = JSON.stringify({ ...completed, header: { ...header, app_id: iflytekAppId } });
		return { frame, characters, requestId };
	}

	function withAvatar(message: Readonly<Record<string, unknown>>) {
		const parameter = fieldsOf(message.parameter);
		const avatar = fieldsOf(parameter.avatar);
		if (textOf(avatar.avatar_id) !== "" || iflytekAvatarId === "") return message;
		return { ...message, parameter: { ...parameter, avatar: { ...avatar, avatar_id: iflytekAvatarId } } };
	}

	const settings = [
		[iflytekAppId, "IFLYTEK_APP_ID"],
		[iflytekApiKey, "IFLYTEK_API_KEY"],
		[iflytekApiSecret, "IFLYTEK_API_SECRET"],
	] as const;
	return {
		vendor: "iflytek",
		missing: settings.flatMap(([value, name]) => (value === "" ? [name] : [])),
		operations: {},
		channels: {
			interact: {
				address: () => ({
					url: signedIflytekUrl(iflytekUrl, { apiKey: iflytekApiKey, apiSecret: iflytekApiSecret }, now()),
				}),
				outgoing,
				takesBinary: false,
				farewell: () =>
					JSON.stringify({ header: { app_id: iflytekAppId, ctrl: "stop", request_id: newId() } }),
				blames: (_status, body) => BLAME.find(([words]) => words.test(body))?.[1] ?? "",
			},
		},
	};
}
