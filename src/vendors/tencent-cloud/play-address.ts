import type { AlphaLayout, LiveUrl } from "../stream-descriptor.ts";

/** What a player needs beside the address. */
export interface AddressOptions {
	/** Where `webrtc://` offers are posted; the vendor's hosts if not given. */
	readonly signalling?: string;
	readonly alpha?: AlphaLayout;
}

const LOOPBACK = /^(127\.|localhost|\[::1\])/;

/**
 * The roads to a stream of Tencent's live platform: host, application and stream name are the same for every
 * transport. `null` if `address` is no address of one.
 */
export function liveStream(address: string, { signalling, alpha }: AddressOptions = {}): LiveUrl | null {
	const found = /^(rtmp|webrtc|https?):\/\/([^/]+)\/([^?]+?)(\.flv|\.m3u8)?(\?.*)?$/i.exec(address.trim());
	if (found === null) return null;
	const [, scheme = "", host = "", path = "", , query = ""] = found;
	const web = LOOPBACK.test(host) ? "http" : "https";
	const extra = alpha === undefined ? {} : { alpha };
	const flv: LiveUrl = { kind: "flv", url: `${web}://${host}/${path}.flv${query}`, ...extra };
	const hls: LiveUrl = { kind: "hls", url: `${web}://${host}/${path}.m3u8${query}`, ...extra };
	if (/^http/i.test(scheme)) return address.includes(".m3u8") ? hls : flv;
	return {
		kind: "leb",
		url: `webrtc://${host}/${path}${query}`,
		...(signalling === undefined ? {} : { signalling }),
		...extra,
		fallbacks: [flv, hls],
	};
}

/** What an address of a TRTC room tells; the grammar is not documented, so that anything may be missing. */
export interface TrtcAddress {
	readonly sdkAppId: number | null;
	/** As it stands in the address. */
	readonly room: string | null;
	/** Whether the room's name is a text even where it looks like a number. */
	readonly isText: boolean;
	readonly userSig: string | null;
	readonly privateMapKey: string | null;
}

/** Highest number of a numeric room. */
const MOST_ROOM = 4_294_967_294;

/** Whether a room's name may go as a number. */
export const isNumericRoom = (room: string): boolean =>
	/^\d+$/.test(room) && Number(room) > 0 && Number(room) <= MOST_ROOM;

function fieldsOfAddress(address: string): Map<string, string> {
	const fields = new Map<string, string>();
	const add = (entries: Iterable<readonly [string, unknown]>) => {
		for (const [name, value] of entries) fields.set(name.toLowerCase().replaceAll("_", ""), String(value));
	};
	try {
		const text = address.trim().startsWith("{") ? address : atob(address);
		add(Object.entries(JSON.parse(text)));
		return fields;
	} catch {
		// Not JSON, nor base64 of it: an address, then.
	}
	const [place = "", query = ""] = address.split("?");
	const last = place.replace(/\/+$/, "").split("/").at(-1);
	if (last !== undefined && place.includes("://")) fields.set("path", last);
	add(new URLSearchParams(query));
	return fields;
}

/** Reads a URL, JSON, or base64 of JSON. */
export function trtcAddress(address: string): TrtcAddress {
	const fields = fieldsOfAddress(address);
	const first = (...names: string[]) =>
		names.map((name) => fields.get(name)).find((value) => !!value) ?? null;
	const appId = Number(first("sdkappid", "appid") ?? Number.NaN);
	return {
		sdkAppId: Number.isSafeInteger(appId) ? appId : null,
		room: first("strroomid", "roomid", "room", "path"),
		isText: first("strroomid") !== null,
		userSig: first("usersig", "sig"),
		privateMapKey: first("privatemapkey"),
	};
}
