import { numberOf, textOf } from "../../protocol/loose-fields.ts";
import type { AgoraRoom } from "../stream-descriptor.ts";
import { type SoftSugarAnswer, softSugarError } from "./softsugar-answer.ts";

/** Fields without which nobody can join the room. */
const NEEDED = ["rtcAppId", "rtcChannelId", "rtcUid", "rtcToken"] as const;

/** What a player has to know of a live room. @throws {VendorError} if the answer leaves something out */
export function roomStream(
	{ fields }: SoftSugarAnswer,
	{ isLive, codec }: { readonly isLive: boolean; readonly codec: AgoraRoom["codec"] },
): AgoraRoom {
	const missing = NEEDED.filter((name) => textOf(fields[name]) === "");
	if (missing.length > 0)
		throw softSugarError("SoftSugar does not say where its picture is.", {
			operation: "stat",
			action: "new-session",
			code: "malformed",
			detail: `missing: ${missing.join(", ")}`,
		});
	return {
		kind: "agora",
		appId: textOf(fields.rtcAppId),
		channel: textOf(fields.rtcChannelId),
		token: textOf(fields.rtcToken),
		// A text would make Agora use another kind of user, for whom the token is not.
		uid: numberOf(fields.rtcUid),
		mode: isLive ? "live" : "rtc",
		codec,
	};
}
