import type { StreamDescriptor } from "../stream-descriptor.ts";
import type { IflytekEvent } from "./iflytek-event.ts";

/** What a player has to know, from `stream_info`; or what is missing for it. */
export function iflytekStream(
	event: Pick<IflytekEvent, "streamUrl" | "appId" | "userSign" | "cid" | "sid">,
	signalling: string,
): StreamDescriptor | { readonly missing: readonly string[] } {
	const found = /^(xrtcs?|webrtc):\/\/([^/]+)\/(.+)$/i.exec(event.streamUrl);
	if (found === null) return { missing: ["stream_url"] };
	const [, scheme = "", host = "", path = ""] = found;
	if (/^webrtc$/i.test(scheme))
		return { kind: "leb", url: event.streamUrl, ...(signalling === "" ? {} : { signalling }) };
	const missing = [
		...(event.appId === "" ? ["stream_extend.appid"] : []),
		...(event.userSign === "" ? ["stream_extend.user_sign"] : []),
	];
	if (missing.length > 0) return { missing };
	const sid = event.cid || event.sid;
	return {
		kind: "xrtc",
		server: `https://${host}`,
		roomId: path.split("?")[0]?.split("/").at(-1) ?? "",
		appId: event.appId,
		auth: event.userSign,
		...(sid === "" ? {} : { sid }),
	};
}
