import { type DestinationStream, destination, type Level, type Logger, pino } from "pino";

/** What stands in a log for a secret. */
const CENSORED = "[secret]";

/** Below this a "secret" is a common word, and censoring it would only make logs unreadable. */
const SHORTEST_SECRET = 6;

/** Secrets that the process itself makes, recognised by their shape: tokens of sessions, leases and productions, signatures. */
const SHAPES = /fw[lp]_[\w-]{20,}|eyJ[\w-]{8,}\.[\w-]+\.[\w-]+|(?<=(?:signature|authorization)=)[^\s"&\\]+/g;

/** A secret as it may stand in text: itself, percent-encoded, or as JSON escapes it. */
const spellings = (secret: string) => [
	secret,
	encodeURIComponent(secret),
	JSON.stringify(secret).slice(1, -1),
];

/** Replaces every secret in `line`: the named ones in all their spellings, and whatever has the shape of one. */
export function censor(line: string, secrets: readonly string[]): string {
	const known = secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(spellings);
	return known.reduce((text, secret) => text.replaceAll(secret, CENSORED), line).replace(SHAPES, CENSORED);
}

/**
 * Logger of the gateway: JSON lines on standard error. Secrets are taken out twice: fields that may hold one by
 * name, and the whole line by value, so that no error text of a library can leak one.
 */
export function createLogger(options: {
	readonly level: Level | "silent";
	readonly secrets: readonly string[];
	readonly stream?: DestinationStream;
}): Logger {
	const secrets = [...options.secrets];
	return pino(
		{
			level: options.level,
			redact: {
				paths: [
					"token",
					"*.token",
					"*.headers.authorization",
					'*.headers["sec-websocket-protocol"]',
					"*.accessToken",
				],
				censor: CENSORED,
			},
			hooks: { streamWrite: (line) => censor(line, secrets) },
		},
		options.stream ?? destination({ fd: 2, sync: true }),
	);
}
