import { commaList } from "../setting-parsers.ts";

/**
 * A source of a Content-Security-Policy by host: scheme, name or address (its first part may be `*`), port (may be
 * `*`). Nothing else is let into a header.
 */
const SOURCE = /^(https?|wss?):\/\/(\*\.)?([\w-]+(\.[\w-]+)*|\[[\da-f:]+\])(:(\d{1,5}|\*))?$/i;

/** Sources between commas. @throws {RangeError} */
export const streamSources = (value: string): readonly string[] =>
	commaList(value).map((source) => {
		if (SOURCE.test(source)) return source;
		throw new RangeError(
			`expected sources such as https://live.example.com or wss://*.example.com:*, got ${JSON.stringify(source)}`,
		);
	});

/** Every source from which a page plays vendors' streams. */
export const playedFrom = (config: {
	readonly streamOrigins: readonly string[];
	readonly standInStreams: string;
}): readonly string[] =>
	config.standInStreams === "" ? config.streamOrigins : [...config.streamOrigins, config.standInStreams];
