import { createHmac, timingSafeEqual } from "node:crypto";
import { canonicalQuery } from "../protocol/tencent-query.ts";

/** Who may connect. */
export interface Credentials {
	readonly appkey: string;
	readonly accessToken: string;
}

/** A timestamp may differ from the driver's clock by this much, seconds. */
const TOLERANCE = 300;

/**
 * Why a connection's query is refused, or `undefined` if it is in order. Every parameter but `signature` is signed,
 * known or not; a `requestid` may come again, as it does when the vendor's own client reconnects.
 * `now` is the time of day in seconds. The reason holds no secret.
 */
export const checkHandshake = (
	query: URLSearchParams,
	credentials: Credentials,
	now: number,
): string | undefined => checkSignedQuery(query, credentials, now, ["appkey", "requestid", "timestamp"]);

/** The same for any call of the vendor's platform; `needed` are the parameters that have to be there beside `signature`. */
export function checkSignedQuery(
	query: URLSearchParams,
	credentials: Credentials,
	now: number,
	needed: readonly string[],
): string | undefined {
	for (const name of [...needed, "signature"])
		if (!query.get(name)) return `query parameter "${name}" is missing`;
	if (query.get("appkey") !== credentials.appkey) return "appkey is unknown";
	const timestamp = query.get("timestamp") ?? "";
	if (!/^\d+$/.test(timestamp))
		return `timestamp: expected seconds, got ${JSON.stringify(timestamp.slice(0, 40))}`;
	const age = Math.round(now - Number(timestamp));
	if (Math.abs(age) > TOLERANCE)
		return `timestamp is ${Math.abs(age)} s ${age > 0 ? "old" : "ahead"}, at most ${TOLERANCE} s are allowed`;
	const expected = createHmac("sha256", credentials.accessToken)
		.update(canonicalQuery(query))
		.digest("base64");
	const given = query.get("signature") ?? "";
	if (equals(Buffer.from(given), Buffer.from(expected))) return undefined;
	return given.includes(" ")
		? "signature is wrong: it was not percent-encoded"
		: "signature is wrong: it must cover every other parameter, sorted by name";
}

const equals = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
