import { createHmac } from "node:crypto";

/** Who may connect. */
export interface IflytekCredentials {
	readonly appId: string;
	readonly apiKey: string;
	readonly apiSecret: string;
}

/** A refusal as the platform words it (documented for its sibling APIs). */
export interface IflytekRefusal {
	readonly status: number;
	readonly message: string;
}

/** A handshake as it arrives. */
export interface IflytekHandshake {
	readonly path: string;
	readonly query: URLSearchParams;
	readonly host: string;
}

/** Seconds that the date may differ by. */
const TOLERANCE = 300;

const UNAUTHORIZED: IflytekRefusal = { status: 401, message: "Unauthorized" };
const UNVERIFIED: IflytekRefusal = { status: 401, message: "HMAC signature cannot be verified" };

/** `name="value"` pairs of the decoded authorization; the older spelling begins with `hmac username`. */
function readAuthorization(text: string): ReadonlyMap<string, string> {
	const decoded = Buffer.from(text, "base64").toString("utf8");
	const pairs = [...decoded.matchAll(/(\w+)="([^"]*)"/g)];
	return new Map(pairs.map(([, name = "", value = ""]) => [name === "username" ? "api_key" : name, value]));
}

/** Why a handshake is refused, or `null` if it is in order. `now` is the time of day in seconds. */
export function checkIflytekHandshake(
	{ path, query, host }: IflytekHandshake,
	credentials: IflytekCredentials,
	now: number,
): IflytekRefusal | null {
	const authorization = query.get("authorization");
	const date = query.get("date") ?? "";
	if (authorization === null) return UNAUTHORIZED;
	const fields = readAuthorization(authorization);
	const signed = query.get("host") ?? "";
	if (fields.get("headers") !== "host date request-line" || fields.get("algorithm") !== "hmac-sha256")
		return UNVERIFIED;
	const age = Math.abs(Date.parse(date) / 1000 - now);
	if (!(age <= TOLERANCE))
		return {
			status: 403,
			message: "HMAC signature cannot be verified, a valid date or x-date header is required",
		};
	if (fields.get("api_key") !== credentials.apiKey)
		return { status: 401, message: "HMAC signature cannot be verified: fail to retrieve credential" };
	const plain = `host: ${host}\ndate: ${date}\nGET ${path} HTTP/1.1`;
	const expected = createHmac("sha256", credentials.apiSecret).update(plain).digest("base64");
	if (signed !== host || fields.get("signature") !== expected)
		return { status: 401, message: "HMAC signature does not match" };
	return null;
}
