import { WireError } from "../protocol/errors.ts";

/** Names of actions, in lower case, and the clips that they play; `null` plays nothing and counts as known. */
export type ActionMap = Readonly<Record<string, string | null>>;

/**
 * Checks a map of one's own action codes: `{ "nod_twice": "nod", "camera_zoom": null }`.
 * @param clips names of the clips that there are
 * @throws WireError with the path of what is wrong
 */
export function parseActionMap(value: unknown, clips: Iterable<string>): ActionMap {
	if (typeof value !== "object" || value === null || Array.isArray(value))
		throw new WireError("$", `expected an object from action codes to clips, got ${kindOf(value)}`);
	const known = new Set(clips);
	const seen = new Set<string>();
	const entries = Object.entries(value).map(([code, clip]: [string, unknown]): [string, string | null] => {
		const path = `$[${JSON.stringify(code)}]`;
		if (seen.has(actionKey(code))) throw new WireError(path, "another spelling of a code above");
		seen.add(actionKey(code));
		if (code.trim() === "") throw new WireError(path, "expected a code, got an empty name");
		if (clip === null) return [actionKey(code), null];
		if (typeof clip !== "string")
			throw new WireError(path, `expected a clip's name or null, got ${kindOf(clip)}`);
		if (!known.has(clip))
			throw new WireError(path, `expected one of ${[...known].join(", ")}, got "${clip}"`);
		return [actionKey(code), clip];
	});
	return Object.fromEntries(entries);
}

/** How a name is looked up: case, spaces around it and the kind of its separators do not matter. */
export const actionKey = (name: string): string =>
	name
		.trim()
		.toLowerCase()
		.replaceAll(/[\s-]+/g, "_");

const kindOf = (value: unknown): string =>
	value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;
