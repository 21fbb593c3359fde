// Reading of JSON from outside, which may be anything: a vendor's answer, a page's request.

/** An object's fields, as they came. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object's fields; none if `value` is no object. */
export const fieldsOf = (value: unknown): Fields =>
	typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** A text, also one that came as a number; empty if `value` is neither. */
export const textOf = (value: unknown): string =>
	typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

/** A number, also one that came as a text; `NaN` if `value` is neither. */
export const numberOf = (value: unknown): number => {
	if (typeof value === "number") return value;
	return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
};

/** The fields of a JSON text; `null` if it is no JSON object. */
export function parseFields(text: string): Fields | null {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
	} catch {
		return null;
	}
}

/** Code points of a text; 0 if `value` is none. */
export const charactersOf = (value: unknown): number => [...textOf(value)].length;
