import { createHmac } from "node:crypto";
import { canonicalQuery } from "../../../protocol/tencent-query.ts";
import type { Seconds } from "../../../util/time.ts";

/** Who calls. Stays in this process. */
export interface ServiceAccount {
	/** Scheme and host, such as `https://gw-sg.tvs.qq.com`. */
	readonly origin: string;
	readonly appkey: string;
	readonly accessToken: string;
}

/** The vendor's entries (server API, "API Calling Environment"; China's as its samples print it). */
const ORIGINS: Readonly<Record<string, string>> = {
	china: "https://gw.tvs.qq.com",
	international: "https://gw-sg.tvs.qq.com",
};

/** Scheme and host of an entry's name, or of an address; nothing means `china`. @throws {TypeError} */
export function serviceOrigin(host: string): string {
	const named = ORIGINS[host === "" ? "china" : host];
	if (named !== undefined) return named;
	if (!URL.canParse(host)) throw new TypeError(`expected china, international or an address, got ${host}`);
	return new URL(host).origin;
}

/** Base64 of the HMAC-SHA256 of the canonical query, not yet percent-encoded (server API, "Signature Method"). */
export function signQuery(parameters: URLSearchParams, accessToken: string): string {
	return createHmac("sha256", accessToken).update(canonicalQuery(parameters)).digest("base64");
}

/** The address of one call, good for five minutes around `now` (seconds since 1970). Not to be logged. */
export function signedUrl(account: ServiceAccount, path: string, now: Seconds): string {
	const address = new URL(path, account.origin);
	address.searchParams.set("appkey", account.appkey);
	address.searchParams.set("timestamp", String(Math.floor(now)));
	address.searchParams.set("signature", signQuery(address.searchParams, account.accessToken));
	return address.href;
}
