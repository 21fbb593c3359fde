import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Refusal, refusal } from "./refusal.ts";

/** Who may open sessions. */
export interface AdmissionRules {
	readonly access: "public" | "key";
	/** Application keys by name. */
	readonly appKeys: ReadonlyMap<string, string>;
	/** Exact origins of pages. */
	readonly origins: ReadonlySet<string>;
}

/** Who asked: a page of an allowed origin, or the holder of a named application key. */
export interface Admission {
	/** Empty in public mode. */
	readonly key: string;
	/** The asking page's own origin; empty for a program. */
	readonly origin: string;
}

export type AdmissionResult =
	| { readonly admitted: Admission }
	| { readonly status: 401 | 403; readonly refusal: Refusal };

const digest = (text: string) => createHash("sha256").update(text).digest();

/** What follows `Bearer` in the authorization header, or `null`. */
export const bearerOf = (headers: IncomingHttpHeaders): string | null =>
	/^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1] ?? null;

/** Name of the application key, or `null`. Takes the same time for every wrong key. */
export function nameOfKey(given: string, appKeys: ReadonlyMap<string, string>): string | null {
	const digestGiven = digest(given);
	let found: string | null = null;
	for (const [name, secret] of appKeys) if (timingSafeEqual(digest(secret), digestGiven)) found = name;
	return found;
}

/**
 * Decides whether a request may open a session. An origin is no proof of identity (a program can write any), it
 * keeps pages of other sites out; whoever needs proof sets `--access key`.
 */
export function admit(headers: IncomingHttpHeaders, rules: AdmissionRules): AdmissionResult {
	const origin = headers.origin ?? "";
	const bearer = bearerOf(headers);
	if (bearer !== null) {
		const key = nameOfKey(bearer, rules.appKeys);
		if (key !== null) return { admitted: { key, origin } };
		return { status: 401, refusal: refusal("key-unknown", "The application key is not known.") };
	}
	if (rules.access === "key")
		return {
			status: 401,
			refusal: refusal("key-missing", "An application key is needed to open a session."),
		};
	if (origin === "")
		return {
			status: 403,
			refusal: refusal("origin-missing", "Without an application key only a web page may open a session."),
		};
	if (!rules.origins.has(origin))
		return {
			status: 403,
			refusal: refusal("origin-foreign", `Pages of ${origin} may not open sessions here.`),
		};
	return { admitted: { key: "", origin } };
}
