// Reading of a page's JSON, which may be anything.

/** An object's fields; none if `value` is no object. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: {};

/** A text; empty if `value` is none. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The fields of a JSON text; `null` if it is no JSON object. */
export function parseFields(text: string): Readonly<Record<string, unknown>> | null {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: null;
	} catch {
		return null;
	}
}

/** Code points of a text; 0 if `value` is none. */
export const charactersOf = (value: unknown): number => [...textOf(value)].length;
