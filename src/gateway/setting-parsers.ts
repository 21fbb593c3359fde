// How the text of a setting becomes its value. Each throws a RangeError that says what was expected.

/** Any text. */
export const text = (value: string): string => value;

/** A whole number from `least` to `most`. */
export const wholeNumber =
	(least: number, most: number) =>
	(value: string): number => {
		const number = Number(value);
		if (!/^\d+$/.test(value) || number < least || number > most)
			throw new RangeError(`expected a whole number from ${least} to ${most}, got ${JSON.stringify(value)}`);
		return number;
	};

/** One of a few words. */
export const oneOf =
	<const T extends string>(...choices: readonly T[]) =>
	(value: string): T => {
		const choice = choices.find((candidate) => candidate === value);
		if (choice === undefined)
			throw new RangeError(`expected ${choices.join(" or ")}, got ${JSON.stringify(value)}`);
		return choice;
	};

/** Items between commas; empty ones do not count. */
export const commaList = (value: string): readonly string[] =>
	value
		.split(",")
		.map((item) => item.trim())
		.filter((item) => item !== "");

/** Scheme, host and port exactly as a browser's `Origin` header spells them: no path, no wildcard, no default port. */
export function parseOrigin(value: string): string {
	if (URL.canParse(value) && new URL(value).origin === value) return value;
	throw new RangeError(
		`expected an origin such as https://example.com, without path or wildcard, got ${JSON.stringify(value)}`,
	);
}

/** An origin, or nothing; a slash at its end is forgiven. */
export function publicUrl(value: string): string {
	if (value === "") return "";
	return parseOrigin(value.replace(/\/$/, ""));
}

/** Seconds, or `null` for nothing. */
export function optionalSeconds(value: string): number | null {
	if (value === "") return null;
	const number = Number(value);
	if (/^\d+(\.\d+)?$/.test(value) && number <= MOST_PACE) return number;
	throw new RangeError(`expected seconds from 0 to ${MOST_PACE}, got ${JSON.stringify(value)}`);
}

/** Seconds; a driver that is further ahead than that is not paced in any useful sense. */
const MOST_PACE = 60;

/** `name=secret` pairs; the name stands for the key in logs, limits and metrics. */
export function appKeys(value: string): ReadonlyMap<string, string> {
	const pairs = commaList(value).map((pair) => {
		const cut = pair.indexOf("=");
		const name = pair.slice(0, cut);
		const secret = pair.slice(cut + 1);
		if (cut < 1 || secret.length < MINIMUM_KEY_LENGTH)
			throw new RangeError(
				`expected name=secret pairs, each secret at least ${MINIMUM_KEY_LENGTH} characters`,
			);
		return [name, secret] as const;
	});
	return new Map(pairs);
}

/** Characters. Shorter application keys could be guessed within the mint limit's reach in a few years. */
const MINIMUM_KEY_LENGTH = 16;

/** Whole days of seconds: no setting of a duration needs more. */
export const DAY = 86_400;

/** Addresses of NATS servers; none for `memory`. */
export function busServers(value: string): readonly string[] {
	if (value === "memory") return [];
	return commaList(value).map((server) => {
		const { protocol, username, password } = URL.canParse(server) ? new URL(server) : NO_URL;
		if (username !== "" || password !== "")
			throw new RangeError("expected an address without a password, which belongs into BUS_AUTH");
		if (protocol !== "nats:" && protocol !== "tls:")
			throw new RangeError(
				`expected memory or an address such as nats://host:4222, got ${JSON.stringify(value)}`,
			);
		return server;
	});
}

const NO_URL = { protocol: "", username: "", password: "" };

/** What NATS takes as part of the names of streams, buckets and subjects. */
export function busName(value: string): string {
	if (/^[a-z0-9_-]{1,32}$/i.test(value)) return value;
	throw new RangeError(
		`expected up to 32 letters, digits, dashes or underscores, got ${JSON.stringify(value)}`,
	);
}

/** A key for HMAC-SHA-256, or nothing. */
export function tokenKey(value: string): string {
	if (value === "" || Buffer.byteLength(value) >= TOKEN_KEY_LENGTH) return value;
	throw new RangeError(`expected at least ${TOKEN_KEY_LENGTH} characters`);
}

/** Bytes; HS256 asks for at least as many as its hash has. */
const TOKEN_KEY_LENGTH = 32;
