import { createHmac } from "node:crypto";
import type { Seconds } from "../../util/time.ts";

/** What signs iFLYTEK's handshake. */
export interface IflytekKeys {
	readonly apiKey: string;
	readonly apiSecret: string;
}

/** Base64 of the HMAC-SHA256 of host, date and request line, each on its line (iFLYTEK, "general URL authentication"). */
export function iflytekSignature(host: string, date: string, path: string, apiSecret: string): string {
	const plain = `host: ${host}\ndate: ${date}\nGET ${path} HTTP/1.1`;
	return createHmac("sha256", apiSecret).update(plain).digest("base64");
}

/** The address that opens the socket: good for five minutes from `now` (since 1970). Holds a secret: not to be logged. */
export function signedIflytekUrl(address: string, { apiKey, apiSecret }: IflytekKeys, now: Seconds): string {
	const url = new URL(address);
	const date = new Date(now * 1000).toUTCString();
	const signature = iflytekSignature(url.host, date, url.pathname, apiSecret);
	const fields = {
		api_key: apiKey,
		algorithm: "hmac-sha256",
		headers: "host date request-line",
		signature,
	};
	const authorization = Object.entries(fields).map(([name, value]) => `${name}="${value}"`);
	url.searchParams.set("authorization", Buffer.from(authorization.join(", ")).toString("base64"));
	url.searchParams.set("date", date);
	url.searchParams.set("host", url.host);
	return url.href;
}
